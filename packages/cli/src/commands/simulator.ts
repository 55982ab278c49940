import { Command } from 'commander';
import { wholeArgument } from '../argument.ts';
import type { Terminal } from '../terminal.ts';

interface SimulatorOptions {
  port: number;
  host: string;
  seed: number;
  discovery: boolean;
  indi?: number;
}

export function simulatorCommand({ out, err, signal }: Terminal): Command {
  return new Command('simulator')
    .description(
      'Serves the simulated observatory alone, as an Alpaca (and INDI) server that other programs find and use.',
    )
    .option('--port <number>', 'the Alpaca port', wholeArgument(0, 65_535), 32_323)
    .option('--indi <number>', 'serve the same devices over INDI too, on this port', wholeArgument(0, 65_535))
    .option('--host <address>', 'listen there instead of on loopback; neither has a password', '127.0.0.1')
    .option('--seed <number>', 'another seed, another observatory under the same sky', wholeArgument(0, 2 ** 31), 1)
    .option('--no-discovery', 'do not answer discovery')
    .action(async (options: SimulatorOptions) => {
      const { serveSimulator } = await import('@uraniborg/server');
      const { indi, ...rest } = options;
      const simulator = await serveSimulator({ ...rest, ...(indi !== undefined && { indiPort: indi }) });
      out(`The simulated observatory is at http://${simulator.host}:${simulator.port}/ (Alpaca)\n`);
      if (simulator.indiPort !== undefined) out(`and at ${simulator.host} port ${simulator.indiPort} (INDI)\n`);
      for (const device of simulator.devices) out(`  ${device}\n`);
      if (simulator.problem !== undefined) err(`${simulator.problem}\n`);
      await new Promise<void>((resolve) => {
        if (signal.aborted) resolve();
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
      await simulator.close();
    });
}
