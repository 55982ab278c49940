import { extentOf, type FrameImage, planesOf, type Tile, tileKey } from '../frameImage.ts';
import type { DrawnPicture, DrawnTile, Renderer } from './renderer.ts';

/** One image as far as it is here: its preview, and the tiles that were brought, on the graphics card and in memory. */
export interface Picture {
  readonly image: FrameImage;
  put(tile: Tile, pixels: Uint16Array): void;
  has(tile: Tile): boolean;
  preview(): DrawnPicture;
  /** Those of `tiles` that are here, ready to be drawn. */
  drawn(tiles: readonly Tile[]): DrawnTile[];
  /** The stored values of a pixel, one per plane, from the finest level that is here; `exact` from the frame itself. */
  valuesAt(x: number, y: number): { values: number[]; exact: boolean } | undefined;
  /** Forgets what was not used for the longest until no more than `bytes` are kept, beside what is in `needed`. */
  trim(bytes: number, needed: readonly Tile[]): void;
  /** Everything is put onto the card anew: it has forgotten. */
  restore(renderer: Renderer): void;
  dispose(): void;
}

interface Kept {
  tile: Tile;
  pixels: Uint16Array;
  texture: WebGLTexture;
}

export function picture(image: FrameImage, first: Renderer): Picture {
  let renderer = first;
  /** The least recently used first. */
  const tiles = new Map<string, Kept>();
  let preview = renderer.pictureTexture(image.preview);
  const textureOf = (tile: Tile, pixels: Uint16Array) =>
    renderer.tileTexture(extentOf(image, tile).texels, planesOf(image, tile.level), pixels);
  return {
    image,
    put(tile, pixels) {
      tiles.set(tileKey(tile), { tile, pixels, texture: textureOf(tile, pixels) });
    },
    has: (tile) => tiles.has(tileKey(tile)),
    preview: () => ({ texture: preview, x: 0, y: 0, width: image.width, height: image.height }),
    drawn: (asked) =>
      asked.flatMap((tile) => {
        const key = tileKey(tile);
        const kept = tiles.get(key);
        if (!kept) return [];
        tiles.delete(key);
        tiles.set(key, kept);
        const { texels: _, ...extent } = extentOf(image, tile);
        const mosaic = image.bayer !== null && tile.level === 0;
        return [
          { texture: kept.texture, shrink: 2 ** tile.level, planes: planesOf(image, tile.level), mosaic, ...extent },
        ];
      }),
    valuesAt(x, y) {
      for (let level = 0; level < image.levels; level++) {
        const [u, v] = [x >> level, y >> level];
        const tile = { level, column: Math.floor(u / image.tile), row: Math.floor(v / image.tile) };
        const kept = tiles.get(tileKey(tile));
        if (!kept) continue;
        const { texels, left, top } = extentOf(image, tile);
        const { width, height } = texels;
        const at = (top + (v % image.tile)) * width + left + (u % image.tile);
        const values = Array.from(
          { length: planesOf(image, level) },
          (_, plane) => kept.pixels[plane * width * height + at] ?? 0,
        );
        return { values, exact: level === 0 };
      }
      return undefined;
    },
    trim(bytes, needed) {
      let kept = 0;
      for (const { pixels } of tiles.values()) kept += pixels.byteLength;
      const keep = new Set(needed.map(tileKey));
      for (const [key, { pixels, texture }] of tiles) {
        if (kept <= bytes) return;
        if (keep.has(key)) continue;
        kept -= pixels.byteLength;
        renderer.free(texture);
        tiles.delete(key);
      }
    },
    restore(anew) {
      renderer = anew;
      preview = renderer.pictureTexture(image.preview);
      for (const kept of tiles.values()) kept.texture = textureOf(kept.tile, kept.pixels);
    },
    dispose() {
      renderer.free(preview);
      for (const { texture } of tiles.values()) renderer.free(texture);
      tiles.clear();
    },
  };
}
