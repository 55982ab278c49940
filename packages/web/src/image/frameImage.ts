import type { FrameImageFacts } from '@uraniborg/api';
import type { Size } from './viewport.ts';

/** A frame to be looked at: what is known of its pixels, without the pixels. */
export interface FrameImage extends FrameImageFacts {
  readonly id: string;
  /** All of it, small and stretched by the server, in 8 bits. */
  readonly preview: ImageBitmap;
}

/** A part of a level that is sent as one. */
export interface Tile {
  readonly level: number;
  readonly column: number;
  readonly row: number;
}

export const tileKey = ({ level, column, row }: Tile): string => `${level}/${column}/${row}`;

/** Size of a level: level 0 is the image, each further one half of the one before, rounded up. */
export function levelSize({ width, height }: Size, level: number): Size {
  const step = 2 ** level;
  return { width: Math.ceil(width / step), height: Math.ceil(height / step) };
}

/** Pixels of a tile in its own level, and the part of the image that they stand for. */
export function extentOf(
  image: Size & { tile: number },
  { level, column, row }: Tile,
): { texels: Size; x: number; y: number; width: number; height: number } {
  const { width, height } = levelSize(image, level);
  const texels = {
    width: Math.min(image.tile, width - column * image.tile),
    height: Math.min(image.tile, height - row * image.tile),
  };
  const step = 2 ** level;
  const [x, y] = [column * image.tile * step, row * image.tile * step];
  return {
    texels,
    x,
    y,
    width: Math.min(texels.width * step, image.width - x),
    height: Math.min(texels.height * step, image.height - y),
  };
}
