import { useSyncExternalStore } from 'react';
import type { FrameImage } from '../frameImage.ts';
import { type Size, stepsOf, toImage, toScreen, type Viewport } from './viewport.ts';

/**
 * Where the image lies on the screen now, for what is drawn over it or taken hold of on it. Image points are
 * continuous, in pixels of the frame: pixel (0, 0) reaches from 0 to 1. CSS pixels count from the corner of the view.
 */
export interface ImagePlane {
  /** The image, whose size is in its own pixels; null while there is none. */
  image(): FrameImage | null;
  /** The image point under a point of the page, as a pointer event tells it (clientX, clientY). */
  fromPage(at: { x: number; y: number }): { x: number; y: number };
  /** Where an image point is, in CSS pixels from the corner of the view. */
  toView(at: { x: number; y: number }): { x: number; y: number };
  /** The same for a whole drawing in image pixels: `transform` of an SVG group that fills the view. */
  transform(): string;
  /** CSS pixels per image pixel. */
  scale(): number;
  /** Calls `listener` after each move of the image; the answer ends it. */
  subscribe(listener: () => void): () => void;
}

/** The plane, and how the screen tells it where the image lies. */
export interface MovingPlane extends ImagePlane {
  move(image: FrameImage, view: Viewport, screen: Size, dpr: number): void;
}

export function imagePlane(corner: () => { x: number; y: number }): MovingPlane {
  const listeners = new Set<() => void>();
  let image: FrameImage | null = null;
  let view: Viewport = { scale: 1, x: 0, y: 0 };
  let screen: Size = { width: 1, height: 1 };
  let dpr = 1;
  return {
    image: () => image,
    fromPage(at) {
      const { x, y } = corner();
      return toImage(view, screen, { x: (at.x - x) * dpr, y: (at.y - y) * dpr });
    },
    toView(at) {
      const { x, y } = toScreen(view, screen, at);
      return { x: x / dpr, y: y / dpr };
    },
    transform() {
      const [sx, sy] = stepsOf(view);
      const { x, y } = toScreen(view, screen, { x: 0, y: 0 });
      return `matrix(${sx / dpr} 0 0 ${sy / dpr} ${x / dpr} ${y / dpr})`;
    },
    scale: () => view.scale / dpr,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    move(nextImage, nextView, nextScreen, nextDpr) {
      [image, view, screen, dpr] = [nextImage, nextView, nextScreen, nextDpr];
      for (const listener of listeners) listener();
    },
  };
}

/** The transform of the plane, afresh whenever the image moves. */
export function usePlaneTransform(plane: ImagePlane): string {
  return useSyncExternalStore(plane.subscribe, plane.transform);
}
