import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { detectStars } from '../src/stars/detectStars.ts';
import { type Hardship, hardSky } from '../src/testing/hardSky.ts';
import { type JudgedWidths, judgeWidths } from '../src/testing/judgeWidths.ts';
import { starField } from '../src/testing/starField.ts';
import { runSep } from './runSep.ts';

export interface HardSkyBench {
  readonly hardship: Hardship;
  readonly ours: JudgedWidths;
  /** SEP on the same frames, or a sentence that says why not. */
  readonly sep: JudgedWidths | string;
}

const SEEDS = [1, 2, 3, 4] as const;

/** Faint stars in nebulae and crowds: how many come out more than twice as wide as they are. */
export function benchHardSkies(): HardSkyBench[] {
  const folder = mkdtempSync(join(tmpdir(), 'uraniborg-bench-'));
  try {
    return (['nebula', 'crowd', 'both', 'wings'] as const).map((hardship) => {
      const judged = SEEDS.map((seed) => {
        const field = hardSky(hardship, seed);
        const pixels = starField(field);
        const sep = runSep(folder, pixels, 1);
        return {
          ours: judgeWidths(field, detectStars(pixels).stars),
          sep: typeof sep === 'string' ? sep : judgeWidths(field, sep.stars),
        };
      });
      const without = judged.find(({ sep }) => typeof sep === 'string')?.sep;
      const seps = judged.flatMap(({ sep }) => (typeof sep === 'string' ? [] : [sep]));
      return { hardship, ours: added(judged.map(({ ours }) => ours)), sep: without ?? added(seps) };
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function added(all: readonly JudgedWidths[]): JudgedWidths {
  const sum = (of: keyof JudgedWidths) => all.reduce((total, one) => total + one[of], 0);
  return { matched: sum('matched'), wide: sum('wide'), circles: sum('circles'), invented: sum('invented') };
}
