import { Command } from 'commander';
import type { Terminal } from '../terminal.ts';

export function versionCommand({ out }: Terminal): Command {
  return new Command('version').description('Says which Uraniborg this is, and on what it runs.').action(async () => {
    const { version } = await import('@uraniborg/server');
    out(`uraniborg ${version} (Node ${process.versions.node}, ${process.platform} ${process.arch})\n`);
  });
}
