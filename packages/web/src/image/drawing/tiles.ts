import { levelSize, type Tile, tileKey } from '../frameImage.ts';
import { type Size, toImage, type Viewport } from './viewport.ts';

/** The level to draw from at `zoom` screen pixels per image pixel: the smallest that is not coarser than the screen. */
export function levelFor(zoom: number, levels: number): number {
  return Math.min(Math.max(Math.floor(Math.log2(1 / zoom) + 1e-6), 0), levels - 1);
}

/** The tiles of a level that a view shows, those nearest to its middle first. */
export function tilesInView(image: Size & { tile: number }, view: Viewport, screen: Size, level: number): Tile[] {
  const corners = [
    { x: 0, y: 0 },
    { x: screen.width, y: screen.height },
  ].map((at) => toImage(view, screen, at));
  const side = image.tile * 2 ** level;
  const { width, height } = levelSize(image, level);
  const [columns, rows] = [Math.ceil(width / image.tile), Math.ceil(height / image.tile)];
  const range = (ends: number[], count: number): [number, number] => [
    Math.max(0, Math.floor(Math.min(...ends) / side)),
    Math.min(count - 1, Math.ceil(Math.max(...ends) / side) - 1),
  ];
  const [left, right] = range(
    corners.map(({ x }) => x),
    columns,
  );
  const [top, bottom] = range(
    corners.map(({ y }) => y),
    rows,
  );
  const found: Tile[] = [];
  for (let row = top; row <= bottom; row++)
    for (let column = left; column <= right; column++) found.push({ level, column, row });
  const away = ({ column, row }: Tile) => Math.hypot((column + 0.5) * side - view.x, (row + 0.5) * side - view.y);
  return found.sort((a, b) => away(a) - away(b));
}

/** The tile of level 0 that holds an image point; undefined outside. */
export function tileAt(image: Size & { tile: number }, { x, y }: { x: number; y: number }): Tile | undefined {
  if (!(x >= 0 && y >= 0 && x < image.width && y < image.height)) return undefined;
  return { level: 0, column: Math.floor(x / image.tile), row: Math.floor(y / image.tile) };
}

/**
 * What is drawn in place of the tiles of a view that are not here: the finest coarser ones that are, coarse ones first,
 * and the preview where there is none.
 */
export function standIns(
  image: { levels: number },
  wanted: readonly Tile[],
  has: (tile: Tile) => boolean,
): { tiles: Tile[]; preview: boolean } {
  const found = new Map<string, Tile>();
  let preview = false;
  for (const tile of wanted) {
    let { level, column, row } = tile;
    while (level < image.levels && !has({ level, column, row })) {
      level++;
      column >>= 1;
      row >>= 1;
    }
    if (level >= image.levels) preview = true;
    else if (level > tile.level) found.set(tileKey({ level, column, row }), { level, column, row });
  }
  return { tiles: [...found.values()].sort((a, b) => b.level - a.level), preview };
}
