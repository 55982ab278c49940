import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { numberText } from '../../parts/quantities.ts';
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
}

/** A plot in a panel. */
export function SmallPlot({ label, x, series, unit = '' }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(null);
  const isNight = useRemembered(night);
  const level = useRemembered(glow);
  const kinds = series.map(({ how }) => how).join(' ');
  // biome-ignore lint/correctness/useExhaustiveDependencies: colours are read when it is made, so night makes it anew
  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const made = new uPlot(optionsFor(element, kinds.split(' '), unit), [[], ...series.map(() => [])], element);
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
    <div role="img" aria-label={label} className="relative h-44 w-full overflow-hidden">
      <div ref={host} className="absolute inset-0" />
    </div>
  );
}

function optionsFor(element: HTMLElement, kinds: readonly string[], unit: string): uPlot.Options {
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
    padding: [8, 8, 0, 0],
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { show: false } },
    scales: { x: { time: false } },
    axes: [
      { ...axis, size: 24, values: (_, values) => values.map((value) => `${Number(value.toPrecision(6))}${unit}`) },
      { ...axis, size: 50, values: (_, values) => values.map((value) => numberText(value, value % 1 === 0 ? 0 : 2)) },
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
