import { type FrameLook, upperParts } from '@uraniborg/api';
import { asItIs, autoStretch, type Curve, halfPoint, type Stretch } from '@uraniborg/imaging';
import { useSyncExternalStore } from 'react';
import { isBoolean, isNumber, oneOf, passing, type Remembered, remembered } from '../remembered.ts';
import { type Debayering, debayerings } from './debayering.ts';
import type { FrameImage } from './frameImage.ts';
import { linked } from './linked.ts';

/** How this browser shows images. `manual` holds what was last set by hand, and stays from frame to frame. */
export type StretchMode = 'auto' | 'linear' | 'log' | 'sqrt' | 'asinh' | 'range' | 'manual';
export type Strength = 'low' | 'medium' | 'high';

export const stretchMode = remembered<StretchMode>(
  'image.stretch',
  'auto',
  oneOf('auto', 'linear', 'log', 'sqrt', 'asinh', 'range', 'manual'),
);
/** How bright the automatic stretch shows the sky. */
export const strength = remembered<Strength>('image.strength', 'medium', oneOf('low', 'medium', 'high'));
/** Percent of the pixels that are not brighter than white in the mode `range`. */
export const rangeParts = [...upperParts, 100] as const;
export const rangePart = remembered<number>('image.range', 99.9, oneOfNumbers(rangeParts));
export const manualStretch = remembered<Stretch | null>('image.manual', null, isStretch);
/** What a tool needs for a while, whatever is set; null is nothing. */
export const lentStretch = passing<Stretch | null>(null);
/** Brightness to this power, after the stretch; below 1 is brighter. */
export const gamma = remembered<number>(
  'image.gamma',
  1,
  (value): value is number => isNumber(value) && value >= 0.1 && value <= 5,
);
/** Colour images: one automatic stretch for all planes keeps their balance, one for each makes the sky grey. */
export const linkPlanes = remembered('image.linked', false, isBoolean);
export const debayering = remembered<Debayering>('image.debayer', 'bilinear', oneOf(...debayerings));
/** What the light of red and blue is multiplied by, above the sky, beside green; null leaves the colours as they are. */
export const balance = remembered<{ red: number; blue: number } | null>('image.balance', null, isBalance);
/** Dark, flat and bad pixels are taken out of what is shown, where masters fit. */
export const calibrated = remembered('image.calibrated', false, isBoolean);
export const inverted = remembered('image.inverted', false, isBoolean);
export const mirrorX = remembered('image.mirrorX', false, isBoolean);
export const mirrorY = remembered('image.mirrorY', false, isBoolean);
export const crosshair = remembered('image.crosshair', false, isBoolean);
export const bullsEye = remembered('image.bullsEye', false, isBoolean);
export const compass = remembered('image.compass', true, isBoolean);
export const starMarks = remembered('image.starMarks', false, isBoolean);
export const clippingMarks = remembered('image.clipping', false, isBoolean);
/** What counts as clipped, ADU; null is the end of the range. */
export const clipLow = remembered<number>('image.clipLow', 0, isNumber);
export const clipHigh = remembered<number | null>(
  'image.clipHigh',
  null,
  (value): value is number | null => value === null || isNumber(value),
);
export type Magnifier = 'off' | 'pointer' | 'corner';
export const magnifier = remembered<Magnifier>('image.magnifier', 'off', oneOf('off', 'pointer', 'corner'));

function oneOfNumbers(values: readonly number[]) {
  return (value: unknown): value is number => isNumber(value) && values.includes(value);
}

function isBalance(value: unknown): value is { red: number; blue: number } | null {
  if (value === null) return true;
  const { red, blue } = value as Partial<{ red: number; blue: number }>;
  return isNumber(red) && isNumber(blue) && red > 0 && blue > 0;
}

function isStretch(value: unknown): value is Stretch {
  const { black, midtones, white } = (value ?? {}) as Partial<Stretch>;
  return isNumber(black) && isNumber(white) && black < white && isNumber(midtones) && midtones > 0 && midtones < 1;
}

const targets: Record<Strength, number> = { low: 0.12, medium: 0.25, high: 0.45 };

/** What is done between black and white. */
export function curveNow(): Curve {
  if (lentStretch.get()) return 'midtones';
  const mode = stretchMode.get();
  return mode === 'log' || mode === 'sqrt' || mode === 'asinh' ? mode : 'midtones';
}

type Measured = Pick<FrameImage, 'statistics' | 'colours' | 'range' | 'finished'>;

