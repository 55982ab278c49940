import { median } from '@uraniborg/core';
import { benchStack, type StackBench } from '../../imaging/bench/stack.ts';
import { benchLiveStack } from '../../server/bench/liveStack.ts';
import { type Figure, faster, missing } from './figure.ts';

/** Frames stacked: files, and live. */
export async function benchStacks(): Promise<Figure[]> {
  const lives = [await benchLiveStack(), await benchLiveStack(), await benchLiveStack()] as const;
  const [live] = lives;
  const colours = await benchLiveStack({ mosaic: true });
  const [earlyMs, lateMs, stackedMs] = (['earlyMs', 'lateMs', 'stackedMs'] as const).map((of) =>
    median(lives.map((run) => run[of])),
  ) as [number, number, number];
  const small = benchStack({ width: 2352, height: 1728, frames: 10, stars: 1100, rounds: 5, more: true });
  const large = benchStack({ width: 4656, height: 3520, frames: 16, stars: 2000, rounds: 3 });
  return [
    ...figures(small),
    ...figures(large),
    {
      work: `one more calibrated frame of ${live.megapixels.toFixed(0)} Mpx on a live stack, until its picture is ready`,
      reached: `${earlyMs.toFixed(0)} ms; with ${live.frames} frames in it ${lateMs.toFixed(0)} ms; medians of three stacks`,
      peer: `stacked after ${stackedMs.toFixed(0)} ms; the bytes of the frame copied ${live.copyMs.toFixed(1)} ms`,
      goal: '300 ms',
      met: earlyMs < 300 && lateMs < 300,
    },
    {
      work: '.. of a colour sensor, in three colours',
      reached: `${colours.earlyMs.toFixed(0)} ms; with ${colours.frames} frames in it ${colours.lateMs.toFixed(0)} ms`,
      peer: `stacked after ${colours.stackedMs.toFixed(0)} ms`,
      goal: '300 ms',
      met: colours.earlyMs < 300 && colours.lateMs < 300,
    },
  ];
}

function figures({ frames, megapixels, siril, ...ours }: StackBench): Figure[] {
  const work = `${frames} frames of ${megapixels.toFixed(0)} Mpx registered and stacked, file to file`;
  const rms = `${ours.oursRms.toFixed(3)} px`;
  return [
    ...(typeof siril === 'string'
      ? [missing(work, siril)]
      : [
          faster(work, ours.oursMs, 'siril-cli', siril.ms, 5),
          {
            work: '.. stars of registered frames around their mean places',
            reached: rms,
            peer: `siril-cli ${siril.rms.toFixed(3)} px`,
            goal: 'no worse',
            met: ours.oursRms <= 1.02 * siril.rms,
          },
        ]),
    { work: '.. the bytes of the frames copied in memory', reached: `${ours.copyMs.toFixed(0)} ms` },
    ...(ours.moreMs
      ? [
          {
            work: '.. each more frame, of twice and of four times as many',
            reached: ours.moreMs.map((ms) => `${ms.toFixed(0)} ms`).join(' and '),
            goal: 'does not grow',
            met: ours.moreMs[1] < 1.3 * ours.moreMs[0],
          },
        ]
      : []),
  ];
}
