/**
 * Magnitudes that the air takes away in the zenith, in visual light: Rayleigh scattering, aerosols of an average night
 * and ozone at a height above the sea (Green 1992, International Comet Quarterly 14, 55).
 */
export function zenithExtinction(elevationMetres: number): number {
  const km = elevationMetres / 1000;
  return 0.1451 * Math.exp(-km / 7.996) + 0.12 * Math.exp(-km / 1.5) + 0.016;
}
