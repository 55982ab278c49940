import type { StarsOfFile } from '@uraniborg/server/frames';
import { Command } from 'commander';
import { numberArgument, partArgument, wholeArgument } from '../argument.ts';
import { FRAME_FILE } from '../frameFile.ts';
import { report } from '../report.ts';
import type { Terminal } from '../terminal.ts';

interface StarsOptions {
  threshold: number;
  limit?: number;
  hdu?: number | string;
  plane?: number;
  json?: boolean;
}

export function starsCommand(terminal: Terminal): Command {
  return new Command('stars')
    .description('Finds and measures the stars of a frame.')
    .argument('<file>', FRAME_FILE)
    .option('--threshold <sigmas>', 'above the background', numberArgument(2, 1000), 5)
    .option('--limit <number>', 'only so many, the most certain ones', wholeArgument(1, 1e6))
    .option('--hdu <part>', 'of a FITS or XISF file, by number or name; default: the first with an image', partArgument)
    .option('--plane <number>', 'of a cube, from 0', wholeArgument(0, 1e9))
    .option('--json', 'one JSON object for each star, brightest first, and one for the frame')
    .action(async (file: string, { threshold, limit, hdu, plane, json }: StarsOptions) => {
      const { starsOfFile } = await import('@uraniborg/server/frames');
      const found = await starsOfFile(file, { threshold, hdu, plane, ...(limit !== undefined && { limit }) });
      const { event, result } = report(terminal, json ?? false);
      const { stars, ...frame } = found;
      for (const star of stars) event({ event: 'star', ...star });
      event({ event: 'frame', stars: stars.length, ...frame });
      for (const line of summary(found)) result(line);
    });
}

function summary({ stars, width, height, background, noise, ...frame }: StarsOfFile): string[] {
  const size = (pixels: number) =>
    `${pixels.toFixed(2)} px${frame.scale === undefined ? '' : `, ${(pixels * frame.scale).toFixed(2)}"`}`;
  return [
    `stars         ${stars.length}${frame.saturated > 0 ? `, ${frame.saturated} of them saturated` : ''}`,
    ...(frame.hfd === undefined ? [] : [`HFD           ${size(frame.hfd)}`]),
    ...(frame.fwhm === undefined ? [] : [`FWHM          ${size(frame.fwhm)}`]),
    ...(frame.eccentricity === undefined ? [] : [`eccentricity  ${frame.eccentricity.toFixed(2)}`]),
    `background    ${background.toFixed(1)} ADU`,
    `noise         ${noise.toFixed(1)} ADU`,
    `frame         ${width} x ${height} px${frame.scale === undefined ? '' : `, ${frame.scale.toFixed(3)}" a pixel`}`,
  ];
}
