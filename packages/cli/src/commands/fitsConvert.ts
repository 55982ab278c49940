import { Command, InvalidArgumentError, Option } from 'commander';
import { partArgument, wholeArgument } from '../argument.ts';
import { FRAME_FILE } from '../frameFile.ts';
import { report } from '../report.ts';
import type { Terminal } from '../terminal.ts';

interface ConvertOptions {
  debayer?: 'superpixel' | 'bilinear' | 'wiener';
  balance?: Balance;
  hdu?: number | string;
  plane?: number;
  stretch?: boolean;
  compression?: 'zlib' | 'lz4' | 'zstd' | 'none';
  json?: boolean;
}

type Balance = 'auto' | { red: number; green: number; blue: number };

export function fitsConvertCommand(terminal: Terminal): Command {
  return new Command('convert')
    .description(
      'Writes a frame as another kind of file: .fits, .fits.fz, .xisf, .tif, .png, .jpg, .bmp or .ser; each frame of a .ser.',
    )
    .argument('<in>', FRAME_FILE)
    .argument('<out>', 'its name says what is written; of a recording NAME-0001.fits and so on')
    .option('--hdu <part>', 'of a FITS or XISF file, by number or name; default: the first with an image', partArgument)
    .option('--plane <number>', 'of a cube, from 0; default: all, if there are 1 or 3', wholeArgument(0, 1e9))
    .addOption(
      new Option('--debayer <method>', 'colours out of the mosaic of a colour sensor; default: it stays').choices([
        'wiener',
        'bilinear',
        'superpixel',
      ]),
    )
    .option(
      '--balance <factors>',
      'of red, green and blue: 1.8,1,1.3; or auto: the average star is white',
      balanceArgument,
    )
    .option('--stretch', 'as a screen shows it, 8 bits; .jpg and .bmp are always; default: linear')
    .addOption(
      new Option('--compression <kind>', 'of an .xisf; default: zlib').choices(['zlib', 'lz4', 'zstd', 'none']),
    )
    .option('--json', 'one JSON object for each file')
    .action(async (from: string, to: string, { json, ...options }: ConvertOptions) => {
      const { convertFile } = await import('@uraniborg/server/frames');
      const { event, result, progress } = report(terminal, json ?? false);
      await convertFile(from, to, {
        ...options,
        signal: terminal.signal,
        onWritten(path, done, count) {
          if (count > 1) progress(`Frame ${done} of ${count}`);
          event({ event: 'file', path });
          result(path);
        },
      });
    });
}

function balanceArgument(text: string): Balance {
  if (text === 'auto') return text;
  const [red, green, blue, ...rest] = text.split(',').map(Number);
  const isFactor = (value: number | undefined): value is number => value !== undefined && value >= 0.01 && value <= 100;
  if (!isFactor(red) || !isFactor(green) || !isFactor(blue) || rest.length > 0)
    throw new InvalidArgumentError('The balance is auto, or three factors from 0.01 to 100 as in 1.8,1,1.3.');
  return { red, green, blue };
}
