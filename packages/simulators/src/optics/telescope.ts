/** A tube with glass in it. */
export interface Telescope {
  /** Millimetres. */
  readonly focalLength: number;
  readonly aperture: number;
  /** Diameter of the central obstruction as a fraction of the aperture. */
  readonly obstruction: number;
  /**
   * Where the middle of that obstruction lies, as a fraction of the radius of the aperture along x and y of the sensor,
   * outside the focus: what a telescope shows that is not collimated. Default: in the middle.
   */
  readonly decentre?: { readonly x: number; readonly y: number };
  /** Share of light that reaches the sensor. */
  readonly throughput: number;
  /** FWHM of what the optics themselves make of a point, micrometres. */
  readonly spotUm: number;
  /** Micrometres the focal surface bends away at the corner of `sensorOf2Mpx`, and leans across its width. */
  readonly curvatureUm: number;
  readonly tiltUm: number;
}

/** A 110-mm refractor of f/5.1. */
export const mainTelescope: Telescope = {
  focalLength: 560,
  aperture: 110,
  obstruction: 0,
  throughput: 0.85,
  spotUm: 5,
  curvatureUm: 18,
  tiltUm: 9,
};

/** A 50-mm guide scope. */
export const guideTelescope: Telescope = {
  focalLength: 200,
  aperture: 50,
  obstruction: 0,
  throughput: 0.85,
  spotUm: 7,
  curvatureUm: 0,
  tiltUm: 0,
};

/** Arcseconds per pixel. */
export function pixelScale(telescope: Telescope, pixelSizeUm: number): number {
  return (206.264806 * pixelSizeUm) / telescope.focalLength;
}

/** Square centimetres that gather light. */
export function collectingArea(telescope: Telescope): number {
  return (Math.PI / 4) * (telescope.aperture / 10) ** 2 * (1 - telescope.obstruction ** 2);
}

/**
 * Photons per second and square centimetre from a star of V = 0 above the air through an ideal filter `bandNm` wide:
 * 1000 per angstrom at 550 nm (Bessell 1979 zero point, 3.63e-9 erg/cm2/s/A), taken flat.
 */
export function photonRate(bandNm: number): number {
  return 10_000 * bandNm;
}
