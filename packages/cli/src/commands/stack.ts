import { systemClock } from '@uraniborg/core';
import type { StackRequest } from '@uraniborg/server/stack';
import { Command, Option } from 'commander';
import { numberArgument } from '../argument.ts';
import { FRAME_FILE } from '../frameFile.ts';
import { report } from '../report.ts';
import type { Terminal } from '../terminal.ts';

interface StackOptions {
  out: string;
  method: keyof typeof METHODS;
  kappa: number;
  dark?: string;
  flat?: string;
  badPixels?: boolean;
  badPixelMap?: string;
  align: boolean;
  debayer?: StackRequest['debayer'];
  memory?: number;
  json?: boolean;
}

const METHODS = {
  mean: 'mean',
  median: 'median',
  sum: 'sum',
  'kappa-sigma': 'kappaSigma',
  winsorised: 'winsorised',
} as const;

export function stackCommand(terminal: Terminal): Command {
  return new Command('stack')
    .description('Calibrates, registers and stacks frames into one. All are laid onto the first.')
    .argument('<file...>', `two or more: ${FRAME_FILE}`)
    .requiredOption('--out <file>', 'the FITS file to write: 32-bit floating point')
    .addOption(
      new Option('--method <method>', 'how they are joined').choices(Object.keys(METHODS)).default('kappa-sigma'),
    )
    .option('--kappa <sigmas>', 'what kappa-sigma and winsorised leave out lies beyond', numberArgument(0.5, 100), 3)
    .option('--dark <file>', 'master dark of the same exposure, bias included')
    .option('--flat <file>', 'master flat, its own dark taken away')
    .option(
      '--no-align',
      'pixel on pixel, without looking at stars: this is how darks, flats and biases become a master',
    )
    .option('--bad-pixels', 'mend hot and dead pixels, found on the dark')
    .option('--bad-pixel-map <file>', 'mend those of a map: see fits badpixels')
    .addOption(
      new Option('--debayer <pattern>', 'of a colour sensor; auto: as the header says').choices([
        'auto',
        'RGGB',
        'GRBG',
        'GBRG',
        'BGGR',
      ]),
    )
    .option('--memory <MB>', 'that frames may take; others wait on the disk. Default: half of what is free', megabytes)
    .option('--json', 'one JSON object for each event')
    .action((files: string[], options: StackOptions) => stack(files, options, terminal));
}

const megabytes = (text: string) => numberArgument(0, 1e7)(text) * 1e6;

async function stack(files: readonly string[], options: StackOptions, terminal: Terminal): Promise<void> {
  const { stackFiles } = await import('@uraniborg/server/stack');
  const { event, result, progress } = report(terminal, options.json ?? false);
  const kind = METHODS[options.method];
  const rejects = kind === 'kappaSigma' || kind === 'winsorised';
  const { out, dark, flat, badPixels, badPixelMap, align, debayer, memory, kappa } = options;
  const done = await stackFiles(
    {
      files,
      out,
      dark,
      flat,
      badPixels: badPixelMap ?? badPixels,
      align,
      debayer,
      memory,
      method: rejects ? { kind, low: kappa, high: kappa } : { kind },
    },
    {
      clock: systemClock,
      signal: terminal.signal,
      onProgress({ phase, fraction, secondsLeft }) {
        const left = secondsLeft === undefined ? '' : `, ${Math.ceil(secondsLeft)} s left`;
        const line = `${phase}, ${Math.round(fraction * 100)} %${left}`;
        progress(line, { event: 'progress', phase, fraction, secondsLeft });
      },
      onPlaced: (path, place) => event({ event: 'registered', path, ...place }),
      onRefused: (path, why) => event({ event: 'refused', path, why }, `Left out: ${path}: ${why}`),
    },
  );
  const rejected = rejects ? `, ${(100 * done.rejected).toFixed(2)} % of the values left out` : '';
  event({ event: 'done', ...done }, `${done.count} of ${files.length} frames stacked${rejected}`);
  result(done.path);
}
