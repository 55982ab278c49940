import type { FrameSummary, TrendPoint } from '@uraniborg/api';
import { type Clock, InvalidInput } from '@uraniborg/core';
import type { Handlers } from '../http/commandRoutes.ts';
import type { Calibrations } from '../storage/calibrations.ts';
import type { FrameAt } from '../workers/openFrame.ts';
import type { PixelWorkers } from '../workers/pixelWorkers.ts';
import { type PhotometryCommand, photometryHandlers } from './photometryHandlers.ts';

type Own = Extract<
  keyof Handlers,
  | 'frame.stars'
  | 'frame.star'
  | 'frame.trend'
  | 'frame.spectrum'
  | 'frame.statistics'
  | 'frame.inspect'
  | 'frame.collimation'
  | 'frame.colourBalance'
  | PhotometryCommand
>;

export interface MeasureParts {
  workers: Pick<PixelWorkers, 'run'>;
  /** In memory, or the path of its file. */
  frameAt: (id: string) => FrameAt | undefined;
  /** Newest first. */
  frames: () => readonly FrameSummary[];
  calibrations: Calibrations;
  clock: Clock;
}

/** Enough to draw them over the frame. */
const USUAL_STARS = 1000;
const USUAL_TREND = 20;

/** What performs the commands that measure something in a frame. */
export function measureHandlers(parts: MeasureParts): Pick<Handlers, Own> {
  const { workers, frameAt, frames } = parts;
  const found = (id: string): FrameAt => {
    const at = frameAt(id);
    if (at === undefined) throw new InvalidInput('This frame is no longer in memory and has no file', 'frame');
    return at;
  };
  return {
    ...photometryHandlers({ ...parts, found }),
    'frame.stars': async ({ frame, limit }) => ({
      stars: [...(await workers.run('stars', found(frame), limit ?? USUAL_STARS))],
    }),
    'frame.star': async ({ frame, ...place }) => ({ star: await workers.run('star', found(frame), place) }),
    'frame.trend': async ({ frame, x, y, count = USUAL_TREND }) => {
      const points: TrendPoint[] = [];
      let place = { x, y };
      // Backwards, from where it was found last: a star may wander further than its neighbours are apart.
      for (const one of upTo(frames(), frame).slice(0, count)) {
        const at = frameAt(one.id);
        const star = at && (await workers.run('starNear', at, place));
        if (!star) continue;
        place = star;
        points.unshift({ ...star, frame: one.id, startedAt: one.startedAt });
      }
      return { points };
    },
    'frame.spectrum': ({ frame, ...options }) => workers.run('spectrum', found(frame), options),
    'frame.colourBalance': ({ frame }) => workers.run('balance', found(frame)),
    'frame.inspect': ({ frame, ...options }) => workers.run('inspection', found(frame), options),
    'frame.collimation': ({ frame, place }) => workers.run('collimation', found(frame), place),
    'frame.statistics': ({ frame, area }) => workers.run('channels', found(frame), area),
  };
}

/** The frames that can be compared pixel by pixel with one, and were taken no later; newest first. */
function upTo(frames: readonly FrameSummary[], id: string): FrameSummary[] {
  // Calibrated, it is still the frame of that list.
  const last = frames.find((one) => one.id === id.replace(/~\w+$/, ''));
  if (!last) throw new InvalidInput('This frame is not among those of the list', 'frame');
  return frames.filter(
    ({ startedAt, width, height, bin }) =>
      startedAt <= last.startedAt && width === last.width && height === last.height && bin === last.bin,
  );
}
