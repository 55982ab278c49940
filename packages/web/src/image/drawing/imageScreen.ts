import { glow, night } from '../../shell/night.ts';
import type { FrameImage, Tile } from '../frameImage.ts';
import {
  asPreviewed,
  clipHigh,
  clipLow,
  clippingMarks,
  curveNow,
  debayering,
  gamma,
  inverted,
  magnifier,
  mirrorX,
  mirrorY,
  stretchesFor,
  subscribeLook,
} from '../imageLook.ts';
import type { Area } from '../measuring/tools.ts';
import { referenceLayer, subscribeReference } from '../reference.ts';
import { followGestures } from './gestures.ts';
import { type Lens, lensPane, lensView } from './lens.ts';
import { mosaicPanes } from './mosaic.ts';
import { type Picture, picture } from './picture.ts';
import { createRenderer, type Look, type Pane, type Renderer } from './renderer.ts';
import { tileLoader } from './tileLoader.ts';
import { levelFor, standIns, tileAt, tilesInView } from './tiles.ts';
import { fitView, pan, type Size, toImage, type Viewport, zoom } from './viewport.ts';

/** What lies under the pointer: pixel position from 0, and the value of each plane. */
export interface ReadOut {
  x: number;
  y: number;
  /** Empty while nothing of that place is here. */
  values: number[];
  /** False while the values are the mean of several pixels: the pixel itself is on its way. */
  exact: boolean;
}

/** An image on a canvas that can be zoomed and moved. Outside of React: nothing of a gesture passes through it. */
export interface ImageScreen {
  show(image: FrameImage): void;
  /** Asks again for what of the view is not here. */
  askAgain(): void;
  fit(): void;
  /** Screen pixels per image pixel. */
  zoomTo(scale: number): void;
  zoomBy(factor: number): void;
  /** Moves the view by shares of its size. */
  panBy(right: number, down: number): void;
  /** Shows parts of the image beside each other, row by row, in place of the whole; null shows the image again. */
  mosaic(parts: readonly Area[] | null): void;
  dispose(): void;
}

export interface ImageScreenEvents {
  /** After each drawing: what is drawn over the image moves along. `dpr` device pixels are one CSS pixel. */
  drawn(image: FrameImage, view: Viewport, screen: Size, dpr: number, fitted: boolean, lens: Pane | null): void;
  pointed(readOut: ReadOut | null): void;
  /** Where a large cross is wanted, CSS pixels of the view; null takes it away. */
  crossed(at: { x: number; y: number } | null): void;
  /** An image point that was tapped, and how many pixels of the image lie under the finger to each side. */
  tapped(at: { x: number; y: number }, reach: number): void;
  /** How many tiles of the view are here: all of them when it is as sharp as the screen. */
  sharp(image: FrameImage, here: number, wanted: number): void;
  failed(message: string): void;
}

/** Stored values kept for what may be looked at again; a phone has little memory. */
const KEPT_BYTES = matchMedia('(max-width: 767px)').matches ? 48 << 20 : 192 << 20;
/** Half of the CSS pixels that a thumb covers (44), or a mouse that is not aimed with care. */
const FINGER = matchMedia('(pointer: coarse)').matches ? 22 : 10;
/** A view that is being moved asks for its tiles when it has stood still for so long. */
const STILL_MS = 70;
/** A pointer that rests asks for the pixels beneath it. */
const REST_MS = 120;
/** So long a new image may take to become sharp before its preview replaces a sharper old one. */
const PATIENCE_MS = 1000;

