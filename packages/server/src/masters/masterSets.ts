import type { FrameSummary, MasterSet } from '@uraniborg/api';
import { utcText } from '@uraniborg/core';

const DAY_MS = 86_400_000;
/** Degrees: temperatures are told apart in steps of them. */
const STEP = 2;

/**
 * Groups frames by what those of one master have in common: the night, the kind, and all that the camera was set to. A
 * frame that was rejected, or is alone, is in none.
 *
 * @param longitude of the site, degrees: by its sun a night begins at noon
 */
export function masterSets(frames: readonly FrameSummary[], longitude = 0): MasterSet[] {
  const sets = new Map<string, MasterSet & { readonly frames: string[] }>();
  for (const frame of [...frames].sort((a, b) => a.startedAt - b.startedAt)) {
    const { id, frameType: kind, seconds, gain, bin, width, height, verdict, fileName } = frame;
    if (kind === 'light' || verdict === 'rejected' || fileName === null) continue;
    const night = utcText(frame.startedAt + (longitude / 360) * DAY_MS - DAY_MS / 2, 0).slice(0, 10);
    const filter = kind === 'flat' || kind === 'darkFlat' ? frame.filter : null;
    const step = frame.temperature === null ? null : Math.round(frame.temperature / STEP) * STEP;
    // The exposure of a flat follows the sky.
    const key = JSON.stringify([night, kind, filter, kind === 'flat' || seconds, gain, step, bin, width, height]);
    const known = sets.get(key);
    if (known) known.frames.push(id);
    else
      sets.set(key, {
        night,
        kind,
        filter,
        seconds,
        gain,
        temperature: frame.temperature,
        bin,
        width,
        height,
        frames: [id],
      });
  }
  return [...sets.values()].filter((set) => set.frames.length > 1).reverse();
}
