import type { FrameSummary, FrameType } from '@uraniborg/api';

/** Which frames are listed; 'all' leaves a thing open. */
export interface LibraryFilter {
  readonly type: FrameType | 'all';
  readonly object: string;
  readonly filter: string;
  readonly verdict: 'all' | 'good' | 'rejected' | 'remarkable';
}

export const everything: LibraryFilter = { type: 'all', object: 'all', filter: 'all', verdict: 'all' };

export function listed(frames: readonly FrameSummary[], wanted: LibraryFilter): FrameSummary[] {
  return frames.filter(
    ({ frameType, object, filter, verdict, quality }) =>
      (wanted.type === 'all' || frameType === wanted.type) &&
      (wanted.object === 'all' || object === wanted.object) &&
      (wanted.filter === 'all' || (filter ?? '') === wanted.filter) &&
      (wanted.verdict === 'all' ||
        (wanted.verdict === 'good' && verdict !== 'rejected') ||
        (wanted.verdict === 'rejected' && verdict === 'rejected') ||
        (wanted.verdict === 'remarkable' && (quality?.flags.length ?? 0) > 0)),
  );
}

/** The frame `by` places further on in a list, newest first; stays at the ends; the first where `id` is not listed. */
export function neighbour(
  frames: readonly FrameSummary[],
  id: string | undefined,
  by: number,
): FrameSummary | undefined {
  const at = frames.findIndex((frame) => frame.id === id);
  return at < 0 ? frames[0] : frames[Math.min(Math.max(at + by, 0), frames.length - 1)];
}
