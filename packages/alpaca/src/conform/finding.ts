import type { RuleName } from './rules.ts';

/**
 * How a check came out. `error`: a client that relies on the rule fails. `issue`: against the rule, though clients
 * usually survive. `slow`: right, but later than the target. `info`: worth knowing. `skipped`: could not be tried.
 */
export type Outcome = 'ok' | 'info' | 'slow' | 'issue' | 'error' | 'skipped';

/** One check of one rule on one thing. */
export interface Finding {
  readonly rule: RuleName;
  /** What was checked: "BinX", "SlewToCoordinatesAsync(25, 0)". */
  readonly subject: string;
  readonly outcome: Outcome;
  /** What was seen, in words. */
  readonly found: string;
}
