import type { FieldPhotometry } from '@uraniborg/api';
import { useSyncExternalStore } from 'react';
import { command } from '../../observatory/command.ts';
import { isNumber, remembered } from '../../remembered.ts';

const numberOrNone = (value: unknown): value is number | null => value === null || isNumber(value);
/** Radius of the circle, pixels; null is twice the HFD of the star. */
export const aperture = remembered<number | null>('photometry.aperture', null, numberOrNone);
/** A pixel without any light, ADU: then the brightness of the sky is told. */
export const bias = remembered<number | null>('photometry.bias', null, numberOrNone);

/** What is drawn over the image beside the panel. */
export interface ShownPhotometry {
  /** The circles that were measured: of the star, and the ring of its background. */
  readonly circles: {
    readonly x: number;
    readonly y: number;
    readonly radii: readonly [number, number, number];
  } | null;
  /** The comparison of a frame with the catalogue, which takes seconds and is made when it is asked for. */
  readonly field: {
    readonly frame: string;
    readonly value: FieldPhotometry | null;
    readonly failure: string | null;
  } | null;
}

let shown: ShownPhotometry = { circles: null, field: null };
const listeners = new Set<() => void>();

function change(next: Partial<ShownPhotometry>): void {
  shown = { ...shown, ...next };
  for (const listener of listeners) listener();
}

export const showCircles = (circles: ShownPhotometry['circles']): void => change({ circles });

/** Compares the stars of a frame with the catalogue; `keep` makes the zero point that of the set-up. */
export async function compareWithCatalogue(frame: string, keep: boolean): Promise<void> {
  // Keeping says once more what stands there already.
  if (!keep) change({ field: { frame, value: null, failure: null } });
  const level = bias.get();
  try {
    const value = await command('frame.fieldPhotometry', { frame, keep, ...(level !== null && { bias: level }) });
    change({ field: { frame, value, failure: null } });
  } catch (error) {
    change({ field: { frame, value: null, failure: error instanceof Error ? error.message : String(error) } });
  }
}

export const usePhotometry = (): ShownPhotometry =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => shown,
  );