/** @throws Error when the browser has no WebGL2 */
export function createImageScreen(canvas: HTMLCanvasElement, events: ImageScreenEvents): ImageScreen {
  let renderer: Renderer = createRenderer(canvas);
  let current: Picture | null = null;
  /** The image that takes its place when it can be seen as well. */
  let next: Picture | null = null;
  let view: Viewport = { scale: 1, x: 0, y: 0 };
  let fitted = true;
  const laid = referenceLayer();
  let dpr = devicePixelRatio;
  let due = 0;
  let parts: readonly Area[] | null = null;
  let pointer: { x: number; y: number } | null = null;
  let resting = false;
  let still: ReturnType<typeof setTimeout> | undefined;
  let rest: ReturnType<typeof setTimeout> | undefined;
  let patience: ReturnType<typeof setTimeout> | undefined;

  const viewOf = ({ image }: Picture): Viewport => {
    const mirrors = { mirrorX: mirrorX.get(), mirrorY: mirrorY.get() };
    if (fitted) return { ...fitView(image, canvas), ...mirrors };
    // The same part of the sky stays in view when the binning changes.
    const ratio = current ? image.width / current.image.width : 1;
    return { scale: view.scale / ratio, x: view.x * ratio, y: view.y * ratio, ...mirrors };
  };
  const lens = (): Lens | null => {
    const where = magnifier.get();
    if (where === 'off' || !pointer || !current) return null;
    return { pane: lensPane(where, pointer, canvas, dpr), view: lensView(view, canvas, pointer, dpr) };
  };
  /** The tiles that a picture needs now: to be drawn, and to be read under the pointer. */
  const needs = (shown: Picture): { view: Tile[]; all: Tile[] } => {
    const { image } = shown;
    const seen = viewOf(shown);
    const coarsest = tilesInView(image, seen, canvas, image.levels - 1);
    const inView = tilesInView(image, seen, canvas, levelFor(seen.scale, image.levels));
    if (parts) {
      const all = mosaicPanes(parts, canvas, seen).flatMap(({ pane, view: at }) =>
        tilesInView(image, at, pane, levelFor(at.scale, image.levels)),
      );
      return { view: all, all: [...coarsest, ...all] };
    }
    const magnified = lens();
    const inLens = magnified ? tilesInView(image, magnified.view, magnified.pane, 0) : [];
    const under = resting && pointer ? tileAt(image, toImage(seen, canvas, pointer)) : undefined;
    return { view: inView, all: [...coarsest, ...inView, ...inLens, ...(under ? [under] : [])] };
  };
  const bring = (): void => {
    still = undefined;
    const wanting = next ?? current;
    if (!wanting) return;
    const { all, view: inView } = needs(wanting);
    const keys = new Set<string>();
    const missing = all.filter((tile) => {
      const key = `${tile.level}/${tile.column}/${tile.row}`;
      if (keys.has(key) || wanting.has(tile)) return false;
      keys.add(key);
      return true;
    });
    loader.want(wanting.image, missing);
    const here = inView.filter((tile) => wanting.has(tile)).length;
    if (here === inView.length && wanting === next) replace();
    else if (wanting === current) events.sharp(wanting.image, here, inView.length);
  };
  const replace = (): void => {
    clearTimeout(patience);
    if (!next) return;
    if (current && !fitted) view = viewOf(next);
    const old = current;
    current = next;
    next = null;
    old?.dispose();
    cancelAnimationFrame(due);
    draw();
    bring();
  };
  const loader = tileLoader({
    arrived(image, tile, pixels) {
      const shown = [current, next].find((each) => each?.image === image);
      if (!shown) return;
      shown.put(tile, pixels);
      shown.trim(KEPT_BYTES, needs(shown).all);
      redraw();
      // What is on its way already stays so; this counts what is here.
      still ??= setTimeout(bring, 0);
      if (pointer) events.pointed(readOut(pointer));
    },
    failed: (image, _, message) => {
      if (image === (next ?? current)?.image) events.failed(message);
    },
  });

  const look = (image: FrameImage): Look => {
    const stored = (value: number) => (value - image.zero) / image.scale;
    const high = clipHigh.get();
    return {
      stretches: stretchesFor(image),
      mosaic: image.bayer === null ? null : { red: image.bayer.indexOf('R'), method: debayering.get() },
      curve: curveNow(),
      gamma: gamma.get(),
      invert: inverted.get(),
      clip: clippingMarks.get()
        ? { low: stored(clipLow.get()), high: high === null ? image.range : stored(high) }
        : null,
      night: night.get() ? glow.get() : 0,
    };
  };
  /** What has not come yet is seen through the finest that has, down to the preview. */
  const drawImage = (shown: Picture, at: Viewport, pane: Size, how: Look): void => {
    const { image } = shown;
    const wanted = tilesInView(image, at, pane, levelFor(at.scale, image.levels));
    const stand = standIns(image, wanted, shown.has);
    if (stand.preview) renderer.drawPicture(shown.preview(), at, how);
    renderer.drawTiles(shown.drawn(stand.tiles), at, how);
    renderer.drawTiles(shown.drawn(wanted), at, how);
  };
  const draw = (): void => {
    due = 0;
    if (!current) return;
    try {
      paint(current);
    } catch (error) {
      // A shader is compiled when it is first drawn with.
      events.failed(error instanceof Error ? error.message : String(error));
    }
  };
  const paint = (current: Picture): void => {
    view = viewOf(current);
    const how = look(current.image);
    renderer.begin(how.night);
    if (parts) {
      for (const { pane, view: at } of mosaicPanes(parts, canvas, view)) {
        renderer.begin(how.night, pane);
        drawImage(current, at, pane, how);
      }
      events.drawn(current.image, view, canvas, dpr, fitted, null);
      return;
    }
    drawImage(current, view, canvas, how);
    laid.draw(renderer, current.image, view, how);
    const magnified = lens();
    if (magnified) {
      renderer.begin(how.night, magnified.pane);
      drawImage(current, magnified.view, magnified.pane, how);
    }
    events.drawn(current.image, view, canvas, dpr, fitted, magnified?.pane ?? null);
  };
  const redraw = (): void => {
    due ||= requestAnimationFrame(draw);
  };
  const changed = (): void => {
    redraw();
    clearTimeout(still);
    still = setTimeout(bring, STILL_MS);
  };
  const move = (to: Viewport): void => {
    view = to;
    fitted = false;
    changed();
  };
  const zoomAt = (factor: number, at?: { x: number; y: number }): void => {
    if (current) move(zoom(view, current.image, canvas, factor, at));
  };

  const readOut = (at: { x: number; y: number } | null): ReadOut | null => {
    if (!current || !at || parts) return null;
    const point = toImage(view, canvas, at);
    const [x, y] = [Math.floor(point.x), Math.floor(point.y)];
    const { width, height, zero, scale } = current.image;
    if (x < 0 || y < 0 || x >= width || y >= height) return null;
    const found = current.valuesAt(x, y);
    return { x, y, values: found?.values.map((stored) => zero + scale * stored) ?? [], exact: found?.exact ?? false };
  };
  const point = (at: { x: number; y: number } | null): void => {
    pointer = at;
    resting = false;
    clearTimeout(rest);
    if (at)
      rest = setTimeout(() => {
        resting = true;
        bring();
      }, REST_MS);
    if (magnifier.get() !== 'off') changed();
    events.pointed(readOut(at));
  };

  const endGestures = followGestures(canvas, {
    pan: (dx, dy) => {
      if (current) move(pan(view, current.image, dx, dy));
    },
    zoom: zoomAt,
    hover: point,
    cross: (at) => events.crossed(at && { x: at.x / dpr, y: at.y / dpr }),
    double: (at) => {
      if (!current) return;
      if (!fitted) {
        fitted = true;
        changed();
      } else zoomAt(1 / view.scale, at);
    },
    tap: (at) => {
      if (current) events.tapped(toImage(view, canvas, at), (FINGER * dpr) / view.scale);
    },
  });

  const resized = new ResizeObserver(([entry]) => {
    const box = entry?.devicePixelContentBoxSize?.[0];
    dpr = devicePixelRatio;
    canvas.width = box?.inlineSize ?? Math.round(canvas.clientWidth * dpr);
    canvas.height = box?.blockSize ?? Math.round(canvas.clientHeight * dpr);
    cancelAnimationFrame(due);
    draw();
    changed();
  });
  resized.observe(canvas);

  // A graphics processor that was reset has forgotten everything: begin again with what is still in memory.
  const lost = (event: Event): void => event.preventDefault();
  const restored = (): void => {
    renderer = createRenderer(canvas);
    for (const each of [current, next]) each?.restore(renderer);
    laid.forget();
    redraw();
  };
  canvas.addEventListener('webglcontextlost', lost);
  canvas.addEventListener('webglcontextrestored', restored);
  const ends = [
    subscribeLook(changed),
    subscribeReference(redraw),
    night.subscribe(redraw),
    glow.subscribe(redraw),
    endGestures,
  ];

  return {
    show(image) {
      if (current?.image.id === image.id || next?.image.id === image.id) return;
      next?.dispose();
      next = picture(image, renderer);
      clearTimeout(patience);
      const seen = viewOf(next);
      const coarse = (seen.scale * image.width) / image.preview.width;
      // The preview is as good as the screen and looks the same, or there is nothing better: no reason to wait.
      if (!current || (coarse < 1.5 && asPreviewed())) return replace();
      patience = setTimeout(replace, PATIENCE_MS);
      bring();
    },
    askAgain: bring,
    fit() {
      fitted = true;
      changed();
    },
    zoomTo: (scale) => zoomAt(scale / view.scale),
    zoomBy: (factor) => zoomAt(factor),
    panBy(right, down) {
      if (current) move(pan(view, current.image, -right * canvas.width, -down * canvas.height));
    },
    mosaic(next) {
      parts = next;
      changed();
    },
    dispose() {
      cancelAnimationFrame(due);
      for (const timer of [still, rest, patience]) clearTimeout(timer);
      resized.disconnect();
      canvas.removeEventListener('webglcontextlost', lost);
      canvas.removeEventListener('webglcontextrestored', restored);
      for (const end of ends) end();
      loader.dispose();
      current?.dispose();
      next?.dispose();
    },
  };
}
