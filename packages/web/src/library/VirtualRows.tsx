import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { type LibraryRows, rowAt } from './libraryRows.ts';

interface Props extends LibraryRows {
  label: string;
  /** The row that is to be in view; it is brought there when it changes. */
  current: number;
  /** Told of the first and the last row that is drawn, and of one beyond. */
  onRange: (from: number, to: number) => void;
  render: (row: number) => ReactNode;
}

/** Rows drawn above and below what is in view. */
const BEYOND = 8;

/** A list of any length, of which only what is in view is there. */
export function VirtualRows({ label, rows, tops, current, onRange, render }: Props) {
  const box = useRef<HTMLUListElement>(null);
  const [view, setView] = useState({ top: 0, height: 600 });
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const look = () => setView({ top: element.scrollTop, height: element.clientHeight });
    look();
    const resized = new ResizeObserver(look);
    resized.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      resized.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, []);
  const from = Math.max(0, rowAt(tops, view.top) - BEYOND);
  const to = Math.min(rows.length, rowAt(tops, view.top + view.height) + 1 + BEYOND);
  useEffect(() => onRange(from, to), [onRange, from, to]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another row is brought into view, not one that has moved
  useEffect(() => {
    const element = box.current;
    if (!element || current < 0) return;
    const [top, bottom] = [tops[current] ?? 0, tops[current + 1] ?? 0];
    if (top < element.scrollTop) element.scrollTop = top - 40;
    else if (bottom > element.scrollTop + element.clientHeight) element.scrollTop = bottom - element.clientHeight + 8;
  }, [current]);
  return (
    <ul ref={box} aria-label={label} className="relative h-full min-h-0 flex-1 overflow-y-auto">
      <li aria-hidden="true" style={{ height: tops.at(-1) ?? 0 }} />
      {Array.from({ length: to - from }, (_, i) => {
        const row = from + i;
        return (
          <li
            key={row}
            className="absolute inset-x-0 top-0"
            style={{ transform: `translateY(${tops[row] ?? 0}px)`, height: (tops[row + 1] ?? 0) - (tops[row] ?? 0) }}
          >
            {render(row)}
          </li>
        );
      })}
    </ul>
  );
}
