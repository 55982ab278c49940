import type { Direction } from '@uraniborg/devices';
import type { KeptFrame } from '../frameSink.ts';
import {
  cool,
  moveFocuser,
  note,
  type Plan,
  park,
  selectFilter,
  slew,
  together,
  undisturbed,
  unpark,
} from '../plan.ts';
import type { Role } from '../rig.ts';
import { captureSeries } from './captureSeries.ts';

export interface ShortNightSettings {
  /** J2000 degrees. */
  readonly target: Direction;
  readonly object: string;
  /** Degrees Celsius; the cooling is left out when undefined. */
  readonly temperature?: number;
  /** Where the focuser stands sharp for a filter whose offset is 0, steps. */
  readonly focus: number;
  /** In the order in which they are used; `focusOffset` in steps is added to `focus`. */
  readonly filters: readonly { readonly slot: number; readonly name: string; readonly focusOffset: number }[];
  readonly lights: { readonly count: number; readonly seconds: number };
  readonly darks: { readonly count: number; readonly seconds: number };
  readonly flats: { readonly count: number; readonly seconds: number };
  readonly bin?: number;
  readonly gain?: number;
  /** Under which name the ledger counts the frames. Default: the object. */
  readonly night?: string;
}

export const shortNightNeeds: readonly Role[] = ['camera', 'mount', 'focuser', 'filterWheel'];

/**
 * A small night, whole: cools while it slews, takes lights shared evenly between the filters, then darks, then flats,
 * and parks, whatever happened. Started again after an interruption it goes on with what the ledger does not hold.
 *
 * @returns all the frames that were taken now, in order
 */
export function* shortNight(settings: ShortNightSettings): Plan<readonly KeptFrame[]> {
  const { target, object, temperature, filters, lights, darks, flats, bin, gain, night = object } = settings;
  const camera = { ...(bin !== undefined && { bin }), ...(gain !== undefined && { gain }) };
  const frames: KeptFrame[] = [];
  try {
    yield* unpark();
    yield* together(coolDown(temperature), slew(target, object));
    const [first] = filters;
    for (const [i, filter] of filters.entries()) {
      const share = Math.floor(lights.count / filters.length) + (i < lights.count % filters.length ? 1 : 0);
      yield* selectFilter(filter.slot, filter.name);
      yield* moveFocuser({ to: settings.focus + filter.focusOffset });
      const light = { ...camera, frameType: 'light', seconds: lights.seconds, object } as const;
      frames.push(...(yield* captureSeries(light, { count: share, key: `${night}/light/${filter.name}` })));
    }
    const dark = { ...camera, frameType: 'dark', seconds: darks.seconds } as const;
    frames.push(...(yield* captureSeries(dark, { count: darks.count, key: `${night}/dark/${darks.seconds}` })));
    if (first) {
      const flat = { ...camera, frameType: 'flat', seconds: flats.seconds, filter: first.slot } as const;
      frames.push(...(yield* captureSeries(flat, { count: flats.count, key: `${night}/flat/${first.name}` })));
    }
    return frames;
  } finally {
    yield* undisturbed(park());
  }
}

function* coolDown(temperature: number | undefined): Plan<void> {
  if (temperature === undefined) return;
  const { reached, temperature: at } = yield* cool({ setpoint: temperature });
  if (!reached) yield* note(`The camera has come to ${at?.toFixed(1)} °C only; going on`, 'warning');
}
