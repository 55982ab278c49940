import type { Area } from '../measuring/tools.ts';
import type { Pane } from './renderer.ts';
import type { Size, Viewport } from './viewport.ts';

const GAP = 4;

/** Nine parts of the image in three rows, each as large as it fits into its pane; in pixels of the canvas. */
export function mosaicPanes(
  parts: readonly Area[],
  screen: Size,
  mirrors: Pick<Viewport, 'mirrorX' | 'mirrorY'>,
): { pane: Pane; view: Viewport }[] {
  const columns = Math.max(1, Math.round(Math.sqrt(parts.length)));
  const rows = Math.ceil(parts.length / columns);
  const width = Math.max(1, Math.floor((screen.width - GAP * (columns - 1)) / columns));
  const height = Math.max(1, Math.floor((screen.height - GAP * (rows - 1)) / rows));
  return parts.map((part, i) => {
    // In a mirror the corners change places too.
    const [column, row] = [i % columns, Math.floor(i / columns)];
    const [across, down] = [mirrors.mirrorX ? columns - 1 - column : column, mirrors.mirrorY ? rows - 1 - row : row];
    return {
      pane: { x: across * (width + GAP), y: down * (height + GAP), width, height },
      view: {
        scale: Math.max(width / part.width, height / part.height),
        x: part.x + part.width / 2,
        y: part.y + part.height / 2,
        mirrorX: mirrors.mirrorX ?? false,
        mirrorY: mirrors.mirrorY ?? false,
      },
    };
  });
}
