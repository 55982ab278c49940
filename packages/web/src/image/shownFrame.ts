import type { FrameSummary } from '@uraniborg/api';
import { useSyncExternalStore } from 'react';
import { observatoryState, subscribe as subscribeObservatory } from '../observatory/observatory.ts';
import type { FrameImage, FrameNews } from './frameWorker.ts';

/**
 * The frame on the screen: the newest as it comes, or one that was picked. One frame is fetched at a time, and when it
 * is there the one wanted by then is next: a slow line skips frames instead of falling behind.
 */
export interface Shown {
  /** The frame whose pixels are `image`. */
  frame: FrameSummary | null;
  image: FrameImage | null;
  /** The frame on its way, and how much of it is here. */
  loading: { id: string; fraction: number } | null;
  /** Why the wanted frame cannot be shown. */
  failure: string | null;
  /** A frame that was picked from the list; null follows the newest. */
  picked: string | null;
}

let shown: Shown = { frame: null, image: null, loading: null, failure: null, picked: null };
let failedId: string | null = null;
let worker: Worker | undefined;
const listeners = new Set<() => void>();

function update(change: Partial<Shown>): void {
  shown = { ...shown, ...change };
  for (const listener of listeners) listener();
}

/** What can be shown, the newest first. While frames are stacked as they come, that is the stack. */
function frames(): readonly FrameSummary[] {
  const state = observatoryState();
  if (!state) return [];
  const { frame, running } = state.liveStack;
  const isNewest = frame && (running || frame.startedAt >= (state.frames[0]?.startedAt ?? 0));
  return isNewest ? [frame, ...state.frames] : state.frames;
}

function wanted(): FrameSummary | undefined {
  return frames().find(({ id }) => id === shown.picked) ?? frames()[0];
}

function loadWanted(): void {
  const frame = wanted();
  if (!frame || shown.loading || frame.id === failedId) return;
  if (frame.id === shown.frame?.id) {
    // The summary may have changed: a preview that was saved has a file name now.
    if (frame !== shown.frame) update({ frame });
    return;
  }
  worker ??= startWorker();
  update({ loading: { id: frame.id, fraction: 0 } });
  worker.postMessage(frame.id);
}

function startWorker(): Worker {
  const started = new Worker(new URL('./frameWorker.ts', import.meta.url), { type: 'module' });
  started.onmessage = ({ data }: MessageEvent<FrameNews>) => {
    if (data.kind === 'progress') return update({ loading: { id: data.id, fraction: data.fraction } });
    const frame = frames().find(({ id }) => id === data.id) ?? null;
    if (data.kind === 'image') {
      failedId = null;
      update({ loading: null, failure: null, image: data.image, frame });
    } else {
      failedId = data.id;
      update({ loading: null, failure: data.message });
    }
    loadWanted();
  };
  return started;
}

/** Starts to follow the observatory's frames. */
export function followFrames(): void {
  subscribeObservatory(loadWanted);
  loadWanted();
}

/** Shows one frame and stays with it; null goes back to the newest. */
export function pickFrame(id: string | null): void {
  failedId = null;
  update({ picked: id, failure: null });
  loadWanted();
}

/** One frame older (1) or newer (-1) in the list; the newest is followed again. */
export function stepFrame(by: 1 | -1): void {
  const list = frames();
  const at = list.findIndex(({ id }) => id === (shown.picked ?? list[0]?.id));
  const next = list[Math.min(Math.max(at + by, 0), list.length - 1)];
  if (next) pickFrame(next === list[0] ? null : next.id);
}

export function useShown(): Shown {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => shown,
  );
}
