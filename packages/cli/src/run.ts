import { sentenceOf } from '@uraniborg/core';
import { Command, CommanderError } from 'commander';
import { ExitCode, exitCodeOf } from './exitCode.ts';
import type { Terminal } from './terminal.ts';

/** In the order of the help. */
const commands = {
  start: async () => (await import('./commands/start.ts')).startCommand,
  capture: async () => (await import('./commands/capture.ts')).captureCommand,
  simulator: async () => (await import('./commands/simulator.ts')).simulatorCommand,
  discover: async () => (await import('./commands/discover.ts')).discoverCommand,
  fits: async () => (await import('./commands/fits.ts')).fitsCommand,
  stars: async () => (await import('./commands/stars.ts')).starsCommand,
  inspect: async () => (await import('./commands/inspect.ts')).inspectCommand,
  photometry: async () => (await import('./commands/photometry.ts')).photometryCommand,
  stack: async () => (await import('./commands/stack.ts')).stackCommand,
  conform: async () => (await import('./commands/conform.ts')).conformCommand,
  demo: async () => (await import('./commands/demo.ts')).demoCommand,
  password: async () => (await import('./commands/password.ts')).passwordCommand,
  version: async () => (await import('./commands/version.ts')).versionCommand,
};

/** Runs one command line (without the names of node and the program) and answers with the exit code. */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  const program = new Command('uraniborg')
    .description('An observatory in your browser.')
    .option('--verbose', 'with an error, say where in the program it happened')
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })
    .showHelpAfterError('(uraniborg --help shows what there is)')
    .exitOverride();
  for (const load of wanted(args[0])) program.addCommand(inheriting((await load())(terminal), program));
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

/** Loading all of them takes longer than some of them do: that is for the help, and for what is none of them. */
function wanted(name: string | undefined) {
  const known = Object.entries(commands);
  const asked = known.filter(([each]) => each === name);
  return (asked.length > 0 ? asked : known).map(([, load]) => load);
}

/** Output and errors of a command, and of those in it, go the way of the program's. */
function inheriting(command: Command, parent: Command): Command {
  command.copyInheritedSettings(parent);
  for (const child of command.commands) inheriting(child, command);
  return command;
}
