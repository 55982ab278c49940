import type { KeptFrame } from '../frameSink.ts';
import { moveCover, type Plan, undisturbed } from '../plan.ts';
import { type CaptureSettings, captureSeries, type SeriesCount } from './captureSeries.ts';

/** A series with the cover of the telescope closed, which opens again whatever has happened. It needs the cover as well. */
export function* coveredSeries(settings: CaptureSettings, count: SeriesCount): Plan<readonly KeptFrame[]> {
  try {
    yield* moveCover('closed');
    return yield* captureSeries(settings, count);
  } finally {
    yield* undisturbed(moveCover('open'));
  }
}
