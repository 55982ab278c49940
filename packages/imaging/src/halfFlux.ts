import { selectRank } from './selectRank.ts';
import type { StarWindow } from './starWindow.ts';

/** The light of a star in a round aperture. */
export interface HalfFlux {
  /** ADU above the sky around the star. */
  readonly flux: number;
  /** Diameter of the circle with half of that light in it, pixels, freed from the width that pixels add. */
  readonly hfd: number;
}

/** Bins of the curve of growth in one pixel of radius. */
const FINE = 16;
/** Within this radius pixels are divided into 5 by 5. */
const NEAR = 3;

/**
 * Flux and half-flux diameter about (dx, dy), pixels from the window's middle. A pixel that is far brighter than the
 * one opposite it belongs to a neighbour and counts like that one; so does one beyond the frame.
 *
 * Pixels widen a star twice, by their own width and because their light is spread evenly over them here: each adds
 * 1/12 px² to the variance in x and y, together 8 ln 2 / 6 px² to the square of a diameter, which is taken off.
 */
export function halfFlux(
  window: StarWindow,
  { dx, dy, aperture }: { dx: number; dy: number; aperture: number },
  electronsPerAdu: number,
): HalfFlux | undefined {
  const { values, radius } = window;
  const side = 2 * radius + 1;
  const sky = localSky(window, dx, dy, aperture);
  const growth = new Float64Array((Math.ceil(aperture) + 2) * FINE);
  const variance = window.rms * window.rms;
  const outer = (aperture + 0.5) ** 2;
  const reach = Math.min(radius, Math.ceil(aperture + 1) + Math.ceil(Math.max(Math.abs(dx), Math.abs(dy))));
  const [centreX, centreY] = [Math.round(2 * dx), Math.round(2 * dy)];
  for (let y = -reach; y <= reach; y++)
    for (let x = -reach; x <= reach; x++) {
      const u = x - dx;
      const v = y - dy;
      const square = u * u + v * v;
      if (square > outer) continue;
      const distance = Math.sqrt(square);
      let value = values[(y + radius) * side + x + radius] as number;
      const ox = centreX - x;
      const oy = centreY - y;
      const inside = ox >= -radius && ox <= radius && oy >= -radius && oy <= radius;
      const opposite = inside ? (values[(oy + radius) * side + ox + radius] as number) : Number.NaN;
      if (Number.isNaN(value)) value = opposite;
      else if (distance > NEAR && value > opposite) {
        const light = Math.max(opposite, 0);
        const sure = 5 * Math.sqrt(2 * (variance + light / electronsPerAdu)) + 0.5 * light;
        if (value > opposite + sure && value > brightestNear(window, ox, oy) + sure) value = opposite;
      }
      if (Number.isFinite(value)) spread(growth, value - sky, u, v, distance);
    }
  return diameterOf(growth, aperture);
}

/** A sharp edge may pass between a pixel's opposite and its neighbours. */
function brightestNear({ values, radius }: StarWindow, x: number, y: number): number {
  let best = Number.NEGATIVE_INFINITY;
  for (let j = Math.max(-radius, y - 1); j <= Math.min(radius, y + 1); j++)
    for (let i = Math.max(-radius, x - 1); i <= Math.min(radius, x + 1); i++) {
      const value = values[(j + radius) * (2 * radius + 1) + i + radius] as number;
      if (value > best) best = value;
    }
  return best;
}

/** Adds a pixel's light to the curve, in rings of 1/16 px. */
function spread(growth: Float64Array, value: number, u: number, v: number, distance: number): void {
  if (distance > NEAR) {
    const first = Math.round((distance - 0.5) * FINE);
    for (let k = 0; k < FINE; k++) {
      const bin = first + k;
      if (bin < growth.length) growth[bin] = (growth[bin] as number) + value / FINE;
    }
    return;
  }
  for (let j = -2; j <= 2; j++)
    for (let i = -2; i <= 2; i++) {
      const s = u + i / 5;
      const t = v + j / 5;
      const bin = Math.floor(Math.sqrt(s * s + t * t) * FINE);
      growth[bin] = (growth[bin] as number) + value / 25;
    }
}

function diameterOf(growth: Float64Array, aperture: number): HalfFlux | undefined {
  const bins = Math.min(growth.length, Math.round(aperture * FINE));
  let flux = 0;
  for (let bin = 0; bin < bins; bin++) flux += growth[bin] as number;
  if (!(flux > 0)) return undefined;
  let sum = 0;
  for (let bin = 0; bin < bins; bin++) {
    const next = sum + (growth[bin] as number);
    if (next >= flux / 2) {
      const diameter = (2 * (bin + (flux / 2 - sum) / (next - sum))) / FINE;
      const square = diameter * diameter - PIXEL_WIDENING;
      return { flux, hfd: Math.sqrt(Math.max(square, 0.25)) };
    }
    sum = next;
  }
  return undefined;
}

const PIXEL_WIDENING = (8 * Math.LN2) / 6;

/** What the mesh has missed of the sky around the star: only if it is certain, for it adds noise of its own. */
function localSky({ values, radius, rms }: StarWindow, dx: number, dy: number, aperture: number): number {
  const side = 2 * radius + 1;
  const [inner, outer] = [aperture * aperture, (aperture + 4) ** 2];
  const ring = new Float32Array(Math.ceil(4 * (outer - inner)) + 16);
  let count = 0;
  for (let y = -radius; y <= radius; y++)
    for (let x = -radius; x <= radius; x++) {
      const u = x - dx;
      const v = y - dy;
      const square = u * u + v * v;
      if (square <= inner || square > outer) continue;
      const value = values[(y + radius) * side + x + radius] as number;
      if (Number.isFinite(value)) ring[count++] = value;
    }
  if (count < 20) return 0;
  const median = selectRank(ring, count, count >> 1);
  return Math.abs(median) > (4 * 1.2533 * rms) / Math.sqrt(count) ? median : 0;
}
