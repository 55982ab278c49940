import { extentOf, type FrameImage, planesOf, type Tile, tileKey } from '../frameImage.ts';
import type { TileAnswer, TileAsked } from './tileWorker.ts';

/** Brings the tiles that are wanted, a few at a time; what is no longer wanted is given up. */
export interface TileLoader {
  /** What is wanted from now on, the most urgent first, without what is here already. */
  want(image: FrameImage, tiles: readonly Tile[]): void;
  dispose(): void;
}

export interface TileNews {
  arrived(image: FrameImage, tile: Tile, pixels: Uint16Array<ArrayBuffer>): void;
  failed(image: FrameImage, tile: Tile, message: string): void;
}

/** A browser has six lines to a server; others need some of them. */
const AT_ONCE = 4;

export function tileLoader(news: TileNews): TileLoader {
  const worker = new Worker(new URL('./tileWorker.ts', import.meta.url), { type: 'module' });
  const underWay = new Map<string, { image: FrameImage; tile: Tile }>();
  let waiting: { image: FrameImage; tile: Tile }[] = [];
  const post = (asked: TileAsked) => worker.postMessage(asked);
  const nameOf = (image: FrameImage, tile: Tile) => `${image.id} ${tileKey(tile)}`;

  const begin = (): void => {
    while (underWay.size < AT_ONCE) {
      const next = waiting.shift();
      if (!next) return;
      const { image, tile } = next;
      const key = nameOf(image, tile);
      underWay.set(key, next);
      const { texels } = extentOf(image, tile);
      const url = `/api/v1/frames/${encodeURIComponent(image.id)}/tiles/${tileKey(tile)}`;
      post({ key, url, samples: texels.width * texels.height * planesOf(image, tile.level) });
    }
  };
  worker.onmessage = ({ data }: MessageEvent<TileAnswer>) => {
    const asked = underWay.get(data.key);
    // Given up meanwhile.
    if (!asked) return;
    underWay.delete(data.key);
    if ('pixels' in data) news.arrived(asked.image, asked.tile, data.pixels);
    else news.failed(asked.image, asked.tile, data.failed);
    begin();
  };
  return {
    want(image, tiles) {
      const names = new Set(tiles.map((tile) => nameOf(image, tile)));
      for (const key of underWay.keys()) {
        if (names.has(key)) continue;
        underWay.delete(key);
        post({ cancel: key });
      }
      waiting = tiles.filter((tile) => !underWay.has(nameOf(image, tile))).map((tile) => ({ image, tile }));
      begin();
    },
    dispose: () => worker.terminate(),
  };
}
