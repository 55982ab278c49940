import type { PixelArray, Pixels } from '@uraniborg/core';
import type { Stretch } from './autoStretch.ts';
import { type Curve, curveAt } from './curves.ts';

export interface StretchLook {
  /** Between black and white. Default midtones */
  readonly curve?: Curve;
  /** The brightness is taken to this power; below 1 is brighter. Default 1 */
  readonly gamma?: number;
  /** Black stars on white. Default false */
  readonly invert?: boolean;
}

/**
 * Pixels as 8 bits for a screen or a preview file, every plane by the same stretch or each by its own.
 * Values that are not finite are black.
 */
export function applyStretch(
  pixels: Pixels,
  stretch: Stretch | readonly [Stretch, Stretch, Stretch],
  look: StretchLook = {},
): Pixels<Uint8Array> {
  const { width, height, planes, data } = pixels;
  const result = new Uint8Array(data.length);
  const size = width * height;
  for (let plane = 0; plane < planes; plane++) {
    const own = 'black' in stretch ? stretch : (stretch[plane] ?? stretch[0]);
    stretchPlane(data.subarray(plane * size, (plane + 1) * size), result.subarray(plane * size), own, look);
  }
  return { width, height, planes, data: result };
}

function stretchPlane(from: PixelArray, to: Uint8Array, stretch: Stretch, look: StretchLook): void {
  if (from.BYTES_PER_ELEMENT <= 2) {
    const low = from instanceof Int16Array ? -32768 : 0;
    const table = stretchTable(stretch, look, low, 1, from.BYTES_PER_ELEMENT === 1 ? 256 : 65536);
    for (let i = 0; i < from.length; i++) to[i] = table[(from[i] as number) - low] as number;
    return;
  }
  const scale = 65535 / (stretch.white - stretch.black);
  const table = stretchTable(stretch, look, stretch.black, 1 / scale, 65536);
  for (let i = 0; i < from.length; i++) {
    const at = ((from[i] as number) - stretch.black) * scale;
    to[i] = at > 0 ? (table[at < 65535 ? Math.round(at) : 65535] as number) : (table[0] as number);
  }
}

/** What each of `length` values from `low` on, `step` apart, is shown as: 0 to 255. */
function stretchTable(
  { black, white, midtones }: Stretch,
  { curve = 'midtones', gamma = 1, invert = false }: StretchLook,
  low: number,
  step: number,
  length: number,
): Uint8Array {
  const table = new Uint8Array(length);
  for (let i = 0; i < length; i++) {
    const bright = curveAt(curve, midtones, (low + i * step - black) / (white - black)) ** gamma;
    table[i] = Math.round(255 * (invert ? 1 - bright : bright));
  }
  return table;
}
