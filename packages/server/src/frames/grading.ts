import type { FrameSummary, ProfileOptions } from '@uraniborg/api';
import { comparable, comparedWith, ENOUGH, qualityFlags } from './qualityFlags.ts';

export interface Regraded {
  readonly id: string;
  readonly quality: NonNullable<FrameSummary['quality']>;
  readonly verdict: FrameSummary['verdict'];
  readonly judgedBy: FrameSummary['judgedBy'];
}

/**
 * What a frame that has just been measured changes: its own flags and grade, and those of the frames around it, which
 * have one more to be compared with. A cloud over the first frames of a night is only known when it has passed.
 *
 * A light is rejected when it has one of the flags of `reject` that fewer than half of the frames around it have: what
 * all of them have is the sky, the optics or the habit of this night, and three at least must be there to say so. What a
 * person has said is never changed.
 *
 * @param frames all that are known; of the measured one the quality is there already
 */
export function regrade(
  id: string,
  frames: readonly FrameSummary[],
  { reject }: Pick<ProfileOptions['grading'], 'reject'>,
): Regraded[] {
  const measured = frames.find((frame) => frame.id === id);
  if (!measured) return [];
  const now = new Map(frames.map((frame) => [frame.id, frame]));
  const around = frames.filter((other) => other.quality && comparable(measured, other));
  return [measured, ...around].flatMap(({ id: one }) => {
    const frame = now.get(one);
    if (!frame?.quality) return [];
    const graded = grade({ ...frame, quality: frame.quality }, [...now.values()], reject);
    const changed = { ...frame, ...graded };
    now.set(one, changed);
    const same =
      frame.verdict === changed.verdict && graded.quality.flags.join() === frame.quality.flags.join() && one !== id;
    return same ? [] : [{ id: one, ...graded }];
  });
}

function grade(
  frame: FrameSummary & { quality: NonNullable<FrameSummary['quality']> },
  all: readonly FrameSummary[],
  reject: readonly string[],
): Omit<Regraded, 'id'> {
  const { flags: _, ...measured } = frame.quality;
  const quality = { ...measured, flags: qualityFlags(frame, measured, all) };
  const { verdict, judgedBy } = frame;
  // An older version wrote down what a person said and not that it was one.
  if (judgedBy === 'person' || (verdict !== null && judgedBy === undefined)) return { quality, verdict, judgedBy };
  if (frame.frameType !== 'light' || frame.fileName === null) return { quality, verdict: null, judgedBy: undefined };
  const peers = comparedWith(frame, all).flatMap((peer) => peer.quality ?? []);
  const unusual = quality.flags.filter(
    (flag) => reject.includes(flag) && peers.filter(({ flags }) => flags.includes(flag)).length < peers.length / 2,
  );
  return peers.length >= ENOUGH && unusual.length > 0
    ? { quality, verdict: 'rejected', judgedBy: 'grading' }
    : { quality, verdict: null, judgedBy: undefined };
}
