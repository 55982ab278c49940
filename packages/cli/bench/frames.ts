import { benchFitsWrite } from '../../formats/bench/fitsWrite.ts';
import { benchPackedFits } from '../../formats/bench/packedFits.ts';
import { benchStack } from '../../imaging/bench/stack.ts';
import { benchEventLoop } from '../../server/bench/eventLoop.ts';
import { type Figure, faster, missing } from './figure.ts';
import { benchStars } from './stars.ts';

/** Frames written, packed, measured, shown and stacked. */
export async function benchFrames(): Promise<Figure[]> {
  const write = await benchFitsWrite();
  const packed = benchPackedFits();
  const loop = await benchEventLoop();
  const stack = benchStack();
  const stacking = `${stack.frames} frames of ${stack.megapixels.toFixed(0)} Mpx registered and stacked, file to file`;
  return [
    faster('FITS write of 62 Mpx, synced', write.fitsMs, 'the same bytes written plainly', write.plainMs, 0.85),
    'missing' in packed
      ? missing('Rice compression of 16 Mpx', packed.missing)
      : faster('Rice compression of 16 Mpx, one thread', packed.packMs, 'fpack', packed.fpackMs, 1.2),
    ...('missing' in packed
      ? []
      : [faster('Rice decompression of 16 Mpx, one thread', packed.unpackMs, 'funpack', packed.funpackMs, 1.5)]),
    ...(await benchStars()),
    {
      work: `event loop of the server at its worst while ${loop.megapixels.toFixed(0)}-Mpx frames are filed, measured and shown`,
      reached: `${loop.worked.threadMs.toFixed(1)} ms of its thread, ${loop.worked.clockMs.toFixed(1)} ms on the clock`,
      peer: `idle ${loop.idle.threadMs.toFixed(1)} and ${loop.idle.clockMs.toFixed(1)} ms; statistics of one frame on it ${loop.blocked.threadMs.toFixed(0)} ms`,
      goal: '20 ms',
      met: loop.worked.threadMs < 20,
    },
    {
      work: `${loop.megapixels.toFixed(0)} Mpx until the file is on the disk`,
      reached: `${loop.filedMs.toFixed(0)} ms, measured and previewed ${loop.measuredMs.toFixed(0)} ms later`,
    },
    typeof stack.sirilMs === 'string'
      ? missing(stacking, stack.sirilMs)
      : faster(stacking, stack.oursMs, 'siril-cli', stack.sirilMs, 5),
    { work: 'registration of ten frames', reached: `${stack.oursRms.toFixed(3)} px rms` },
  ];
}
