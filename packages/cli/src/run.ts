import { sentenceOf } from '@uraniborg/core';
import { Command, CommanderError } from 'commander';
import { captureCommand } from './commands/capture.ts';
import { conformCommand } from './commands/conform.ts';
import { demoCommand } from './commands/demo.ts';
import { discoverCommand } from './commands/discover.ts';
import { fitsCommand } from './commands/fits.ts';
import { inspectCommand } from './commands/inspect.ts';
import { passwordCommand } from './commands/password.ts';
import { photometryCommand } from './commands/photometry.ts';
import { simulatorCommand } from './commands/simulator.ts';
import { stackCommand } from './commands/stack.ts';
import { starsCommand } from './commands/stars.ts';
import { startCommand } from './commands/start.ts';
import { versionCommand } from './commands/version.ts';
import { ExitCode, exitCodeOf } from './exitCode.ts';
import type { Terminal } from './terminal.ts';

/** Runs one command line (without the names of node and the program) and answers with the exit code. */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  const program = new Command('uraniborg')
    .description('An observatory in your browser.')
    .option('--verbose', 'with an error, say where in the program it happened')
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })
    .showHelpAfterError('(uraniborg --help shows what there is)')
    .exitOverride();
  for (const command of [
    startCommand,
    captureCommand,
    simulatorCommand,
    discoverCommand,
    fitsCommand,
    starsCommand,
    inspectCommand,
    photometryCommand,
    stackCommand,
    conformCommand,
    demoCommand,
    passwordCommand,
    versionCommand,
  ]) {
    program.addCommand(inheriting(command(terminal), program));
  }
  try {
    await program.parseAsync(args, { from: 'user' });
    return terminal.signal.aborted ? ExitCode.interrupted : ExitCode.done;
  } catch (error) {
    // Commander has said it already.
    if (error instanceof CommanderError) return error.exitCode === 0 ? ExitCode.done : ExitCode.wrongInput;
    const verbose = program.opts<{ verbose?: boolean }>().verbose === true;
    const text = verbose && error instanceof Error ? error.stack : sentenceOf(error);
    terminal.err(`uraniborg: ${text}\n`);
    return exitCodeOf(error, terminal.signal);
  }
}

/** Output and errors of a command, and of those in it, go the way of the program's. */
function inheriting(command: Command, parent: Command): Command {
  command.copyInheritedSettings(parent);
  for (const child of command.commands) inheriting(child, command);
  return command;
}
