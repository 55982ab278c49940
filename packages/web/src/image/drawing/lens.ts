import type { Pane } from './renderer.ts';
import { type Size, toImage, type Viewport } from './viewport.ts';

/** A part of the view, magnified. */
export interface Lens {
  readonly pane: Pane;
  readonly view: Viewport;
}

/** CSS pixels: a side of the lens, its distance from the pointer and from the edges. */
const SIDE = 180;
const AWAY = 28;
const MARGIN = 8;

/** Where the lens lies, in pixels of the canvas: beside the pointer, where no hand covers it, or in the lower right corner. */
export function lensPane(
  where: 'pointer' | 'corner',
  pointer: { x: number; y: number },
  screen: Size,
  dpr: number,
): Pane {
  const side = Math.round(Math.min(SIDE * dpr, screen.width / 2, screen.height / 2));
  const [right, bottom] = [screen.width - side - MARGIN * dpr, screen.height - side - MARGIN * dpr];
  if (where === 'corner') return { x: Math.round(right), y: Math.round(bottom), width: side, height: side };
  const above = pointer.y - side - AWAY * dpr;
  const y = above > 0 ? above : pointer.y + AWAY * dpr;
  return {
    x: Math.round(Math.min(Math.max(pointer.x - side / 2, MARGIN * dpr), right)),
    y: Math.round(Math.min(y, bottom)),
    width: side,
    height: side,
  };
}

/** What it shows: the place under the pointer, at three times the zoom of the view and at 2:1 at least. */
export function lensView(view: Viewport, screen: Size, pointer: { x: number; y: number }, dpr: number): Viewport {
  return { ...view, ...toImage(view, screen, pointer), scale: Math.max(2 * dpr, 3 * view.scale) };
}
