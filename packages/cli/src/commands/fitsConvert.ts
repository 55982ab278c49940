import { Command } from 'commander';
import { partArgument } from '../argument.ts';
import { FRAME_FILE } from '../frameFile.ts';
import { report } from '../report.ts';
import type { Terminal } from '../terminal.ts';

interface ConvertOptions {
  hdu?: number | string;
  stretch?: boolean;
  json?: boolean;
}

export function fitsConvertCommand(terminal: Terminal): Command {
  return new Command('convert')
    .description(
      'Writes a frame as another kind of file: .fits, .fits.fz, .xisf, .tif, .png, .jpg or .bmp; each frame of a .ser.',
    )
    .argument('<in>', FRAME_FILE)
    .argument('<out>', 'its name says what is written; of a recording NAME-0001.fits and so on')
    .option('--hdu <part>', 'of a FITS file, by number or name; default: the first with an image', partArgument)
    .option('--stretch', 'as a screen shows it, 8 bits; .jpg and .bmp are always; default: linear')
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
