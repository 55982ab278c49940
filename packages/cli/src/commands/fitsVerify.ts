import { InvalidInput, sentenceOf } from '@uraniborg/core';
import { Command } from 'commander';
import { report } from '../report.ts';
import type { Terminal } from '../terminal.ts';

export function fitsVerifyCommand(terminal: Terminal): Command {
  return new Command('verify')
    .description('Checks FITS files against the standard 4.0; ends with 2 where one has errors.')
    .argument('<file...>', 'FITS files')
    .option('--json', 'one JSON object for each fault and each file')
    .action((files: string[], options: { json?: boolean }) => verify(files, options, terminal));
}

async function verify(files: readonly string[], options: { json?: boolean }, terminal: Terminal): Promise<void> {
  const { verifyFile } = await import('@uraniborg/server/frames');
  const { event, result } = report(terminal, options.json ?? false);
  let bad = 0;
  for (const path of files) {
    terminal.signal.throwIfAborted();
    try {
      const { parts, faults } = await verifyFile(path);
      const errors = faults.filter(({ severity }) => severity === 'error').length;
      if (errors > 0) bad++;
      for (const fault of faults) {
        const { part, severity, where, text } = fault;
        event({ event: 'fault', path, ...fault }, `${path}: ${severity} in part ${part}: ${where}: ${text}`);
      }
      event({ event: 'file', path, parts, errors, warnings: faults.length - errors });
      result(
        `${errors === 0 ? 'good' : 'BAD '}  ${path}${faults.length === 0 ? '' : counted(errors, faults.length - errors)}`,
      );
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      bad++;
      event({ event: 'file', path, errors: 1, why: sentenceOf(error) }, sentenceOf(error));
      result(`BAD   ${path}`);
    }
  }
  if (bad > 0) throw new InvalidInput(`${bad} of ${files.length} files are not as the standard wants them`);
}

const counted = (errors: number, warnings: number) => `: ${errors} errors, ${warnings} warnings`;
