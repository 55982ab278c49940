import { InvalidInput, type Pixels } from '@uraniborg/core';

/** A rectangle of whole pixels inside a frame. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * What of a frame a kernel looks at: one plane or all of them (default), an area of it or the whole (default).
 */
export interface Region {
  readonly plane?: number | undefined;
  readonly area?: Area | undefined;
}

/**
 * The runs of `pixels.data` that make up a region: each a begin and an end index, in order.
 *
 * @throws InvalidInput when the region is not inside the frame or is empty
 */
export function runsOf({ width, height, planes, data }: Pixels, { plane, area }: Region = {}): [number, number][] {
  if (data.length === 0 || data.length !== width * height * planes)
    throw new InvalidInput(`${data.length} pixels do not fill ${width} x ${height} x ${planes}`);
  if (plane !== undefined && (!Number.isInteger(plane) || plane < 0 || plane >= planes))
    throw new InvalidInput(`there is no plane ${plane} in a frame of ${planes}`, 'plane');
  const first = plane ?? 0;
  const last = plane ?? planes - 1;
  const size = width * height;
  if (!area) return [[first * size, (last + 1) * size]];
  const { x, y, width: w, height: h } = area;
  const inside = [x, y, w, h].every(Number.isInteger) && x >= 0 && y >= 0 && w > 0 && h > 0;
  if (!inside || x + w > width || y + h > height)
    throw new InvalidInput(`the area ${w} x ${h} at ${x}, ${y} is not inside a frame of ${width} x ${height}`, 'area');
  const runs: [number, number][] = [];
  for (let p = first; p <= last; p++)
    for (let row = y; row < y + h; row++) {
      const begin = p * size + row * width + x;
      runs.push([begin, begin + w]);
    }
  return runs;
}
