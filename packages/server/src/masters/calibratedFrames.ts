import { createHash } from 'node:crypto';
import type { MasterMatch } from '@uraniborg/api';
import type { Frame } from '@uraniborg/formats';
import type { FrameAt } from '../workers/openFrame.ts';
import type { PixelWorkers } from '../workers/pixelWorkers.ts';
import type { ChosenMasters } from './mastersFor.ts';
import { type Matched, matchFacts } from './matchMasters.ts';

/** Frames as they look when they are calibrated, for those who look at them; no file is changed. */
export interface CalibratedFrames {
  /**
   * @returns under which id it is looked at, null when no master fits
   * @throws InvalidInput, StorageError the frame or a master cannot be read
   */
  make(id: string, at: FrameAt): Promise<MasterMatch & { frame: string | null }>;
  /** The calibrated frame of that id, while it is among the last that were looked at. */
  frame(id: string): Frame | undefined;
}

/** @param mostBytes of pixels that are kept; two frames are always kept */
export function calibratedFrames(
  { workers, folder }: { workers: Pick<PixelWorkers, 'run'>; folder: string },
  mostBytes = 300 << 20,
): CalibratedFrames {
  const kept = new Map<string, Frame>();
  const under = new Map<string, Promise<Frame>>();
  /** Those of the last frame, which mostly are those of the next. */
  let opened: { token: string; chosen: Promise<ChosenMasters> } | undefined;

  const mastersOf = (token: string, matched: Matched) => {
    if (opened?.token !== token) {
      const mine = { token, chosen: workers.run('openMasters', matched, folder) };
      opened = mine;
      mine.chosen.catch(() => {
        if (opened === mine) opened = undefined;
      });
    }
    return opened.chosen;
  };
  const keep = (id: string, frame: Frame) => {
    kept.set(id, frame);
    let bytes = 0;
    for (const [i, [old, { pixels }]] of [...kept].reverse().entries()) {
      bytes += pixels.data.byteLength;
      if (i > 1 && bytes > mostBytes) kept.delete(old);
    }
  };

  return {
    async make(id, at) {
      const { matched } = await workers.run('masterMatch', at, folder);
      const facts = matchFacts(matched);
      if (facts.used.length === 0) return { ...facts, frame: null };
      const token = tokenOf(matched);
      const name = `${id}~${token}`;
      if (!kept.has(name)) {
        const making =
          under.get(name) ??
          mastersOf(token, matched)
            .then((chosen) => workers.run('calibrated', at, matched, chosen))
            .finally(() => under.delete(name));
        under.set(name, making);
        keep(name, await making);
      }
      return { ...facts, frame: name };
    },
    frame(id) {
      const frame = kept.get(id);
      if (!frame) return undefined;
      kept.delete(id);
      kept.set(id, frame);
      return frame;
    },
  };
}

/** Other masters, or others of the same name, are another picture. */
function tokenOf({ dark, flat, badPixels }: Matched): string {
  const parts = [dark, flat, badPixels].map((one) => one && `${one.file} ${one.stamp}`);
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 12);
}
