import { Command, Option } from 'commander';
import type { ConformOptions } from '../conformance.ts';
import type { Terminal } from '../terminal.ts';

export function conformCommand(terminal: Terminal): Command {
  return new Command('conform')
    .description('Checks Alpaca devices against the rules of the standard. The devices are really used: they move.')
    .argument('<url>', 'the server, http://host:port')
    .option('--device <type/number>', 'one device, such as camera/0, or all', 'all')
    .option('--protocol', 'only what crosses the wire; nothing moves')
    .addOption(new Option('--report <form>', 'a report of every check').choices(['html', 'json']))
    .option('--out <file>', 'write the report there instead of on standard output')
    .option('--user <name:password>', 'for a server that wants them')
    .action(async (url: string, options: ConformOptions) => {
      const { conform } = await import('../conformance.ts');
      await conform(url, options, terminal);
    });
}
