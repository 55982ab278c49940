import type { CaptureSettings } from '@uraniborg/api';
import { useSyncExternalStore } from 'react';
import { run } from '../observatory/command.ts';
import { observatoryState, subscribe } from '../observatory/observatory.ts';
import { isNumber, oneOf, remembered } from '../remembered.ts';

/**
 * The settings of the capture form are the server's, so that every client shows the same. What was typed here and has
 * not come back yet is laid over them: an exposure that starts in the same breath must have it.
 */
let pending: Partial<CaptureSettings> = {};
const KEPT_MS = 2000;

const listeners = new Set<() => void>();
let merged: { base: CaptureSettings; over: Partial<CaptureSettings>; result: CaptureSettings } | undefined;

/** What an exposure that starts now would be taken with. */
export function captureSettings(): CaptureSettings | undefined {
  const base = observatoryState()?.capture;
  if (!base) return undefined;
  if (merged?.base !== base || merged.over !== pending)
    merged = { base, over: pending, result: { ...base, ...pending } };
  return merged.result;
}

function setPending(next: Partial<CaptureSettings>): void {
  pending = next;
  for (const listener of listeners) listener();
}

export async function setCapture(change: Partial<CaptureSettings>): Promise<void> {
  setPending({ ...pending, ...change });
  const accepted = await run('capture.set', change);
  const forget = () => {
    const keys = Object.keys(pending) as (keyof CaptureSettings)[];
    // What has been changed again since then waits for its own answer.
    setPending(
      Object.fromEntries(keys.filter((key) => pending[key] !== change[key]).map((key) => [key, pending[key]])),
    );
  };
  if (accepted) setTimeout(forget, KEPT_MS);
  else forget();
}

export function useCaptureSettings(): CaptureSettings | undefined {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    const end = subscribe(listener);
    return () => {
      listeners.delete(listener);
      end();
    };
  }, captureSettings);
}

export type CaptureMode = 'single' | 'loop' | 'series';

export const captureMode = remembered<CaptureMode>('capture.mode', 'single', oneOf('single', 'loop', 'series'));
export const captureCount = remembered('capture.count', 10, isNumber);

/** Starts what the form says. */
export async function startCapture(): Promise<void> {
  const settings = captureSettings();
  if (!settings) return;
  const mode = captureMode.get();
  if (mode === 'single') await run('capture.single', { ...settings, keep: true });
  else if (mode === 'loop') await run('capture.loop', settings);
  else await run('capture.series', { ...settings, count: captureCount.get() });
}
