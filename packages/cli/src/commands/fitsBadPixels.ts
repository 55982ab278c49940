import { systemClock } from '@uraniborg/core';
import { Command } from 'commander';
import { numberArgument } from '../argument.ts';
import { report } from '../report.ts';
import type { Terminal } from '../terminal.ts';

interface BadPixelsOptions {
  out: string;
  sigma: number;
  json?: boolean;
}

export function fitsBadPixelsCommand(terminal: Terminal): Command {
  return new Command('badpixels')
    .description('Makes a bad-pixel map from a dark: 1 where a pixel is hot or dead, else 0.')
    .argument('<dark>', 'best a master dark, exposed long enough that hot pixels show')
    .requiredOption('--out <file>', 'the FITS file to write')
    .option(
      '--sigma <number>',
      'bad is what lies so many standard deviations from the median',
      numberArgument(3, 1000),
      10,
    )
    .option('--json', 'one JSON object for the file')
    .action(async (dark: string, { out, sigma, json }: BadPixelsOptions) => {
      const { makeBadPixelFile } = await import('@uraniborg/server/frames');
      const count = await makeBadPixelFile({ dark, out, sigma }, systemClock);
      const { event, result } = report(terminal, json ?? false);
      event({ event: 'file', path: out, badPixels: count }, `${count} bad pixels`);
      result(out);
    });
}
