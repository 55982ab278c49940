import type { SensorRectangle } from '@uraniborg/devices';
import type { FrameType, KeptFrame, TakenFrame } from '../frameSink.ts';
import { completed, expose, note, type Plan, selectFilter } from '../plan.ts';
import type { CameraRole, Role } from '../rig.ts';
import { type Patience, persistently } from './persistently.ts';

/** How an exposure is taken, as a person sets it. */
export interface CaptureSettings {
  /** Default: the main one. */
  readonly camera?: CameraRole;
  readonly frameType: FrameType;
  readonly seconds: number;
  /** Both axes. Default 1. */
  readonly bin?: number;
  /** Default: the whole sensor. */
  readonly rectangle?: SensorRectangle;
  /** Default: as the camera is set. */
  readonly gain?: number;
  readonly offset?: number;
  /** Filter slot, 0-based. Default: the wheel is left alone. */
  readonly filter?: number;
  /** What OBJECT will say. Default: nothing. */
  readonly object?: string;
}

/** The devices that these settings command. */
export function captureNeeds({ filter, camera = 'camera' }: CaptureSettings): readonly Role[] {
  return filter === undefined ? [camera] : [camera, 'filterWheel'];
}

/** One exposure. With `keep: false` it is shown and not written. */
export function* captureSingle(settings: CaptureSettings, { keep }: { keep: boolean }): Plan<TakenFrame> {
  const { filter, ...exposure } = settings;
  if (filter !== undefined) yield* selectFilter(filter);
  return yield* expose({ ...exposure, keep });
}

/**
 * Exposure after exposure, shown and not written, until it is stopped.
 *
 * @param area asked before each exposure for what is read out, which may follow a star. Default: the same for all
 */
export function* captureLoop(
  settings: CaptureSettings,
  area: () => SensorRectangle | undefined = () => settings.rectangle,
): Plan<never> {
  const { filter, rectangle: _, ...exposure } = settings;
  if (filter !== undefined) yield* selectFilter(filter);
  for (;;) {
    const rectangle = area();
    yield* expose({ ...exposure, ...(rectangle && { rectangle }), keep: false });
  }
}

/** How many exposures, and what they count for. */
export interface SeriesCount {
  readonly count: number;
  /** Under which key the ledger counts them. Default: it does not. */
  readonly key?: string;
  readonly patience?: Patience;
  /** At most so many are taken in place of frames that have been rejected. Default 0; without a `key` always. */
  readonly retakes?: number;
}

/**
 * `count` exposures. With a `key` the ledger counts them: what is there already is not taken again, so the same series
 * started anew after an interruption goes on where it was. When all are taken it waits until the last have been judged;
 * what a person or the grading has rejected by then is taken again, as often as `retakes` allows, and the log says so.
 *
 * @returns the frames that were taken now
 */
export function* captureSeries(
  settings: CaptureSettings,
  { count, key, patience, retakes = 0 }: SeriesCount,
): Plan<readonly KeptFrame[]> {
  const { filter, ...exposure } = settings;
  let done = key === undefined ? 0 : yield* completed(key);
  if (done >= count) return [];
  if (filter !== undefined)
    yield* persistently('The filter change', ['filterWheel'], () => selectFilter(filter), patience);
  const frames: KeptFrame[] = [];
  for (let left = retakes; done < count; ) {
    for (let index = done + 1; index <= count; index++) {
      const ordinal = { index, count };
      const what = `Exposure ${index} of ${count}`;
      const take = () => expose({ ...exposure, ordinal, ...(key !== undefined && { key }) });
      const { id, fileName } = yield* persistently(what, [settings.camera ?? 'camera'], take, patience);
      frames.push({ id, fileName });
    }
    if (key === undefined || retakes === 0) break;
    done = yield* completed(key, { judged: true });
    const rejected = Math.max(0, count - done);
    const again = Math.min(left, rejected);
    const all = `${rejected} of ${count} exposures ${rejected === 1 ? 'is' : 'are'} rejected`;
    if (again < rejected)
      yield* note(
        `${all}; ${again === 0 ? 'none is' : `only ${again} are`} taken again, as the profile says`,
        'warning',
      );
    else if (again > 0) yield* note(`${all} and taken again`);
    // What may not be taken again counts as done.
    done = count - again;
    left -= again;
  }
  return frames;
}
