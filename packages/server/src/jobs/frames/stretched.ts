import type { Pixels } from '@uraniborg/core';
import { applyStretch, autoStretch, fullScale, statisticsOf } from '@uraniborg/imaging';

/** Pixels as a screen shows them by itself: stretched automatically, 8 bits. */
export function stretched(pixels: Pixels): Pixels<Uint8Array> {
  const statistics = statisticsOf(pixels);
  return applyStretch(pixels, autoStretch(statistics, fullScale(pixels.data, statistics)));
}
