import { writeJpeg } from '@uraniborg/formats';
import { applyStretch, asItIs, autoStretch, binPixels, debayer, fullScale, statisticsOf } from '@uraniborg/imaging';
import type { CountedFrame } from './countedFrame.ts';
import { mosaicOrder } from './mosaicOrder.ts';

/** Of JPEG: noise keeps its grain, and a picture of a megapixel has some 300 kB. */
export const PREVIEW_QUALITY = 85;

/**
 * A frame as a small JPEG, every colour stretched so that the sky is a dark grey. The mosaic of a colour sensor has the
 * colours of its cells. A picture that was made for the eye stays as it is.
 * @param side pixels of the longer side, at most
 */
export function preview(frame: CountedFrame, side: number): Uint8Array {
  const { pixels } = frame;
  const order = Math.min(pixels.width, pixels.height) < 4 ? undefined : mosaicOrder(frame);
  const whole = order ? debayer(pixels, { order, method: 'superpixel' }) : pixels;
  const factor = Math.min(Math.ceil(Math.max(whole.width, whole.height) / side), whole.width, whole.height);
  const small = factor > 1 ? binPixels(whole, factor) : whole;
  const stretch = (plane: number) => {
    if (frame.finished) return asItIs(255);
    const statistics = statisticsOf(small, { plane });
    return autoStretch(statistics, fullScale(small.data, statistics));
  };
  const stretches = small.planes === 3 ? ([stretch(0), stretch(1), stretch(2)] as const) : stretch(0);
  return writeJpeg(applyStretch(small, stretches), PREVIEW_QUALITY);
}
