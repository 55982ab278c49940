import { autoStretch, type Stretch } from '@uraniborg/imaging';
import { useSyncExternalStore } from 'react';
import { isBoolean, isNumber, oneOf, remembered } from '../remembered.ts';
import type { FrameImage } from './frameWorker.ts';
import { linked } from './linked.ts';

/** How this browser shows images. `manual` holds what was last set by hand, and stays from frame to frame. */
export type StretchMode = 'auto' | 'linear' | 'manual';

export const stretchMode = remembered<StretchMode>('image.stretch', 'auto', oneOf('auto', 'linear', 'manual'));
export const manualStretch = remembered<Stretch | null>('image.manual', null, isStretch);
/** Colour images: one automatic stretch for all planes keeps their balance, one for each makes the sky grey. */
export const linkPlanes = remembered('image.linked', false, isBoolean);
export const inverted = remembered('image.inverted', false, isBoolean);
export const crosshair = remembered('image.crosshair', false, isBoolean);

function isStretch(value: unknown): value is Stretch {
  const { black, midtones, white } = (value ?? {}) as Partial<Stretch>;
  return isNumber(black) && isNumber(white) && black < white && isNumber(midtones) && midtones > 0 && midtones < 1;
}

/** The stretch of each plane of `image`, in stored values, as things are set; one when it is the same for all. */
export function stretchesFor(image: FrameImage): Stretch[] {
  const mode = stretchMode.get();
  const manual = manualStretch.get();
  if (mode === 'manual' && manual) return [manual];
  if (mode === 'linear') return [{ black: 0, midtones: 0.5, white: image.range }];
  const own = image.statistics.map((statistics) => autoStretch(statistics, image.range));
  return linkPlanes.get() ? [linked(own)] : own;
}

/** Takes over what the points of the histogram were moved to. */
export function setByHand(stretch: Stretch): void {
  manualStretch.set(stretch);
  if (stretchMode.get() !== 'manual') stretchMode.set('manual');
}

const all = [stretchMode, manualStretch, linkPlanes, inverted, crosshair];

/** Calls `listener` when anything of how images are shown changes. */
export function subscribeLook(listener: () => void): () => void {
  const ends = all.map((value) => value.subscribe(listener));
  return () => {
    for (const end of ends) end();
  };
}

let count = 0;
subscribeLook(() => {
  count++;
});

/** A number that changes with every change of the look, to draw anew. */
export function useLookChanges(): number {
  return useSyncExternalStore(subscribeLook, () => count);
}
