import { type Ref, useImperativeHandle, useRef } from 'react';
import { numberText } from '../parts/quantities.ts';
import type { ReadOut } from './imageScreen.ts';

export interface PixelReadOutHandle {
  tell(readOut: ReadOut | null): void;
}

/** Position and value under the pointer, written straight into the page: it changes with every move of the mouse. */
export function PixelReadOut({ colour, ref }: { colour: boolean; ref: Ref<PixelReadOutHandle> }) {
  const box = useRef<HTMLDivElement>(null);
  const x = useRef<HTMLSpanElement>(null);
  const y = useRef<HTMLSpanElement>(null);
  const value = useRef<HTMLSpanElement>(null);
  useImperativeHandle(ref, () => ({
    tell(at) {
      if (!box.current || !x.current || !y.current || !value.current) return;
      box.current.hidden = !at;
      if (!at) return;
      x.current.textContent = String(at.x);
      y.current.textContent = String(at.y);
      const digits = at.values.every(Number.isInteger) ? 0 : 4;
      value.current.textContent = at.values.map((v) => numberText(v, digits)).join(colour ? ' / ' : '');
    },
  }));
  return (
    <div
      ref={box}
      hidden
      data-testid="pixel"
      className="pointer-events-none absolute bottom-2 left-2 flex gap-3 rounded-control bg-panel/85 px-2.5 py-1"
    >
      <span>
        <span className="text-faint">x </span>
        <span ref={x} className="inline-block min-w-9 text-right" />
      </span>
      <span>
        <span className="text-faint">y </span>
        <span ref={y} className="inline-block min-w-9 text-right" />
      </span>
      <span>
        <span ref={value} className="inline-block min-w-12 text-right" />
        <span className="text-faint"> ADU</span>
      </span>
    </div>
  );
}
