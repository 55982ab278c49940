import type { Master, MasterKind } from '@uraniborg/api';
import { numberText, secondsText } from '../parts/quantities.ts';

export const masterKindName: Record<MasterKind, string> = {
  dark: 'Dark',
  flat: 'Flat',
  bias: 'Bias',
  darkFlat: 'Dark flat',
  badPixels: 'Bad pixels',
};

type Facts = Pick<Master, 'kind' | 'filter' | 'seconds' | 'gain' | 'temperature' | 'bin' | 'width' | 'height'>;

/** What a master, or the frames that one may be made of, were taken with: what decides first. */
export function masterFacts({ kind, filter, seconds, gain, temperature, bin, width, height }: Facts): string[] {
  const isDark = kind === 'dark' || kind === 'darkFlat';
  return [
    ...(kind === 'flat' && filter !== null ? [filter] : []),
    ...(isDark && seconds !== null ? [secondsText(seconds)] : []),
    ...(kind !== 'flat' && kind !== 'badPixels' && gain !== null ? [`gain ${numberText(gain)}`] : []),
    ...(isDark && temperature !== null ? [`${numberText(temperature, 1)} °C`] : []),
    ...(bin === null ? [] : [`bin ${bin}`]),
    `${width} × ${height}`,
  ];
}

const DAY_MS = 86_400_000;

/** How long ago: "today", "3 days", "5 months". */
export function ageText(takenAt: number, now: number): string {
  const days = Math.floor((now - takenAt) / DAY_MS);
  if (days < 1) return 'today';
  if (days < 60) return `${days} ${days === 1 ? 'day' : 'days'} old`;
  return days < 700 ? `${Math.round(days / 30.44)} months old` : `${numberText(days / 365.25, 1)} years old`;
}
