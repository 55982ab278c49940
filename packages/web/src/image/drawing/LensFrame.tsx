import { type Ref, type RefObject, useImperativeHandle, useRef } from 'react';
import type { Pane } from './renderer.ts';

export interface LensFrameHandle {
  tell(pane: Pane | null, dpr: number): void;
}

/**
 * The edge and the middle of the magnifier; what is in it is drawn with the image. `over` holds what is laid over the
 * image: where the magnifier lies it would mark the wrong places, so that it has a hole there.
 */
export function LensFrame({ ref, over }: { ref: Ref<LensFrameHandle>; over: RefObject<HTMLElement | null> }) {
  const box = useRef<HTMLDivElement>(null);
  useImperativeHandle(ref, () => ({
    tell(pane, dpr) {
      if (!box.current) return;
      box.current.hidden = !pane;
      const { style } = box.current;
      const laid = over.current?.style;
      if (!pane) {
        laid?.removeProperty('clip-path');
        return;
      }
      const [x, y, width, height] = [pane.x, pane.y, pane.width, pane.height].map((length) => `${length / dpr}px`);
      style.translate = `${x} ${y}`;
      style.width = `${width}`;
      style.height = `${height}`;
      const [right, bottom] = [`${(pane.x + pane.width) / dpr}px`, `${(pane.y + pane.height) / dpr}px`];
      const hole = `${x} ${y}, ${right} ${y}, ${right} ${bottom}, ${x} ${bottom}, ${x} ${y}`;
      laid?.setProperty('clip-path', `polygon(evenodd, 0 0, 100% 0, 100% 100%, 0 100%, 0 0, ${hole})`);
    },
  }));
  return (
    <div
      ref={box}
      hidden
      data-testid="lens"
      className="pointer-events-none absolute top-0 left-0 border border-accent/70"
    >
      <span className="absolute top-1/2 left-1/2 size-3 -translate-x-1/2 -translate-y-1/2 border border-accent/60" />
    </div>
  );
}
