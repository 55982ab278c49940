import { InvalidInput } from '@uraniborg/core';
import { Command } from 'commander';
import { wholeArgument } from '../argument.ts';
import { report } from '../report.ts';
import type { Terminal } from '../terminal.ts';

export function demoCommand(terminal: Terminal): Command {
  return new Command('demo')
    .description('Runs a short night of the simulated observatory in seconds: same seed, same files, byte for byte.')
    .option('--headless', 'without a face')
    .option('--seed <number>', 'of the simulated observatory', wholeArgument(0, 2 ** 31), 1)
    .requiredOption('--out <folder>', 'where the frames go')
    .option('--json', 'one JSON object for each event')
    .action(async (options: { headless?: boolean; seed: number; out: string; json?: boolean }) => {
      if (!options.headless) {
        throw new InvalidInput('A demonstration runs without a face: add --headless. To look around: uraniborg start');
      }
      const { demoNight } = await import('@uraniborg/server');
      const { event, result } = report(terminal, options.json ?? false);
      await demoNight({
        seed: options.seed,
        folder: options.out,
        signal: terminal.signal,
        onLog: ({ at, level, text }) => event({ event: 'log', at, level, text }, text),
        onFrame(path, { id, fileName, frameType, seconds, filter, object }) {
          event({ event: 'frame', id, fileName, frameType, seconds, filter, object });
          result(path);
        },
      });
    });
}
