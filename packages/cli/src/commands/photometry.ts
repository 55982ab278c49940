import { Command, InvalidArgumentError } from 'commander';
import { numberArgument, wholeArgument } from '../argument.ts';
import { report } from '../report.ts';
import type { Terminal } from '../terminal.ts';

interface Options {
  at?: { x: number; y: number };
  aperture?: number;
  bias?: number;
  hdu?: number;
  json?: boolean;
}

export function photometryCommand(terminal: Terminal): Command {
  return new Command('photometry')
    .description('Compares the stars of a frame with the built-in catalogue: zero point, limit, magnitudes.')
    .argument('<file>', 'FITS, XISF or TIFF; solved, or with RA, DEC and the scale in its header')
    .option('--at <x,y>', 'tells of the star nearest to this place', placeArgument)
    .option('--aperture <pixels>', 'radius for that star; default: as for the field', numberArgument(1, 100))
    .option('--bias <adu>', 'a pixel without light: then the brightness of the sky is told', numberArgument(-1e6, 1e6))
    .option('--hdu <number>', 'part of a FITS or XISF file; default: the first with an image', wholeArgument(0, 9999))
    .option('--json', 'JSON objects')
    .action(async (file: string, { json, ...options }: Options) => {
      const { photometryOfFile } = await import('@uraniborg/server/frames');
      const { field, star } = await photometryOfFile(file, options);
      const { event, result } = report(terminal, json ?? false);
      event({ event: 'field', ...field });
      result(`zero point  ${field.zeroPoint.toFixed(3)} ± ${field.zeroPointError.toFixed(3)} mag (${field.band})`);
      result(`stars       ${field.used} used, ${field.rejected} left out, scatter ${field.rms.toFixed(3)} mag`);
      const { colourTerm: term } = field;
      if (term)
        result(
          `colour      ${term.value.toFixed(3)} ± ${term.error.toFixed(3)} (B-V - ${term.reference.toFixed(2)}), ${term.stars} stars`,
        );
      result(`limit       ${field.limitingMagnitude.toFixed(2)} mag, signal to noise 5`);
      if (field.skyBrightness !== null)
        result(`sky         ${field.skyBrightness.toFixed(2)} mag per square arcsecond`);
      if (!star) return;
      event({ event: 'star', ...star });
      result(
        `star        ${star.magnitude?.toFixed(3)} ± ${star.magnitudeError.toFixed(3)} mag${star.saturated ? ', saturated' : ''}`,
      );
      result(`            at ${star.x.toFixed(2)}, ${star.y.toFixed(2)}, signal to noise ${star.snr.toFixed(0)}`);
    });
}

function placeArgument(text: string): { x: number; y: number } {
  const [x, y, ...rest] = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  if (x === undefined || y === undefined || rest.length > 0 || !Number.isFinite(x) || !Number.isFinite(y))
    throw new InvalidArgumentError('A place is two numbers with a comma between them, 812.4,377.');
  return { x, y };
}
