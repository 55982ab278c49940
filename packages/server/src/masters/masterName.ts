import type { Master } from '@uraniborg/api';
import { utcText } from '@uraniborg/core';

const words: Record<Master['kind'], string> = {
  dark: 'dark',
  flat: 'flat',
  bias: 'bias',
  darkFlat: 'darkflat',
  badPixels: 'badpixels',
};

/** "dark_60s_gain120_-10C_bin1_2026-11-21": what a person looks for in a folder, without an extension. */
export function masterName(
  of: Pick<Master, 'kind' | 'seconds' | 'gain' | 'temperature' | 'bin' | 'filter' | 'takenAt' | 'sigma'>,
): string {
  const { kind, seconds, gain, temperature, bin, filter, takenAt, sigma } = of;
  const parts = [
    words[kind],
    kind === 'flat' && filter !== null ? filter : undefined,
    kind !== 'bias' && kind !== 'flat' && kind !== 'badPixels' && seconds !== null ? `${seconds}s` : undefined,
    kind === 'badPixels' && sigma !== null ? `${sigma}sigma` : undefined,
    kind !== 'flat' && gain !== null ? `gain${gain}` : undefined,
    kind === 'dark' && temperature !== null ? `${Math.round(temperature)}C` : undefined,
    bin === null ? undefined : `bin${bin}`,
    takenAt === null ? undefined : utcText(takenAt, 0).slice(0, 10),
  ];
  return parts
    .filter((part) => part !== undefined)
    .join('_')
    .replaceAll(/[^\w.+-]+/g, '-');
}
