/**
 * How the light of a point spreads: the seeing disc as a Moffat profile (Moffat 1969, A&A 3, 455) convolved with the
 * pupil's shadow when out of focus (an annulus for a telescope with a central obstruction). Round, so one profile does.
 */
export interface Blur {
  /** Share of a star's light that falls on a pixel whose centre is `sqrt(r2)` pixels away. 0 beyond `radius`. */
  readonly profile: Float32Array;
  /** `profile` index per pixel squared. */
  readonly stepsPerPixel2: number;
  /** Pixels; the profile's end. */
  readonly radius: number;
  /** Radius in pixels beyond which the share is below `share`. */
  radiusAt(share: number): number;
  /** What is taken out of it, off its middle: a part of a star's light, spread like `blur`, (dx, dy) pixels away. */
  readonly shadow?:
    | { readonly blur: Blur; readonly part: number; readonly dx: number; readonly dy: number }
    | undefined;
}

/** Wing slope of long exposures (Trujillo et al. 2001, MNRAS 328, 977: 2.5 measured, 4.765 pure turbulence). */
const BETA = 3.2;
const NODES = 512;

/**
 * @param fwhm of the seeing disc with everything else that is bell-shaped, pixels, > 0
 * @param disc outer diameter of the pupil's shadow, pixels; 0 in focus
 * @param obstruction diameter of the central obstruction as a fraction of the aperture
 */
export function createBlur(fwhm: number, disc: number, obstruction: number): Blur {
  const wings = Math.min(18 * fwhm, 120);
  const radius = Math.min(disc / 2 + wings, 400);
  const alpha2 = (fwhm / 2) ** 2 / (2 ** (1 / BETA) - 1);
  const moffat = (r2: number) => (1 + r2 / alpha2) ** -BETA;
  const radial = new Float64Array(NODES + 1);
  const at = (node: number) => radius * (node / NODES) ** 1.5; // finer near the middle
  const points = pupilPoints(disc / 2, obstruction, fwhm);
  for (let node = 0; node <= NODES; node++) {
    const r = at(node);
    let sum = 0;
    for (const { x, y, weight } of points) sum += weight * moffat((r - x) ** 2 + y * y);
    radial[node] = sum;
  }
  // The profile over r squared, so that drawing a star needs no square root.
  const stepsPerPixel2 = Math.min(64, 60_000 / radius ** 2);
  const profile = new Float32Array(Math.ceil(radius * radius * stepsPerPixel2) + 2);
  let total = 0;
  for (let step = 0; step < profile.length - 1; step++) {
    const r = Math.sqrt(step / stepsPerPixel2);
    if (r >= radius) break;
    const node = NODES * (r / radius) ** (2 / 3);
    const left = Math.min(NODES - 1, Math.floor(node));
    const low = radial[left] ?? 0;
    const high = radial[left + 1] ?? 0;
    const part = (r - at(left)) / (at(left + 1) - at(left));
    profile[step] = low + (high - low) * part;
    total += ((profile[step] ?? 0) * Math.PI) / stepsPerPixel2; // area of a ring between two steps
  }
  total -= ((profile[0] ?? 0) * Math.PI) / stepsPerPixel2 / 2;
  for (let step = 0; step < profile.length; step++) profile[step] = (profile[step] ?? 0) / total;
  return {
    profile,
    stepsPerPixel2,
    radius,
    radiusAt(share) {
      let low = 0;
      let high = profile.length - 1;
      // The wings fall steadily; inside the disc of a defocused star the profile may rise outwards.
      low = Math.floor(Math.min((disc / 2) ** 2, radius ** 2) * stepsPerPixel2);
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((profile[middle] ?? 0) > share) low = middle + 1;
        else high = middle;
      }
      return Math.min(radius, Math.sqrt(low / stepsPerPixel2));
    },
  };
}

/**
 * The same for an obstruction that is off the middle: the whole disc, and out of it a smaller one about (dx, dy) pixels from
 * its middle.
 */
export function createDecentredBlur(fwhm: number, disc: number, obstruction: number, dx: number, dy: number): Blur {
  const covered = obstruction ** 2;
  const whole = createBlur(fwhm, disc, 0);
  const blur = createBlur(fwhm, disc * obstruction, 0);
  return { ...whole, shadow: { blur, part: covered / (1 - covered), dx, dy } };
}

/** The half (y >= 0) of the pupil's shadow as weighted points, dense against the seeing disc. */
function pupilPoints(outer: number, obstruction: number, fwhm: number): { x: number; y: number; weight: number }[] {
  if (outer < 0.02 * fwhm) return [{ x: 0, y: 0, weight: 1 }];
  const inner = outer * obstruction;
  const spacing = Math.max(0.4 * fwhm, outer / 40);
  const rings = Math.max(2, Math.ceil((outer - inner) / spacing));
  const points: { x: number; y: number; weight: number }[] = [];
  for (let ring = 0; ring < rings; ring++) {
    const rho = inner + ((ring + 0.5) / rings) * (outer - inner);
    const count = Math.max(4, Math.ceil((Math.PI * rho) / spacing));
    for (let i = 0; i < count; i++) {
      const angle = ((i + 0.5) / count) * Math.PI;
      points.push({ x: rho * Math.cos(angle), y: rho * Math.sin(angle), weight: rho / count });
    }
  }
  return points;
}

/** Adds a star of `light` electrons at (x, y) (pixels, integer centres) to `image`, out to where it matters. */
export function drawStar(
  image: Float32Array,
  width: number,
  height: number,
  x: number,
  y: number,
  light: number,
  blur: Blur,
  negligible: number,
): void {
  const { shadow } = blur;
  if (shadow) {
    const { part, dx, dy } = shadow;
    drawStar(image, width, height, x, y, light * (1 + part), { ...blur, shadow: undefined }, negligible);
    drawStar(image, width, height, x + dx, y + dy, -light * part, shadow.blur, negligible);
    return;
  }
  const radius = blur.radiusAt(negligible / Math.abs(light));
  const left = Math.max(0, Math.ceil(x - radius));
  const right = Math.min(width - 1, Math.floor(x + radius));
  const top = Math.max(0, Math.ceil(y - radius));
  const bottom = Math.min(height - 1, Math.floor(y + radius));
  const { profile, stepsPerPixel2 } = blur;
  const reach = radius * radius;
  for (let row = top; row <= bottom; row++) {
    const dy2 = (row - y) * (row - y);
    for (let column = left, i = row * width + left; column <= right; column++, i++) {
      const r2 = (column - x) * (column - x) + dy2;
      if (r2 > reach) continue;
      const at = r2 * stepsPerPixel2;
      const step = at | 0;
      const low = profile[step] as number;
      image[i] = (image[i] as number) + light * (low + ((profile[step + 1] as number) - low) * (at - step));
    }
  }
}
