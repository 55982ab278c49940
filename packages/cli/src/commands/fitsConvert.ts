import { Command } from 'commander';
import { wholeArgument } from '../argument.ts';
import { report } from '../report.ts';
import type { Terminal } from '../terminal.ts';

interface ConvertOptions {
  hdu?: number;
  stretch?: boolean;
  json?: boolean;
}

export function fitsConvertCommand(terminal: Terminal): Command {
  return new Command('convert')
    .description('Writes a frame as another kind of file: .fits, .fits.fz, .xisf, .tif or .png; each frame of a .ser.')
    .argument('<in>', 'FITS, XISF, SER, TIFF or PNG, recognised by its content')
    .argument('<out>', 'its name says what is written; of a recording NAME-0001.fits and so on')
    .option('--hdu <number>', 'part of a FITS file; default: the first with an image', wholeArgument(0, 9999))
    .option('--stretch', 'as a screen shows it, 8 bits; default: linear')
    .option('--json', 'one JSON object for each file')
    .action(async (from: string, to: string, { hdu, stretch, json }: ConvertOptions) => {
      const { convertFile } = await import('@uraniborg/server/frames');
      const { event, result, progress } = report(terminal, json ?? false);
      await convertFile(from, to, {
        hdu,
        stretch,
        signal: terminal.signal,
        onWritten(path, done, count) {
          if (count > 1) progress(`Frame ${done} of ${count}`);
          event({ event: 'file', path });
          result(path);
        },
      });
    });
}
