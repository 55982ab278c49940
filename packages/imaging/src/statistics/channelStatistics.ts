import type { PixelArray, Pixels } from '@uraniborg/core';
import type { BayerOrder } from '../colour/bayerOrder.ts';
import { type Area, runsOf } from './area.ts';
import { type Statistics, statisticsOf } from './statistics.ts';

export type Channel = 'all' | 'red' | 'green' | 'blue' | 'green1' | 'green2';

export interface ChannelOptions {
  /** Default: the whole frame. */
  readonly area?: Area | undefined;
  /** The colours of the first two by two pixels of the frame, of a raw colour frame. */
  readonly bayer?: BayerOrder | undefined;
}

/**
 * Statistics of everything together and of each colour: the planes of a colour frame, or the four pixels of the cells of
 * a raw one ('green1' stands in the rows of red). A colour of which there is no pixel in the area is left out.
 *
 * @throws InvalidInput when the area is not inside the frame
 */
export function channelStatistics(
  pixels: Pixels,
  { area, bayer }: ChannelOptions = {},
): { channel: Channel; statistics: Statistics }[] {
  const all = { channel: 'all' as const, statistics: statisticsOf(pixels, { area }) };
  if (pixels.planes === 3) {
    const planes = (['red', 'green', 'blue'] as const).map((channel, plane) => ({
      channel,
      statistics: statisticsOf(pixels, { plane, area }),
    }));
    return [all, ...planes];
  }
  if (!bayer) return [all];
  return [
    all,
    ...channels(bayer).flatMap(([channel, x, y]) => {
      const colour = everySecond(pixels, x, y, area);
      return colour ? [{ channel, statistics: statisticsOf(colour) }] : [];
    }),
  ];
}

/** Where in the cell each colour stands. */
function channels(order: BayerOrder): [Channel, number, number][] {
  const red = order.indexOf('R');
  const [x, y] = [red % 2, red >> 1];
  return [
    ['red', x, y],
    ['green1', 1 - x, y],
    ['green2', x, 1 - y],
    ['blue', 1 - x, 1 - y],
  ];
}

/** The pixels at every second column and row of the frame, from (x, y) on, that are in the area. */
function everySecond(pixels: Pixels, x: number, y: number, area?: Area): Pixels | undefined {
  const first = area ?? { x: 0, y: 0, width: pixels.width, height: pixels.height };
  const runs = runsOf(pixels, { area: first });
  const left = first.x + ((x - first.x) & 1);
  const width = Math.max(0, Math.ceil((first.x + first.width - left) / 2));
  const rows = runs.filter((_, row) => ((first.y + row - y) & 1) === 0);
  if (width === 0 || rows.length === 0) return undefined;
  const data = new (pixels.data.constructor as new (length: number) => PixelArray)(width * rows.length);
  let to = 0;
  for (const [begin] of rows)
    for (let i = 0, from = begin + left - first.x; i < width; i++, from += 2) data[to++] = pixels.data[from] as number;
  return { width, height: rows.length, planes: 1, data };
}
