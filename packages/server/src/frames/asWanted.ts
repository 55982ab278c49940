import type { ProfileOptions } from '@uraniborg/api';
import type { BayerPattern, Exposed } from '@uraniborg/devices';
import type { PixelWorkers } from '../workers/pixelWorkers.ts';

/**
 * An exposure as its owner wants it: upside down, in the range of its sensor, by the clock of this computer. Its pixels are in
 * shared memory, and are changed there.
 *
 * @returns the exposure, and by how much its values were divided
 */
export async function asWanted(
  exposed: Exposed,
  { flip, sensorBits, startFrom }: ProfileOptions['camera'],
  run: PixelWorkers['run'],
): Promise<{ exposed: Exposed; divided: number }> {
  const dropped = flip || sensorBits !== null ? await run('readOut', exposed.pixels, { flip, sensorBits }) : 0;
  const start = startFrom === 'computer' ? (exposed.commanded ?? exposed.start) : exposed.start;
  const bayer = flip && exposed.bayer ? upsideDown(exposed.bayer, exposed.pixels.height) : exposed.bayer;
  return { exposed: { ...exposed, start, bayer }, divided: 2 ** dropped };
}

/** Row r of the image was row height - 1 - r: with an even height the two rows of the pattern have changed places. */
const upsideDown = (bayer: BayerPattern, height: number): BayerPattern => ({ ...bayer, y: (height - 1 + bayer.y) % 2 });
