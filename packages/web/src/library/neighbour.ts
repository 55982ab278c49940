import type { FrameSummary } from '@uraniborg/api';

/** The frame `by` places further on in a list, newest first; stays at the ends; the first where `id` is not listed. */
export function neighbour(
  frames: readonly FrameSummary[],
  id: string | undefined,
  by: number,
): FrameSummary | undefined {
  const at = frames.findIndex((frame) => frame.id === id);
  return at < 0 ? frames[0] : frames[Math.min(Math.max(at + by, 0), frames.length - 1)];
}
