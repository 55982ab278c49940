import { systemClock } from '@uraniborg/core';
import { Command } from 'commander';
import { report } from '../report.ts';
import type { Terminal } from '../terminal.ts';

export function discoverCommand(terminal: Terminal): Command {
  return new Command('discover')
    .description('Lists the Alpaca devices on the network, and those of a given INDI server.')
    .option('--indi <host[:port]>', 'an INDI server to ask as well (INDI cannot be discovered)')
    .option('--json', 'one JSON object for each device')
    .action(async ({ indi, json = false }: { indi?: string; json?: boolean }) => {
      // Not the whole server: whoever looks for devices wants the answer at once.
      const { discoverDevices } = await import('@uraniborg/server/discover');
      const { event, result } = report(terminal, json);
      const { devices, problems } = await discoverDevices({
        indiHost: indi,
        clock: systemClock,
        signal: terminal.signal,
      });
      for (const device of devices) {
        event({ event: 'device', ...device });
        result([device.address, device.name, device.role ?? 'not supported yet', device.server].join('\t'));
      }
      for (const problem of problems) event({ event: 'problem', message: problem }, problem);
      if (devices.length === 0) {
        event(
          { event: 'nothing' },
          'No devices found. Are the drivers running, and on this network? For INDI: --indi HOST',
        );
      }
    });
}