/** Whether an image is shown as the colours of its mosaic. */
const asColours = ({ colours }: Pick<Measured, 'colours'>): boolean => colours !== null && debayering.get() !== 'off';

/** Of what is shown: the planes of an image, or the colours of a mosaic. */
export const shownStatistics = (image: Measured): Measured['statistics'] =>
  (asColours(image) && image.colours) || image.statistics;

/** The same of its histograms; none while they are on their way. */
export function shownHistograms<T>(
  image: Pick<FrameImage, 'colours' | 'planes'>,
  all: readonly T[] | null,
): readonly T[] {
  if (!all) return [];
  return asColours(image) ? all.slice(image.planes) : all.slice(0, image.planes);
}

/** The stretch of each plane of `image`, in stored values, as things are set; one when it is the same for all. */
export function stretchesFor(image: Measured): Stretch[] {
  const factors = balance.get();
  const all = shownStatistics(image);
  const [, green] = all;
  if (!factors || !green) return unbalanced(image, all);
  const base = greenStretch(image);
  return [factors.red, 1, factors.blue].map((factor, plane) => {
    const sky = all[plane]?.median ?? 0;
    const on = (value: number) => sky + (value - green.median) / factor;
    return { black: on(base.black), midtones: base.midtones, white: on(base.white) };
  });
}

/** What the points of the histogram stand for: one stretch, of green where the colours are balanced. */
export function oneStretch(image: Measured): Stretch {
  const factors = balance.get();
  const all = shownStatistics(image);
  return factors && all.length === 3 ? greenStretch(image) : linked(unbalanced(image, all));
}

/** Green is what the others are balanced to. */
function greenStretch(image: Measured): Stretch {
  return linked(unbalanced(image, shownStatistics(image).slice(1, 2)));
}

function unbalanced(image: Pick<FrameImage, 'range' | 'finished'>, all: FrameImage['statistics']): Stretch[] {
  const lent = lentStretch.get();
  if (lent) return [lent];
  const mode = stretchMode.get();
  const manual = manualStretch.get();
  if (mode === 'manual' && manual) return [manual];
  if (mode === 'linear') return [asItIs(image.range)];
  const target = targets[strength.get()];
  const isRange = mode === 'range';
  const own = all.map((statistics) => {
    if (image.finished && !isRange) return asItIs(image.range);
    const auto = autoStretch(statistics, image.range, { target });
    if (!isRange) return auto;
    const most = statistics.upper[rangeParts.indexOf(rangePart.get() as never)] ?? statistics.max;
    return { black: auto.black, midtones: 0.5, white: Math.max(most, auto.black + 1) };
  });
  const used = linkPlanes.get() ? [linked(own)] : own;
  // The other curves begin where the automatic one does; their middle is that of the curve.
  return mode === 'auto' || mode === 'manual' || isRange
    ? used
    : used.map((each) => ({ ...each, midtones: halfPoint(curveNow()) }));
}

/** Whether an image looks as its preview does, which the server has stretched: else it would flash up in another light. */
export function asPreviewed(): boolean {
  const isUsual = stretchMode.get() === 'auto' && strength.get() === 'medium' && gamma.get() === 1;
  return isUsual && !lentStretch.get() && !balance.get();
}

/** How `image` is shown, for a picture of it that looks the same. */
export function lookOf(image: Measured): FrameLook {
  return {
    stretches: stretchesFor(image),
    curve: curveNow(),
    gamma: gamma.get(),
    invert: inverted.get(),
    mirrorX: mirrorX.get(),
    mirrorY: mirrorY.get(),
    debayer: debayering.get(),
  };
}

/** Takes over what the points of the histogram were moved to. */
export function setByHand(stretch: Stretch): void {
  lentStretch.set(null);
  manualStretch.set(stretch);
  if (stretchMode.get() !== 'manual') stretchMode.set('manual');
}

const drawn: readonly Pick<Remembered<unknown>, 'subscribe'>[] = [
  stretchMode,
  strength,
  rangePart,
  manualStretch,
  lentStretch,
  gamma,
  linkPlanes,
  debayering,
  balance,
  inverted,
  mirrorX,
  mirrorY,
  clippingMarks,
  clipLow,
  clipHigh,
  magnifier,
];

/** Calls `listener` when anything of how images are drawn changes. */
export function subscribeLook(listener: () => void): () => void {
  const ends = drawn.map((value) => value.subscribe(listener));
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
