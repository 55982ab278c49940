import type { Inspection } from '@uraniborg/api';
import { Command, Option } from 'commander';
import { numberArgument, partArgument, wholeArgument } from '../argument.ts';
import { FRAME_FILE } from '../frameFile.ts';
import { report } from '../report.ts';
import type { Terminal } from '../terminal.ts';

interface InspectOptions {
  method: 'octagon' | 'triangle';
  angle: number;
  panels?: string;
  side?: number;
  margin?: number;
  hdu?: number | string;
  json?: boolean;
}

export function inspectCommand(terminal: Terminal): Command {
  return new Command('inspect')
    .description('Measures tilt, curvature and the size of the stars over a frame.')
    .argument('<file>', FRAME_FILE)
    .addOption(
      new Option('--method <name>', 'nine regions, or three sectors')
        .choices(['octagon', 'triangle'])
        .default('octagon'),
    )
    .option('--angle <degrees>', 'of the first sector, from the x axis towards y', numberArgument(-360, 360), 0)
    .option('--panels <file>', 'writes corners, edges and centre side by side, as a PNG')
    .option('--side <pixels>', 'of a panel; default 256', wholeArgument(1, 1e5))
    .option('--margin <pixels>', 'between the panels and the edge of the frame; default 0', wholeArgument(0, 1e5))
    .option('--hdu <part>', 'of a FITS or XISF file, by number or name; default: the first with an image', partArgument)
    .option('--json', 'one JSON object')
    .action(async (file: string, { json, ...options }: InspectOptions) => {
      const { inspectFile } = await import('@uraniborg/server/frames');
      const inspection = await inspectFile(file, options);
      const { event, result } = report(terminal, json ?? false);
      event({ event: 'inspection', ...inspection });
      for (const line of summary(inspection)) result(line);
    });
}

function summary({ stars, hfd, regions, tilt, surface, offAxis }: Inspection): string[] {
  const unsure = (certain: boolean) => (certain ? '' : ', within the noise');
  return [
    `stars      ${stars}`,
    ...(hfd === null ? [] : [`HFD        ${hfd.toFixed(2)} px`]),
    ...regions.map(
      (region) =>
        `           ${region.name.padEnd(12)} ${region.hfd === null ? 'too few stars' : `${region.hfd.toFixed(2)} ± ${region.error?.toFixed(2)} px`} (${region.stars})`,
    ),
    tilt
      ? `tilt       ${tilt.verdict}: ${tilt.percent.toFixed(1)} ± ${tilt.error.toFixed(1)} %, ${tilt.best} to ${tilt.worst}${unsure(tilt.certain)}`
      : 'tilt       not known: too few stars',
    ...(surface
      ? [
          `plane      ${part(surface.tilt)}`,
          `valley     ${part(surface.saddle)}`,
          `curvature  ${surface.curvature.percent.toFixed(1)} ± ${surface.curvature.error.toFixed(1)} % in the corners${unsure(surface.curvature.certain)}`,
        ]
      : []),
    ...(offAxis
      ? [`off axis   ${offAxis.percent.toFixed(1)} ± ${offAxis.error.toFixed(1)} %${unsure(offAxis.certain)}`]
      : []),
  ];
}

function part({ percent, error, angle, certain }: NonNullable<Inspection['surface']>['tilt']): string {
  const size = `${percent.toFixed(1)} ± ${error.toFixed(1)} %`;
  return certain ? `${size} towards ${angle.toFixed(0)}°` : `${size}: no tilt can be told from the noise`;
}
