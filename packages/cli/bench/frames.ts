import { benchArrivals } from '../../server/bench/arrivals.ts';
import { benchEventLoop, type EventLoopBench, type FrameTimes } from '../../server/bench/eventLoop.ts';
import { benchFitsWrite } from '../../server/bench/fitsWrite.ts';
import { benchPackedFits } from '../../server/bench/packedFits.ts';
import { type Figure, faster, missing } from './figure.ts';
import { benchStars } from './stars.ts';

/** Frames written, packed, measured and shown. */
export async function benchFrames(): Promise<Figure[]> {
  const write = await benchFitsWrite();
  const packed = await benchPackedFits();
  const curve: EventLoopBench[] = [];
  for (const [across, rounds, early] of SIZES) curve.push(await benchEventLoop({ across, rounds, early }));
  const fetched = await benchEventLoop({ rounds: 11, early: 15, fetched: true });
  const arrivals = await benchArrivals({ rounds: 2 });
  // Of one size after the other: the second is that of most cameras.
  const loop = curve[1] as EventLoopBench;
  const perMegapixel = curve.map(({ times, megapixels }) => times.all / megapixels);
  return [
    faster('FITS write of 62 Mpx, synced', write.fitsMs, 'the same bytes written plainly', write.plainMs, 0.85),
    'missing' in packed
      ? missing('Rice compression of 16 Mpx', packed.missing)
      : faster('Rice compression of 16 Mpx, file to file', packed.packMs, 'fpack', packed.fpackMs, 1.2),
    ...('missing' in packed
      ? []
      : [
          faster('Rice decompression of 16 Mpx, file to file', packed.unpackMs, 'funpack', packed.funpackMs, 1.5),
          {
            work: '.. what it saves',
            reached: `${packed.ratio.toFixed(2)} times smaller`,
            peer: `the bytes of the plain file copied ${packed.copyMs.toFixed(1)} ms`,
          },
        ]),
    ...(await benchStars()),
    {
      work: `event loop of the server at its worst while ${loop.megapixels.toFixed(0)}-Mpx frames are filed, measured and shown`,
      reached: `${loop.worked.threadMs.toFixed(1)} ms of its thread, ${loop.worked.clockMs.toFixed(1)} ms on the clock`,
      peer: `idle ${loop.idle.threadMs.toFixed(1)} and ${loop.idle.clockMs.toFixed(1)} ms; statistics of one frame on it ${loop.blocked.threadMs.toFixed(0)} ms`,
      goal: '20 ms',
      met: loop.worked.threadMs < 20,
    },
    ...arrivals.map(({ way, megapixels, ms, threadMs, clockMs }) => ({
      work: `.. while ${megapixels.toFixed(0)} Mpx arrive by ${way}`,
      reached: `${threadMs.toFixed(1)} ms of its thread, ${clockMs.toFixed(1)} ms on the clock, ${ms.toFixed(0)} ms in all`,
      goal: '20 ms',
      met: threadMs < 20,
    })),
    {
      work: `${loop.megapixels.toFixed(0)} Mpx, image ready to file on the disk, statistics, stars and preview`,
      reached: `${loop.times.all.toFixed(0)} ms (${told(loop.times)}), ${before(loop)}`,
      peer: floor(loop),
      goal: '150 ms',
      met: loop.times.all < 150,
    },
    {
      work: '.. from the word of an Alpaca camera that it is ready, over loopback',
      reached: `${fetched.times.all.toFixed(0)} ms (fetched ${fetched.times.fetched.toFixed(0)}, ${told(fetched.times)}); ${before(fetched)}; event loop ${fetched.worked.threadMs.toFixed(1)} ms`,
      goal: '150 ms',
      met: fetched.times.all < 150,
    },
    {
      work: '.. the dearest megapixel from 4 to 148 Mpx over that of 16 Mpx',
      reached: `${(Math.max(...perMegapixel) / (perMegapixel[1] ?? 1)).toFixed(2)} times`,
    },
    ...curve.map((bench) => ({
      work: `.. ${bench.megapixels.toFixed(0)} Mpx`,
      reached: `${(bench.times.all / bench.megapixels).toFixed(1)} ms/Mpx (${told(bench.times)}), the first ${(bench.firstMs / bench.megapixels).toFixed(1)}; event loop ${bench.worked.threadMs.toFixed(1)} ms`,
      peer: floor(bench),
    })),
  ];
}

/** 4, 16, 66 and 147 Mpx, how many frames of each count, and how many come before: a night has hundreds. */
const SIZES = [
  [2, 11, 15],
  [4, 11, 15],
  [8, 3, 3],
  [12, 2, 3],
] as const;

const told = ({ filed, stars, preview, measured }: FrameTimes) =>
  `file ${filed.toFixed(0)}, stars ${stars.toFixed(0)}, preview ${preview.toFixed(0)}, trails and tilt ${measured.toFixed(0)}`;

const before = ({ earlyMs, firstMs }: EventLoopBench) =>
  `among the first ${earlyMs.toFixed(0)} ms, the very first ${firstMs.toFixed(0)} ms`;

const floor = ({ copyMs, newCopyMs }: EventLoopBench) =>
  `the bytes copied ${copyMs.toFixed(1)} ms, into new memory ${newCopyMs.toFixed(1)} ms`;
