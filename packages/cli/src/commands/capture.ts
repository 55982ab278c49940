import { systemClock } from '@uraniborg/core';
import { Command, Option } from 'commander';
import { numberArgument, wholeArgument } from '../argument.ts';
import { report } from '../report.ts';
import type { Terminal } from '../terminal.ts';

interface CaptureOptions {
  camera: string;
  mount?: string;
  focuser?: string;
  filterWheel?: string;
  exposure: number;
  count: number;
  object: string;
  type: 'light' | 'dark' | 'bias' | 'flat' | 'darkFlat';
  bin: number;
  gain?: number;
  offset?: number;
  filter?: string;
  temperature?: number;
  out: string;
  timeout?: number;
  json?: boolean;
}

const TYPES = ['light', 'dark', 'bias', 'flat', 'darkFlat'] as const;

export function captureCommand(terminal: Terminal): Command {
  return new Command('capture')
    .description('Takes exposures with a camera and writes them as FITS files.')
    .requiredOption('--camera <address>', 'alpaca://HOST:PORT/camera/0 or indi://HOST:PORT/NAME')
    .option('--mount <address>', 'so that the coordinates get into the header')
    .option('--focuser <address>', 'so that its position gets into the header')
    .option('--filter-wheel <address>', 'needed for --filter')
    .requiredOption('--exposure <seconds>', 'of each frame', numberArgument(0, 86_400))
    .option('--count <number>', 'how many', wholeArgument(1, 10_000), 1)
    .option('--object <name>', 'what OBJECT says', '')
    .addOption(new Option('--type <type>', 'of the frames').choices(TYPES).default('light'))
    .option('--bin <number>', 'both axes', wholeArgument(1, 16), 1)
    .option('--gain <number>', 'default: as the camera is set', wholeArgument(-1000, 1e6))
    .option('--offset <number>', 'default: as the camera is set', wholeArgument(-1000, 1e6))
    .option('--filter <name>', 'its name, or its slot counted from 1')
    .option('--temperature <celsius>', 'cool to it first', numberArgument(-100, 50))
    .option('--out <folder>', 'where the files go', '.')
    .option('--timeout <seconds>', 'how long an Alpaca server may take to answer; default 10', numberArgument(0.1, 600))
    .option('--json', 'one JSON object for each event')
    .action((options: CaptureOptions) => capture(options, terminal));
}

async function capture(options: CaptureOptions, terminal: Terminal): Promise<void> {
  const { captureToFolder } = await import('@uraniborg/server');
  const { event, result, progress } = report(terminal, options.json ?? false);
  const { camera, mount, focuser, filterWheel, filter, gain, offset, temperature } = options;
  await captureToFolder(
    {
      addresses: {
        camera,
        ...(mount !== undefined && { mount }),
        ...(focuser !== undefined && { focuser }),
        ...(filterWheel !== undefined && { filterWheel }),
      },
      settings: {
        frameType: options.type,
        seconds: options.exposure,
        bin: options.bin,
        object: options.object,
        ...(gain !== undefined && { gain }),
        ...(offset !== undefined && { offset }),
      },
      filter,
      temperature,
      count: options.count,
      folder: options.out,
      answerMs: options.timeout === undefined ? undefined : options.timeout * 1000,
    },
    {
      clock: systemClock,
      signal: terminal.signal,
      onLog({ at, level, text }) {
        // What ends it is said at the end.
        event({ event: 'log', at, level, text }, level === 'warning' ? text : undefined);
      },
      onProgress: ({ text, phase, fraction, secondsLeft }) => {
        const left = secondsLeft === undefined ? '' : `, ${Math.ceil(secondsLeft)} s left`;
        const done = fraction === undefined ? '' : `, ${Math.round(fraction * 100)} %`;
        const line = `${text}${phase ? `: ${phase}` : ''}${done}${left}`;
        progress(line, { event: 'progress', step: text, phase, fraction, secondsLeft });
      },
      onFrame(path, { id, fileName, startedAt, seconds }) {
        event({ event: 'frame', id, fileName, path, startedAt, seconds });
        result(path);
      },
    },
  );
  event({ event: 'done', count: options.count });
}
