import { createInterface } from 'node:readline';
import type { Access } from '@uraniborg/api';
import { InvalidInput } from '@uraniborg/core';
import { Command, Option } from 'commander';
import type { Terminal } from '../terminal.ts';

/** Reads the password from standard input, so that it stands in no history and in no list of processes. */
export function passwordCommand(terminal: Terminal): Command {
  return new Command('password')
    .description(
      'Sets the password that is asked for before anything is served; needed for any address but loopback. An empty one takes that of an operator or observer away.',
    )
    .addOption(
      new Option('--for <who>', 'an operator may observe but not change the rig; an observer looks, and may stop')
        .choices(['owner', 'operator', 'observer'])
        .default('owner'),
    )
    .option('--data <folder>', 'the data folder of the observatory')
    .action(async ({ data, for: who }: { data?: string; for: Access }) => {
      const { dataFolder, makeFolder, setPassword } = await import('@uraniborg/server');
      const password = await ask(terminal);
      const folder = dataFolder(data);
      await makeFolder(folder.root);
      await setPassword(folder.password, password, who);
      terminal.err(
        password === '' ? `There is no password of an ${who} any more.` : `The password of the ${who} is set.`,
      );
      terminal.err(' A server that runs already takes it when it is started again.\n');
    });
}

async function ask(terminal: Terminal): Promise<string> {
  const { input, err } = terminal;
  if (!input.isTTY) return (await readLines(terminal, 1))[0] ?? '';
  err('New password (it is not shown), and once more:\n');
  input.setRawMode?.(true);
  try {
    const [first = '', second = ''] = await readLines(terminal, 2);
    if (first !== second) throw new InvalidInput('The two are not the same; nothing has been changed');
    return first;
  } finally {
    input.setRawMode?.(false);
  }
}

/** In raw mode nothing is echoed; readline still edits the line, writing to nowhere. */
async function readLines({ input, signal }: Terminal, count: number): Promise<string[]> {
  const lines: string[] = [];
  const reader = createInterface({ input, terminal: input.isTTY === true });
  const stop = () => reader.close();
  signal.addEventListener('abort', stop, { once: true });
  reader.on('SIGINT', () => process.emit('SIGINT'));
  try {
    for await (const line of reader) {
      lines.push(line);
      if (lines.length === count) break;
    }
  } finally {
    reader.close();
  }
  signal.throwIfAborted();
  return lines;
}
