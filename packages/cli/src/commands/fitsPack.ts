import { InvalidInput } from '@uraniborg/core';
import type { PackedFile } from '@uraniborg/server/frames';
import { Command } from 'commander';
import { report } from '../report.ts';
import type { Terminal } from '../terminal.ts';

interface PackOptions {
  out?: string;
  json?: boolean;
}

export function fitsPackCommand(terminal: Terminal): Command {
  return new Command('pack')
    .description('Compresses FITS files without loss (Rice, as fpack does). The old files stay.')
    .argument('<file...>', 'each with one image of integers')
    .option('--out <file>', 'for one file. Default: the name with .fz after it')
    .option('--json', 'one JSON object for each file')
    .action((files: string[], options: PackOptions) => rewriteAll('packFile', files, options, terminal));
}

export function fitsUnpackCommand(terminal: Terminal): Command {
  return new Command('unpack')
    .description('The plain FITS files of compressed ones. The old files stay.')
    .argument('<file...>', 'compressed by tiles (Rice, gzip, HCOMPRESS or PLIO), or whole: .gz, .Z, .bz2')
    .option('--out <file>', 'for one file. Default: the name without its .fz, .gz, .Z or .bz2')
    .option('--json', 'one JSON object for each file')
    .action((files: string[], options: PackOptions) => rewriteAll('unpackFile', files, options, terminal));
}

async function rewriteAll(
  how: 'packFile' | 'unpackFile',
  files: readonly string[],
  options: PackOptions,
  terminal: Terminal,
): Promise<void> {
  if (options.out !== undefined && files.length > 1)
    throw new InvalidInput(`--out names one file, and there are ${files.length} to write: leave it away`, 'out');
  const { packWorkers, ...frames } = await import('@uraniborg/server/frames');
  // One file is done before other threads are there.
  const workers = files.length > 1 ? packWorkers() : undefined;
  try {
    for (const file of files) {
      if (terminal.signal.aborted) return;
      tell(await frames[how](file, options.out, workers), options, terminal);
    }
  } finally {
    await workers?.close();
  }
}

function tell({ path, bytesBefore, bytesAfter }: PackedFile, { json }: PackOptions, terminal: Terminal): void {
  const { event, result } = report(terminal, json ?? false);
  const percent = ((100 * bytesAfter) / bytesBefore).toFixed(0);
  event({ event: 'file', path, bytesBefore, bytesAfter }, `${percent} % of the size`);
  result(path);
}
