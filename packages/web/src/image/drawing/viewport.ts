/**
 * Which part of an image is on the screen: `scale` screen pixels per image pixel, and the image point in the middle.
 * Image points are continuous: pixel (0, 0) reaches from 0 to 1. Screen pixels are the device's.
 */
export interface Viewport {
  scale: number;
  x: number;
  y: number;
  /** Left and right changed over, as in a mirror. */
  mirrorX?: boolean;
  /** Top and bottom changed over. */
  mirrorY?: boolean;
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
  const [sx, sy] = stepsOf(view);
  return { x: view.x + (at.x - screen.width / 2) / sx, y: view.y + (at.y - screen.height / 2) / sy };
}

/** The screen point of an image point. */
export function toScreen(view: Viewport, screen: Size, at: { x: number; y: number }): { x: number; y: number } {
  const [sx, sy] = stepsOf(view);
  return { x: screen.width / 2 + (at.x - view.x) * sx, y: screen.height / 2 + (at.y - view.y) * sy };
}

/** Screen pixels to the right and down for one image pixel of x and of y. */
export function stepsOf({ scale, mirrorX, mirrorY }: Viewport): [number, number] {
  return [mirrorX ? -scale : scale, mirrorY ? -scale : scale];
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
  const [sx, sy] = stepsOf({ ...view, scale });
  return inside(
    { ...view, scale, x: fixed.x - (at.x - screen.width / 2) / sx, y: fixed.y - (at.y - screen.height / 2) / sy },
    image,
  );
}

/** Moved by screen pixels; the middle of the screen never leaves the image. */
export function pan(view: Viewport, image: Size, dx: number, dy: number): Viewport {
  const [sx, sy] = stepsOf(view);
  return inside({ ...view, x: view.x - dx / sx, y: view.y - dy / sy }, image);
}

function inside(view: Viewport, image: Size): Viewport {
  return {
    ...view,
    x: Math.min(Math.max(view.x, 0), image.width),
    y: Math.min(Math.max(view.y, 0), image.height),
  };
}
