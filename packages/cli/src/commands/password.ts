import { createInterface } from 'node:readline';
import { InvalidInput } from '@uraniborg/core';
import { Command } from 'commander';
import type { Terminal } from '../terminal.ts';

/** Reads the password from standard input, so that it stands in no history and in no list of processes. */
export function passwordCommand(terminal: Terminal): Command {
  return new Command('password')
    .description('Sets the password that is asked for before anything is served; needed for any address but loopback.')
    .option('--data <folder>', 'the data folder of the observatory')
    .action(async ({ data }: { data?: string }) => {
      const { dataFolder, makeFolder, setPassword } = await import('@uraniborg/server');
      const password = await ask(terminal);
      const folder = dataFolder(data);
      await makeFolder(folder.root);
      await setPassword(folder.password, password);
      terminal.err('The password is set. A server that runs already takes it when it is started again.\n');
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
