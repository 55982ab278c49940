import type { Collimation, NoCollimation } from '@uraniborg/api';
import { useEffect, useSyncExternalStore } from 'react';
import { command } from '../../observatory/command.ts';
import { isBoolean, isNumber, oneOf, remembered } from '../../remembered.ts';
import { useShown } from '../shownFrame.ts';
import { type Place, useTools } from './tools.ts';

/** What the two steps of collimating are about: the star in the middle of the frame, or its rings. */
export type CollimationStep = 'centre' | 'rings';
export const collimationStep = remembered<CollimationStep>('collimation.step', 'rings', oneOf('centre', 'rings'));
/** Circles between the shadow and the edge, about the middle of the light, to hold the rings against. */
export const circles = remembered<number>(
  'collimation.circles',
  0,
  (value): value is number => isNumber(value) && value >= 0 && value <= 12,
);
/** The window goes after the star. */
export const following = remembered('collimation.following', true, isBoolean);
/** Seconds; null is what the capture form says. */
export const ringSeconds = remembered<number | null>(
  'collimation.seconds',
  null,
  (value): value is number | null => value === null || (isNumber(value) && value >= 0),
);
/** What is white: as the image is set, or by the light of the rings. */
export type RingLight = 'asSet' | 'bright' | 'even' | 'dark';
export const ringLight = remembered<RingLight>('collimation.light', 'even', oneOf('asSet', 'bright', 'even', 'dark'));

/** What is known of the rings, for the panel and for what is drawn over the image. */
export interface Collimating {
  /** The image that it was measured in. */
  readonly image: string;
  readonly found: Collimation | null;
  readonly why: NoCollimation | null;
  readonly failure: string | null;
  /** Where the star was last, in pixels of the sensor: the window moves, and with it the pixels of the frame. */
  readonly star: Place | null;
  /** Frames in a row without it. */
  readonly missed: number;
}

let state: Collimating = { image: '', found: null, why: null, failure: null, star: null, missed: 0 };
const listeners = new Set<() => void>();

function change(next: Partial<Collimating>): void {
  state = { ...state, ...next };
  for (const listener of listeners) listener();
}

export const useCollimating = (): Collimating =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => state,
  );

/** Measures the rings of every image that is shown: of the star that was tapped, or else of the one there was before. */
export function useRings(image: string): void {
  const { frame } = useShown();
  const { star: tapped } = useTools();
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each image and each tap, with what is known by then
  useEffect(() => {
    if (!frame) return;
    const { x = 0, y = 0 } = frame.area ?? {};
    const { bin } = frame;
    // Pixels count from the middle of the first one, on the sensor as in the frame.
    const onSensor = (at: Place) => ({ x: x + (at.x + 0.5) * bin - 0.5, y: y + (at.y + 0.5) * bin - 0.5 });
    const inFrame = (at: Place) => ({ x: (at.x + 0.5 - x) / bin - 0.5, y: (at.y + 0.5 - y) / bin - 0.5 });
    const isNew = tapped !== null && tapped !== lastTap;
    lastTap = tapped;
    const place = isNew ? tapped : state.star && inFrame(state.star);
    let current = true;
    command('frame.collimation', { frame: image, ...(place && { place }) }).then(
      ({ collimation: found, why }) => {
        if (!current) return;
        const star = found ? onSensor(found.outer) : state.star;
        change({ image, found, why, failure: null, star, missed: found ? 0 : state.missed + 1 });
      },
      (error: unknown) => {
        if (current)
          change({ found: null, why: null, failure: error instanceof Error ? error.message : String(error) });
      },
    );
    return () => {
      current = false;
    };
  }, [image, tapped]);
}

let lastTap: Place | null = null;
