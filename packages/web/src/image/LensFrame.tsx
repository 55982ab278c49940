import { type Ref, useImperativeHandle, useRef } from 'react';
import type { Pane } from './renderer.ts';

export interface LensFrameHandle {
  tell(pane: Pane | null, dpr: number): void;
}

/** The edge and the middle of the magnifier; what is in it is drawn with the image. */
export function LensFrame({ ref }: { ref: Ref<LensFrameHandle> }) {
  const box = useRef<HTMLDivElement>(null);
  useImperativeHandle(ref, () => ({
    tell(pane, dpr) {
      if (!box.current) return;
      box.current.hidden = !pane;
      if (!pane) return;
      const { style } = box.current;
      style.translate = `${pane.x / dpr}px ${pane.y / dpr}px`;
      style.width = `${pane.width / dpr}px`;
      style.height = `${pane.height / dpr}px`;
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
