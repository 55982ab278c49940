import type { Readable } from 'node:stream';

/** Where a command reads and writes. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Whether standard error is a screen, where a line can change. */
  readonly live: boolean;
  readonly input: Readable & { isTTY?: boolean; setRawMode?(on: boolean): unknown };
  /** Aborts when the program is to end. */
  readonly signal: AbortSignal;
}
