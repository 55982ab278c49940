/** What can happen to the line between the observatory and its devices, and to the program at its other end. */
export const faultNames = [
  'TCP reset',
  'silent hang',
  'slow drip',
  'garbage',
  'driver SIGKILL',
  'wrong answers',
  'device renamed',
  'address changed',
] as const;
export type FaultName = (typeof faultNames)[number];

/** The line itself is at fault; what the devices do is another matter. */
export type LineFault = 'reset' | 'hang' | 'drip' | 'garbage' | 'gone';

/** A line that can be spoilt. */
export interface Line {
  /** From now on, until `heal`. */
  spoil(fault: LineFault): void;
  heal(): void;
  /** Called once, when the pixels of a frame begin to come. */
  onDownload(act: () => void): void;
}

/** What devices send slowly over a bad line, bytes per second. */
export const DRIP = 20_000;
