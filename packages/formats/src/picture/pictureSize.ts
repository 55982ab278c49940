import { InvalidInput } from '@uraniborg/core';

/** Larger than any sensor, and small enough to be held: 2^28 pixels. */
const mostPixels = 2 ** 28;
/** Deflate, the best packer of most formats, gives at most 1032 bytes for one. */
const bestRatio = 1100;

/**
 * Refuses a picture that cannot be, before room is made for it.
 *
 * @param pixelBytes of one pixel, all channels; less than 1 where several share a byte
 * @param ratio of bytes that a byte of the file can become
 * @throws InvalidInput for a picture without pixels, with more than can be held, or than the file could hold
 */
export function demandPictureSize(
  width: number,
  height: number,
  pixelBytes: number,
  fileBytes: number,
  ratio = bestRatio,
): void {
  if (!(Number.isInteger(width) && Number.isInteger(height) && width > 0 && height > 0))
    throw new InvalidInput(`A picture of ${width}x${height} has no pixels`);
  if (width * height > mostPixels) throw new InvalidInput(`A picture of ${width}x${height} is too large to be opened`);
  if (width * height * pixelBytes > ratio * fileBytes)
    throw new InvalidInput(`A picture of ${width}x${height} is too large for a file of ${fileBytes} bytes`);
}
