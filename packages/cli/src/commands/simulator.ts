import { Command } from 'commander';
import { wholeArgument } from '../argument.ts';
import type { Terminal } from '../terminal.ts';

interface SimulatorOptions {
  port: number;
  host: string;
  seed: number;
  discovery: boolean;
}

export function simulatorCommand({ out, err, signal }: Terminal): Command {
  return new Command('simulator')
    .description('Serves the simulated observatory alone, as an Alpaca server that other programs find and use.')
    .option('--port <number>', 'the Alpaca port', wholeArgument(0, 65_535), 32_323)
    .option('--host <address>', 'listen there instead of on loopback; Alpaca has no password', '127.0.0.1')
    .option('--seed <number>', 'another seed, another observatory under the same sky', wholeArgument(0, 2 ** 31), 1)
    .option('--no-discovery', 'do not answer discovery')
    .action(async (options: SimulatorOptions) => {
      const { serveSimulator } = await import('@uraniborg/server');
      const simulator = await serveSimulator(options);
      out(`The simulated observatory is at http://${simulator.host}:${simulator.port}/ (Alpaca)\n`);
      for (const device of simulator.devices) out(`  ${device}\n`);
      if (simulator.problem !== undefined) err(`${simulator.problem}\n`);
      await new Promise<void>((resolve) => {
        if (signal.aborted) resolve();
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
      await simulator.close();
    });
}
