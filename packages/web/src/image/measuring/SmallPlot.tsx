import { type RefObject, useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { decimalsFor, gridDecimals, numberText } from '../../parts/quantities.ts';
import { useRemembered } from '../../remembered.ts';
import { glow, night } from '../../shell/night.ts';

interface Series {
  /** One for each x; null where there is none. */
  readonly values: readonly (number | null)[];
  readonly how: 'line' | 'points';
}

interface Props {
  label: string;
  x: readonly number[];
  series: readonly Series[];
  /** What the numbers along the lower edge are. */
  unit?: string;
  /** As high as there is room; two of them share it. */
  tall?: boolean;
}

/** A plot in a panel. */
export function SmallPlot({ label, x, series, unit = '', tall = false }: Props) {
  const readOut = useRef<HTMLSpanElement>(null);
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(null);
  const isNight = useRemembered(night);
  const level = useRemembered(glow);
  const kinds = series.map(({ how }) => how).join(' ');
  // biome-ignore lint/correctness/useExhaustiveDependencies: colours are read when it is made, so night makes it anew
  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const made = new uPlot(
      optionsFor(element, kinds.split(' '), unit, readOut),
      [[], ...series.map(() => [])],
      element,
    );
    plot.current = made;
    const resized = new ResizeObserver(() =>
      made.setSize({ width: element.clientWidth, height: element.clientHeight }),
    );
    resized.observe(element);
    return () => {
      resized.disconnect();
      made.destroy();
    };
  }, [kinds, unit, isNight, level]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a plot made anew is empty
  useEffect(() => {
    plot.current?.setData([[...x], ...series.map(({ values }) => [...values])]);
  }, [x, series, isNight, level]);
  return (
    <div
      role="img"
      aria-label={label}
      className={`relative w-full overflow-hidden ${tall ? 'min-h-24 flex-1' : 'h-44'}`}
    >
      <div ref={host} className="absolute inset-0" />
      <span
        ref={readOut}
        className="pointer-events-none absolute top-1 right-2 rounded-control bg-panel/85 px-1.5 text-sm empty:hidden"
      />
    </div>
  );
}

/** What the plot says at a place: x, and each value there is. */
function valuesAt(plot: uPlot, at: number, unit: string): string {
  const x = plot.data[0][at];
  if (x === undefined) return '';
  const values = plot.data.slice(1).flatMap((series) => series[at] ?? []);
  const digits = (value: number) =>
    value % 1 === 0 || value >= 1000 ? 0 : value >= 1 ? 2 : Math.max(2, decimalsFor(value) + 2);
  const text = (value: number) => numberText(value, digits(Math.abs(value)));
  return values.length === 0 ? '' : `${text(x)}${unit}: ${values.map(text).join(', ')}`;
}

function optionsFor(
  element: HTMLElement,
  kinds: readonly string[],
  unit: string,
  readOut: RefObject<HTMLSpanElement | null>,
): uPlot.Options {
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(name);
  const axis = {
    stroke: colour('--faint'),
    font: '11px system-ui',
    grid: { stroke: colour('--raised'), width: 1 },
    ticks: { show: false },
  };
  return {
    width: element.clientWidth,
    height: element.clientHeight,
    padding: [8, 18, 0, 0],
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { show: false } },
    hooks: {
      setCursor: [
        (plot) => {
          const { idx } = plot.cursor;
          // Written straight into the page: it changes with every move of the mouse.
          if (readOut.current) readOut.current.textContent = idx == null ? '' : valuesAt(plot, idx, unit);
        },
      ],
    },
    scales: { x: { time: false } },
    axes: [
      { ...axis, size: 24, values: (_, values) => values.map((value) => `${Number(value.toPrecision(6))}${unit}`) },
      {
        ...axis,
        size: 50,
        values: (_, values, __, ___, step) => values.map((value) => numberText(value, gridDecimals(step))),
      },
    ],
    series: [
      {},
      ...kinds.map((how) =>
        how === 'line'
          ? { stroke: colour('--accent'), width: 1.5, points: { show: false } }
          : {
              stroke: colour('--soft'),
              paths: () => null,
              points: { show: true, size: 3, width: 0, fill: colour('--soft') },
            },
      ),
    ],
  };
}
