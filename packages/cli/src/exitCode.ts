import { InvalidInput, isAborted } from '@uraniborg/core';

/** What the program ends with; part of its interface, see docs/reference/command-line.md. */
export const ExitCode = {
  done: 0,
  /** A device, the network or the disk did not do it. */
  failed: 1,
  /** What was asked for cannot be: an unknown option, a malformed address. */
  wrongInput: 2,
  /** 128 + SIGINT, as every shell expects. */
  interrupted: 130,
} as const;

export function exitCodeOf(error: unknown, signal: AbortSignal): number {
  if (signal.aborted || isAborted(error)) return ExitCode.interrupted;
  return error instanceof InvalidInput ? ExitCode.wrongInput : ExitCode.failed;
}
