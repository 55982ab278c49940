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
    .description('Compresses a FITS file without loss (Rice, as fpack does). The old file stays.')
    .argument('<file>', 'with one image of integers')
    .option('--out <file>', 'default: the name with .fz after it')
    .option('--json', 'one JSON object for the file')
    .action(async (file: string, options: PackOptions) => {
      const { packFile } = await import('@uraniborg/server/frames');
      tell(await packFile(file, options.out), options, terminal);
    });
}

export function fitsUnpackCommand(terminal: Terminal): Command {
  return new Command('unpack')
    .description('The plain FITS file of a compressed one. The old file stays.')
    .argument('<file>', 'compressed by tiles: Rice, gzip, HCOMPRESS or PLIO')
    .option('--out <file>', 'default: the name without its .fz')
    .option('--json', 'one JSON object for the file')
    .action(async (file: string, options: PackOptions) => {
      const { unpackFile } = await import('@uraniborg/server/frames');
      tell(await unpackFile(file, options.out), options, terminal);
    });
}

function tell({ path, bytesBefore, bytesAfter }: PackedFile, { json }: PackOptions, terminal: Terminal): void {
  const { event, result } = report(terminal, json ?? false);
  const percent = ((100 * bytesAfter) / bytesBefore).toFixed(0);
  event({ event: 'file', path, bytesBefore, bytesAfter }, `${percent} % of the size`);
  result(path);
}
