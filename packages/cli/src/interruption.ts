import { AbortedError } from '@uraniborg/core';
import { ExitCode } from './exitCode.ts';

/** Aborts when the person (Ctrl-C) or the system asks the program to end; a second time it ends at once. */
export function interruption(): AbortSignal {
  const controller = new AbortController();
  const interrupt = () => {
    if (controller.signal.aborted) process.exit(ExitCode.interrupted);
    controller.abort(new AbortedError('interrupted'));
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  return controller.signal;
}
