import { type Ref, useImperativeHandle, useRef } from 'react';
import { numberText } from '../parts/quantities.ts';
import type { ReadOut } from './drawing/imageScreen.ts';

/** What is known of the place under the pointer beside the pixel itself. */
export interface AlsoThere {
  /** "05h 35m 17.3s  -05° 23′ 28″" when the image is solved. */
  sky: string | null;
  star: { hfd: number; fwhm: number; flux: number; snr: number } | null;
}

export interface PixelReadOutHandle {
  tell(readOut: ReadOut | null, also: AlsoThere): void;
}

/** Position and value under the pointer, written straight into the page: it changes with every move of the mouse. */
export function PixelReadOut({ ref }: { ref: Ref<PixelReadOutHandle> }) {
  const box = useRef<HTMLDivElement>(null);
  const parts = {
    x: useRef<HTMLSpanElement>(null),
    y: useRef<HTMLSpanElement>(null),
    value: useRef<HTMLSpanElement>(null),
    sky: useRef<HTMLSpanElement>(null),
    star: useRef<HTMLSpanElement>(null),
  };
  useImperativeHandle(ref, () => ({
    tell(at, { sky, star }) {
      if (!box.current) return;
      box.current.hidden = !at;
      if (!at) return;
      const write = (part: keyof typeof parts, text: string) => {
        const span = parts[part].current;
        if (span) span.textContent = text;
      };
      write('x', String(at.x));
      write('y', String(at.y));
      const digits = at.values.every(Number.isInteger)
        ? 0
        : at.values.every((one) => Math.abs(one) < 10)
          ? 6
          : at.exact
            ? 4
            : 0;
      const values = at.values.map((value) => numberText(value, digits)).join(' / ');
      // What is the mean of several pixels says so until the pixel itself is here.
      write('value', at.values.length === 0 ? '…' : at.exact ? values : `≈ ${values}`);
      box.current.dataset.exact = String(at.exact);
      write('sky', sky ?? '');
      write(
        'star',
        star
          ? `HFD ${numberText(star.hfd, 2)}  FWHM ${numberText(star.fwhm, 2)}  flux ${numberText(star.flux, star.flux < 100 ? 3 : 0)}  SNR ${numberText(star.snr)}`
          : '',
      );
    },
  }));
  return (
    <div
      ref={box}
      hidden
      data-testid="pixel"
      className="pointer-events-none absolute bottom-2 left-2 flex max-w-[calc(100%-1rem)] flex-wrap gap-x-3 rounded-control bg-panel/85 px-2.5 py-1"
    >
      <span>
        <span className="text-faint">x </span>
        <span ref={parts.x} className="inline-block min-w-9 text-right" />
      </span>
      <span>
        <span className="text-faint">y </span>
        <span ref={parts.y} className="inline-block min-w-9 text-right" />
      </span>
      <span>
        <span ref={parts.value} className="inline-block min-w-12 text-right" />
        <span className="text-faint"> ADU</span>
      </span>
      <span ref={parts.sky} className="whitespace-pre text-soft empty:hidden" />
      <span ref={parts.star} data-testid="star" className="whitespace-pre-wrap text-soft empty:hidden" />
    </div>
  );
}
