import type { FrameImageFacts } from '@uraniborg/api';
import type { Size } from './drawing/viewport.ts';

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

/** Planes of the tiles of a level: a mosaic has its colours beside each other from level 1 on. */
export const planesOf = ({ planes, bayer }: Pick<FrameImage, 'planes' | 'bayer'>, level: number): number =>
  bayer !== null && level > 0 ? 3 : planes;

/** Pixels around a tile of a mosaic: what its colours are made of. */
const APRON = 2;

/** Pixels of a tile in its own level, with how many of them lie around it; and the part of the image that it stands for. */
export function extentOf(
  image: Size & { tile: number; bayer?: string | null },
  { level, column, row }: Tile,
): { texels: Size; left: number; top: number; x: number; y: number; width: number; height: number } {
  const { width, height } = levelSize(image, level);
  const [w, h] = [Math.min(image.tile, width - column * image.tile), Math.min(image.tile, height - row * image.tile)];
  const apron = image.bayer && level === 0 ? APRON : 0;
  const [left, top] = [column > 0 ? apron : 0, row > 0 ? apron : 0];
  const step = 2 ** level;
  const [x, y] = [column * image.tile * step, row * image.tile * step];
  return {
    texels: {
      width: left + Math.min(w + apron, width - column * image.tile),
      height: top + Math.min(h + apron, height - row * image.tile),
    },
    left,
    top,
    x,
    y,
    width: Math.min(w * step, image.width - x),
    height: Math.min(h * step, image.height - y),
  };
}
