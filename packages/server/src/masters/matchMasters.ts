import type { MasterKind, MasterMatch } from '@uraniborg/api';
import type { MasterFile } from './masterFile.ts';
import { type Wanted, whyNot } from './whyNot.ts';

/** The masters for a frame. A bias stands in for a dark that there is none of. */
export interface Matched {
  readonly dark: MasterFile | undefined;
  readonly flat: MasterFile | undefined;
  readonly badPixels: MasterFile | undefined;
  /** A sentence for each kind that there is none of. */
  readonly missing: readonly string[];
}

/** Of those that fit, the one nearest in temperature, and of several the newest. */
export function matchMasters(masters: readonly MasterFile[], wanted: Wanted): Matched {
  const best = (kind: MasterKind) => bestOf(masters, kind, wanted);
  const [dark, flat, badPixels] = [best('dark') ?? best('bias'), best('flat'), best('badPixels')];
  const missing = [
    ...(dark?.kind === 'dark' ? [] : [missingSentence(masters, 'dark', wanted) + (dark ? '; the bias is taken' : '')]),
    ...(flat ? [] : [missingSentence(masters, 'flat', wanted)]),
    // They are found on a dark where there is no map of them.
    ...(badPixels || dark?.kind === 'dark' ? [] : [missingSentence(masters, 'badPixels', wanted)]),
  ];
  return { dark, flat, badPixels, missing };
}

/** What is told of it. */
export function matchFacts({ dark, flat, badPixels, missing }: Matched): MasterMatch {
  const used: MasterMatch['used'] = [];
  for (const one of [dark, flat, badPixels])
    if (one && one.kind !== 'darkFlat') used.push({ kind: one.kind, file: one.file });
  // Without a map they are found on the dark.
  if (!badPixels && dark?.kind === 'dark') used.push({ kind: 'badPixels', file: dark.file });
  return { used, missing: [...missing] };
}

export function bestOf(masters: readonly MasterFile[], kind: MasterKind, wanted: Wanted): MasterFile | undefined {
  const warmer = ({ temperature }: MasterFile) =>
    temperature === null || wanted.temperature === null ? 0 : Math.round(Math.abs(temperature - wanted.temperature));
  return masters
    .filter((one) => one.kind === kind && whyNot(one, wanted).length === 0)
    .sort((a, b) => warmer(a) - warmer(b) || (b.takenAt ?? 0) - (a.takenAt ?? 0) || (a.file < b.file ? 1 : -1))[0];
}

const names: Record<MasterKind, readonly [string, string]> = {
  dark: ['dark', 'darks'],
  flat: ['flat', 'flats'],
  bias: ['bias', 'biases'],
  darkFlat: ['dark flat', 'dark flats'],
  badPixels: ['map of bad pixels', 'maps of bad pixels'],
};

/** The nearest of that kind, and what is wrong with it. */
function missingSentence(masters: readonly MasterFile[], kind: MasterKind, wanted: Wanted): string {
  const [one, many] = names[kind];
  const [nearest, ...others] = masters
    .filter((master) => master.kind === kind)
    .map(({ file, ...master }) => ({ file, why: whyNot({ file, ...master }, wanted) }))
    .sort((a, b) => a.why.length - b.why.length);
  if (!nearest) return `There is no master ${one}`.replace('master map', 'map');
  const which = others.length === 0 ? `The ${one} ${nearest.file}` : `None of ${others.length + 1} ${many}`;
  const why = nearest.why.join(', and ');
  return others.length === 0
    ? `${which} does not fit: ${why}`
    : `${which} fits; of the nearest, ${nearest.file}: ${why}`;
}
