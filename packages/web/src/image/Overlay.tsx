import { type Ref, useImperativeHandle, useRef } from 'react';
import { useRemembered } from '../remembered.ts';
import type { FrameImage } from './frameWorker.ts';
import { crosshair } from './imageLook.ts';
import type { Size, Viewport } from './viewport.ts';

export interface OverlayHandle {
  move(view: Viewport, screen: Size, dpr: number): void;
}

/** What is drawn over the image, in image pixels; it follows zoom and pan without passing through React. */
export function Overlay({ image, ref }: { image: FrameImage | null; ref: Ref<OverlayHandle> }) {
  const group = useRef<SVGGElement>(null);
  const last = useRef('');
  const cross = useRemembered(crosshair);
  useImperativeHandle(ref, () => ({
    move(view, screen, dpr) {
      const scale = view.scale / dpr;
      const x = screen.width / 2 / dpr - view.x * scale;
      const y = screen.height / 2 / dpr - view.y * scale;
      last.current = `matrix(${scale} 0 0 ${scale} ${x} ${y})`;
      group.current?.setAttribute('transform', last.current);
    },
  }));
  if (!image || !cross) return null;
  const [x, y] = [image.width / 2, image.height / 2];
  const radius = Math.min(image.width, image.height) / 20;
  return (
    <svg className="pointer-events-none absolute inset-0 size-full text-accent" aria-hidden="true">
      <g ref={group} transform={last.current} stroke="currentColor" strokeWidth="1" fill="none">
        <g vectorEffect="non-scaling-stroke" opacity="0.8">
          <path vectorEffect="non-scaling-stroke" d={`M0 ${y}H${x - radius}M${x + radius} ${y}H${image.width}`} />
          <path vectorEffect="non-scaling-stroke" d={`M${x} 0V${y - radius}M${x} ${y + radius}V${image.height}`} />
          <circle vectorEffect="non-scaling-stroke" cx={x} cy={y} r={radius} />
        </g>
      </g>
    </svg>
  );
}
