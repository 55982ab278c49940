import { cardText, type Frame, writeJpeg } from '@uraniborg/formats';
import { applyStretch, autoStretch, binPixels, fullScale, statisticsOf } from '@uraniborg/imaging';

/** Of JPEG: noise keeps its grain, and a picture of a megapixel has some 300 kB. */
export const PREVIEW_QUALITY = 85;

/**
 * A frame as a small JPEG, stretched so that the sky is a dark grey. The mosaic of a colour sensor becomes grey:
 * whole cells are joined.
 * @param side pixels of the longer side, at most
 */
export function preview({ pixels, header }: Frame, side: number): Uint8Array {
  const { width, height } = pixels;
  const mosaic = cardText(header, 'BAYERPAT') !== undefined && pixels.planes === 1;
  const wanted = Math.ceil(Math.max(width, height) / side);
  const factor = Math.min(mosaic ? 2 * Math.ceil(wanted / 2) : wanted, width, height);
  const small = factor > 1 ? binPixels(pixels, factor) : pixels;
  const statistics = statisticsOf(small);
  return writeJpeg(applyStretch(small, autoStretch(statistics, fullScale(small.data, statistics))), PREVIEW_QUALITY);
}
