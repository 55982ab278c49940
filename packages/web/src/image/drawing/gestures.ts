interface Point {
  x: number;
  y: number;
}

/** What a hand does on a canvas, in device pixels from its corner. */
export interface Gestures {
  pan(dx: number, dy: number): void;
  zoom(factor: number, at: Point): void;
  /** Where a mouse or a single finger is; null when it has left. The place of a tap stays when the finger is lifted. */
  hover(at: Point | null): void;
  double(at: Point): void;
  /** Where the pointer is while it is down together with Alt or Meta, or a finger that was held still; null when it is let go of. */
  cross(at: Point | null): void;
  /** Down and up again in one place. */
  tap(at: Point): void;
}

/** CSS pixels that a hand moves when it means to stay. */
const UNSTEADY = 5;

/** So long a finger is held still that wants a cross. */
const HELD_MS = 500;

/** Drag, wheel, trackpad pinch and two fingers. Returns what ends it. */
export function followGestures(canvas: HTMLCanvasElement, gestures: Gestures): () => void {
  const down = new Map<number, Point>();
  /** Where the only finger went down, while it has not moved. */
  let began: Point | null = null;
  let crossing = false;
  /** What went down last had the cross, and is no half of a double tap. */
  let crossed = false;
  /** The finger has left, and what it tapped is what it wants to know of. */
  let tapped = false;
  let held: ReturnType<typeof setTimeout> | undefined;
  const ending = new AbortController();
  const { signal } = ending;

  const point = (event: MouseEvent): Point => {
    const box = canvas.getBoundingClientRect();
    const dpr = canvas.width / Math.max(box.width, 1);
    return { x: (event.clientX - box.left) * dpr, y: (event.clientY - box.top) * dpr };
  };

  canvas.addEventListener(
    'pointerdown',
    (event) => {
      if (event.button !== 0 && event.button !== 1) return;
      canvas.setPointerCapture(event.pointerId);
      crossed = false;
      if (event.altKey || event.metaKey) {
        crossing = true;
        gestures.cross(point(event));
        return;
      }
      down.set(event.pointerId, point(event));
      tapped = false;
      began = down.size === 1 ? { x: event.clientX, y: event.clientY } : null;
      clearTimeout(held);
      if (down.size !== 1) return;
      gestures.hover(point(event));
      if (event.pointerType === 'touch')
        held = setTimeout(() => {
          if (!began) return;
          began = null;
          crossing = true;
          crossed = true;
          down.clear();
          gestures.cross(point(event));
        }, HELD_MS);
    },
    { signal },
  );
  canvas.addEventListener(
    'pointermove',
    (event) => {
      const at = point(event);
      if (crossing) gestures.cross(at);
      const before = down.get(event.pointerId);
      if (!before) return gestures.hover(at);
      down.set(event.pointerId, at);
      if (began && Math.hypot(event.clientX - began.x, event.clientY - began.y) > UNSTEADY) began = null;
      const other = [...down].find(([id]) => id !== event.pointerId)?.[1];
      if (down.size === 2 && other) {
        const middle = { x: (at.x + other.x) / 2, y: (at.y + other.y) / 2 };
        gestures.pan((at.x - before.x) / 2, (at.y - before.y) / 2);
        const apart = Math.hypot(before.x - other.x, before.y - other.y);
        if (apart > 0) gestures.zoom(Math.hypot(at.x - other.x, at.y - other.y) / apart, middle);
      } else if (down.size === 1) {
        gestures.pan(at.x - before.x, at.y - before.y);
        gestures.hover(at);
      }
    },
    { signal },
  );
  const up = (event: PointerEvent): void => {
    if (crossing) gestures.cross(null);
    crossing = false;
    clearTimeout(held);
    held = undefined;
    down.delete(event.pointerId);
  };
  canvas.addEventListener(
    'pointerup',
    (event) => {
      up(event);
      if (began) {
        tapped = event.pointerType === 'touch';
        gestures.tap(point(event));
      }
      began = null;
    },
    { signal },
  );
  canvas.addEventListener('pointercancel', up, { signal });
  canvas.addEventListener('pointerleave', () => !tapped && gestures.hover(null), { signal });
  canvas.addEventListener('dblclick', (event) => !crossed && gestures.double(point(event)), { signal });
  canvas.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 30 : 1;
      // A trackpad's pinch comes as a wheel with ctrl and small steps.
      const speed = event.ctrlKey ? 0.01 : 0.0022;
      gestures.zoom(Math.exp(-event.deltaY * lines * speed), point(event));
    },
    { signal, passive: false },
  );
  // Held still it is no question for a menu.
  canvas.addEventListener('contextmenu', (event) => held !== undefined && event.preventDefault(), { signal });
  return () => {
    clearTimeout(held);
    ending.abort();
  };
}
