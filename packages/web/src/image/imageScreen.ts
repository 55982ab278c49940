import { glow, night } from '../shell/night.ts';
import type { FrameImage } from './frameWorker.ts';
import { followGestures } from './gestures.ts';
import { inverted, stretchesFor, subscribeLook } from './imageLook.ts';
import { createRenderer, type Renderer } from './renderer.ts';
import { fitView, pan, type Size, toImage, type Viewport, zoom } from './viewport.ts';

/** What lies under the pointer: pixel position from 0, and the value of each plane. */
export interface ReadOut {
  x: number;
  y: number;
  values: number[];
}

/** An image on a canvas that can be zoomed and moved. Outside of React: nothing of a gesture passes through it. */
export interface ImageScreen {
  show(image: FrameImage): Promise<void>;
  fit(): void;
  oneToOne(): void;
  zoomBy(factor: number): void;
  dispose(): void;
}

export interface ImageScreenEvents {
  /** After each drawing: what is drawn over the image moves along. `dpr` device pixels are one CSS pixel. */
  drawn(image: Size, view: Viewport, screen: Size, dpr: number, fitted: boolean): void;
  pointed(readOut: ReadOut | null): void;
}

/** @throws Error when the browser has no WebGL2 */
export function createImageScreen(canvas: HTMLCanvasElement, events: ImageScreenEvents): ImageScreen {
  let renderer: Renderer = createRenderer(canvas);
  let image: FrameImage | null = null;
  let view: Viewport = { scale: 1, x: 0, y: 0 };
  let fitted = true;
  let dpr = devicePixelRatio;
  let due = 0;

  const draw = (): void => {
    due = 0;
    if (!image) return;
    if (fitted) view = fitView(image, canvas);
    const look = { stretches: stretchesFor(image), invert: inverted.get(), night: night.get() ? glow.get() : 0 };
    renderer.draw(view, look);
    events.drawn(image, view, canvas, dpr, fitted);
  };
  const redraw = (): void => {
    due ||= requestAnimationFrame(draw);
  };
  const move = (next: Viewport): void => {
    view = next;
    fitted = false;
    redraw();
  };
  const zoomAt = (factor: number, at?: { x: number; y: number }): void => {
    if (image) move(zoom(view, image, canvas, factor, at));
  };

  const readOut = (at: { x: number; y: number } | null): ReadOut | null => {
    if (!image || !at) return null;
    const point = toImage(view, canvas, at);
    const [x, y] = [Math.floor(point.x), Math.floor(point.y)];
    const { width, height, planes, pixels, zero, scale } = image;
    if (x < 0 || y < 0 || x >= width || y >= height) return null;
    const values = Array.from(
      { length: planes },
      (_, plane) => zero + scale * (pixels[(plane * height + y) * width + x] ?? 0),
    );
    return { x, y, values };
  };

  const endGestures = followGestures(canvas, {
    pan: (dx, dy) => {
      if (image) move(pan(view, image, dx, dy));
    },
    zoom: zoomAt,
    hover: (at) => events.pointed(readOut(at)),
    double: (at) => {
      if (!image) return;
      if (!fitted) {
        fitted = true;
        redraw();
      } else zoomAt(1 / view.scale, at);
    },
  });

  const resized = new ResizeObserver(([entry]) => {
    const box = entry?.devicePixelContentBoxSize?.[0];
    dpr = devicePixelRatio;
    canvas.width = box?.inlineSize ?? Math.round(canvas.clientWidth * dpr);
    canvas.height = box?.blockSize ?? Math.round(canvas.clientHeight * dpr);
    cancelAnimationFrame(due);
    draw();
  });
  resized.observe(canvas);

  // A graphics processor that was reset has forgotten everything: begin again with what is still in memory.
  const lost = (event: Event): void => event.preventDefault();
  const restored = (): void => {
    renderer = createRenderer(canvas);
    if (image) void renderer.upload(image).then(redraw);
  };
  canvas.addEventListener('webglcontextlost', lost);
  canvas.addEventListener('webglcontextrestored', restored);
  const ends = [subscribeLook(redraw), night.subscribe(redraw), glow.subscribe(redraw), endGestures];

  return {
    async show(next) {
      await renderer.upload(next);
      // The same part of the sky stays in view when the binning changes.
      if (image && image.width !== next.width) {
        const ratio = next.width / image.width;
        view = { scale: view.scale / ratio, x: view.x * ratio, y: view.y * ratio };
      }
      image = next;
      cancelAnimationFrame(due);
      draw();
    },
    fit() {
      fitted = true;
      redraw();
    },
    oneToOne: () => zoomAt(1 / view.scale),
    zoomBy: (factor) => zoomAt(factor),
    dispose() {
      cancelAnimationFrame(due);
      resized.disconnect();
      canvas.removeEventListener('webglcontextlost', lost);
      canvas.removeEventListener('webglcontextrestored', restored);
      for (const end of ends) end();
      renderer.dispose();
    },
  };
}
