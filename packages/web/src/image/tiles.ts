/** A part of an image that fits into one texture. */
export interface Tile {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The image cut into tiles of at most `largest` x `largest` pixels. */
export function tilesOf(width: number, height: number, largest: number): Tile[] {
  const tiles: Tile[] = [];
  for (let y = 0; y < height; y += largest)
    for (let x = 0; x < width; x += largest)
      tiles.push({ x, y, width: Math.min(largest, width - x), height: Math.min(largest, height - y) });
  return tiles;
}

/** Sizes of a tile and its ever smaller copies, each half of the one before (rounded up), down to 1 x 1. */
export function levelsOf(width: number, height: number): { width: number; height: number }[] {
  const levels = [{ width, height }];
  for (let [w, h] = [width, height]; w > 1 || h > 1; ) {
    w = Math.max(1, (w + 1) >> 1);
    h = Math.max(1, (h + 1) >> 1);
    levels.push({ width: w, height: h });
  }
  return levels;
}

/** The level to draw from at `zoom` screen pixels per image pixel: the smallest that is not coarser than the screen. */
export function levelFor(zoom: number, levels: number): number {
  return Math.min(Math.max(Math.floor(Math.log2(1 / zoom) + 1e-6), 0), levels - 1);
}
