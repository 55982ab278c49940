/**
 * Which part of an image is on the screen: `scale` screen pixels per image pixel, and the image point in the middle.
 * Image points are continuous: pixel (0, 0) reaches from 0 to 1. Screen pixels are the device's.
 */
export interface Viewport {
  scale: number;
  x: number;
  y: number;
}

export interface Size {
  width: number;
  height: number;
}

const CLOSEST = 32;

/** The whole image, as large as it fits. */
export function fitView(image: Size, screen: Size): Viewport {
  const scale = Math.min(screen.width / image.width, screen.height / image.height);
  return { scale: scale > 0 ? scale : 1, x: image.width / 2, y: image.height / 2 };
}

/** The image point under a screen point. */
export function toImage(view: Viewport, screen: Size, at: { x: number; y: number }): { x: number; y: number } {
  return {
    x: view.x + (at.x - screen.width / 2) / view.scale,
    y: view.y + (at.y - screen.height / 2) / view.scale,
  };
}

/** Closer (`factor` > 1) or wider, with the image point under `at` staying where it is. */
export function zoom(
  view: Viewport,
  image: Size,
  screen: Size,
  factor: number,
  at = { x: screen.width / 2, y: screen.height / 2 },
): Viewport {
  const widest = Math.min(fitView(image, screen).scale, 1) / 2;
  const scale = Math.min(Math.max(view.scale * factor, widest), CLOSEST);
  const fixed = toImage(view, screen, at);
  return inside(
    {
      scale,
      x: fixed.x - (at.x - screen.width / 2) / scale,
      y: fixed.y - (at.y - screen.height / 2) / scale,
    },
    image,
  );
}

/** Moved by screen pixels; the middle of the screen never leaves the image. */
export function pan(view: Viewport, image: Size, dx: number, dy: number): Viewport {
  return inside({ ...view, x: view.x - dx / view.scale, y: view.y - dy / view.scale }, image);
}

function inside(view: Viewport, image: Size): Viewport {
  return {
    scale: view.scale,
    x: Math.min(Math.max(view.x, 0), image.width),
    y: Math.min(Math.max(view.y, 0), image.height),
  };
}
