import type { PropertyState } from '@uraniborg/indi';

/** What is good weather in one quantity: between the two, and some percent of the range inside them. */
export interface GoodRange {
  readonly MIN_OK: number;
  readonly MAX_OK: number;
  /** Percent of the range, at both ends, in which it is good but a warning. */
  readonly PERC_WARN: number;
}

/** INDI's rule for one quantity (weatherinterface, checkParameterState): a limit of exactly 0 does not warn. */
export function judge(value: number, { MIN_OK, MAX_OK, PERC_WARN }: GoodRange): 'Ok' | 'Busy' | 'Alert' {
  if (!(value >= MIN_OK && value <= MAX_OK)) return 'Alert';
  const margin = ((MAX_OK - MIN_OK) * PERC_WARN) / 100;
  const near = (value < MIN_OK + margin && MIN_OK !== 0) || (value > MAX_OK - margin && MAX_OK !== 0);
  return near ? 'Busy' : 'Ok';
}

const WORSE: readonly PropertyState[] = ['Idle', 'Ok', 'Busy', 'Alert'];

/** The verdict of the whole: the worst of all. */
export function worst(states: readonly PropertyState[]): PropertyState {
  return states.reduce((a, b) => (WORSE.indexOf(b) > WORSE.indexOf(a) ? b : a), 'Idle');
}
