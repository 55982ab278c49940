import type { CommandOutput } from '@uraniborg/api';
import { utcText } from '@uraniborg/core';
import { useEffect, useMemo, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { gridDecimals, numberText } from '../parts/quantities.ts';
import { useRemembered } from '../remembered.ts';
import { glow, night } from '../shell/night.ts';

export type QuantityPoint = CommandOutput<'library.points'>['points'][number];

/** Seconds. */
const DAY = 86_400;
/** Seconds between frames through which no line goes. */
const APART = 3 * 3600;
const SIZE = 7;
/** So small that the frames of a night and those of a year are both seen, CSS pixels. */
const sizeFor = (count: number) => (count <= 500 ? SIZE : count <= 4000 ? 4 : 2.5);

interface Props {
  /** In any order. */
  points: readonly QuantityPoint[];
  shown: string | undefined;
  onPick: (id: string) => void;
  /** The point under the pointer. */
  onPoint: (point: QuantityPoint | null) => void;
}

/**
 * One quantity over time, a point a frame. Rejected ones are hollow; the shown one has a line; a click shows one. Dragging
 * over a part shows it larger, a double click all of it again.
 */
export function QuantityPlot({ points: asked, shown, onPick, onPoint }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(null);
  /** The times that are looked at, where a part of them is. */
  const part = useRef<{ min: number; max: number }>(null);
  const isNight = useRemembered(night);
  const level = useRemembered(glow);
  const points = useMemo(() => asked.toSorted((a, b) => a.startedAt - b.startedAt), [asked]);
  /** What the plot, which lives longer than a rendering, looks up. */
  const now = useRef({ points, shown, onPick, onPoint });
  now.current = { points, shown, onPick, onPoint };

  // biome-ignore lint/correctness/useExhaustiveDependencies: colours are read when it is made, so night makes it anew
  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const made = new uPlot(optionsFor(element, now), [[], [], []], element);
    plot.current = made;
    const resized = new ResizeObserver(() =>
      made.setSize({ width: element.clientWidth, height: element.clientHeight }),
    );
    resized.observe(element);
    const under = (event: MouseEvent) => {
      const box = made.over.getBoundingClientRect();
      return nearest(made, now.current.points, event.clientX - box.left, event.clientY - box.top);
    };
    made.over.addEventListener('click', (event) => {
      const at = under(event);
      if (at) now.current.onPick(at.id);
    });
    made.over.addEventListener('mousemove', (event) => now.current.onPoint(under(event)));
    made.over.addEventListener('mouseleave', () => now.current.onPoint(null));
    made.over.addEventListener('dblclick', () => {
      part.current = null;
    });
    made.hooks.setSelect = [
      () => {
        const { left, width } = made.select;
        if (width > 0) part.current = { min: made.posToVal(left, 'x'), max: made.posToVal(left + width, 'x') };
      },
    ];
    return () => {
      resized.disconnect();
      made.destroy();
    };
  }, [isNight, level]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a plot made anew is empty
  useEffect(() => {
    const of = (rejected: boolean) =>
      points.map(({ verdict, value }) => ((verdict === 'rejected') === rejected ? value : null));
    const made = plot.current;
    made?.batch(() => {
      for (const series of made.series) {
        if (series.points) series.points.size = sizeFor(points.length);
        // Thousands of points are joined to nothing that can be read.
        series.width = points.length <= 500 ? 1 : 0;
      }
      made.setData([points.map(({ startedAt }) => startedAt / 1000), of(false), of(true)]);
      if (part.current) made.setScale('x', part.current);
    });
  }, [points, shown, isNight, level]);

  return (
    <div className="relative size-full overflow-hidden">
      <div ref={host} className="absolute inset-0" />
      {points.length === 0 && (
        <p className="absolute inset-0 flex items-center justify-center text-faint">
          Not known of any of these frames.
        </p>
      )}
    </div>
  );
}

/** The point that is nearest to a place in the plot, CSS pixels. */
function nearest(plot: uPlot, points: readonly QuantityPoint[], x: number, y: number): QuantityPoint | null {
  let best: QuantityPoint | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const point of points) {
    const away = Math.hypot(plot.valToPos(point.startedAt / 1000, 'x') - x, plot.valToPos(point.value, 'y') - y);
    if (away < least) [best, least] = [point, away];
  }
  return best;
}

interface Now {
  current: { points: readonly QuantityPoint[]; shown: string | undefined };
}

function optionsFor(element: HTMLElement, now: Now): uPlot.Options {
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(name);
  const axis = {
    stroke: colour('--faint'),
    font: '11px system-ui',
    grid: { stroke: colour('--raised'), width: 1 },
    ticks: { show: false },
  };
  const clock = (seconds: number, step: number) => {
    const text = utcText(seconds * 1000, 0);
    if (step < DAY) return text.slice(11, step < 60 ? 19 : 16);
    return step < 28 * DAY ? text.slice(5, 10) : text.slice(0, 7);
  };
  /** No line goes through the day, or through what a filter leaves out of weeks. */
  const gaps = (plot: uPlot, _: number, from: number, to: number): [number, number][] => {
    const [at] = plot.data;
    const found: [number, number][] = [];
    for (let i = from + 1; i <= to; i++) {
      const [before, after] = [at[i - 1] ?? 0, at[i] ?? 0];
      if (after - before > APART) found.push([plot.valToPos(before, 'x', true), plot.valToPos(after, 'x', true)]);
    }
    return found;
  };
  return {
    width: element.clientWidth,
    height: element.clientHeight,
    padding: [8, 12, 0, 0],
    legend: { show: false },
    cursor: { y: false, drag: { x: true, y: false }, points: { show: false } },
    scales: { x: { time: true }, y: { range: (_, low, high) => room(low, high) } },
    axes: [
      { ...axis, size: 26, space: 64, values: (_, values, __, ___, step) => values.map((at) => clock(at, step)) },
      {
        ...axis,
        size: 56,
        values: (_, values, __, ___, step) => values.map((value) => numberText(value, gridDecimals(step))),
      },
    ],
    series: [
      {},
      {
        stroke: colour('--accent'),
        width: 1,
        gaps,
        points: { show: true, size: SIZE, fill: colour('--accent') },
      },
      { stroke: colour('--faint'), paths: () => null, points: { show: true, size: SIZE, fill: colour('--panel') } },
    ],
    hooks: {
      drawAxes: [
        (plot) => {
          const frame = now.current.points.find(({ id }) => id === now.current.shown);
          if (!frame) return;
          const x = Math.round(plot.valToPos(frame.startedAt / 1000, 'x', true));
          plot.ctx.fillStyle = colour('--line');
          plot.ctx.fillRect(x - 1, plot.bbox.top, 3, plot.bbox.height);
        },
      ],
    },
  };
}

/** A little above and below; one value has some as well. */
function room(low: number | null, high: number | null): [number, number] {
  if (low === null || high === null) return [0, 1];
  const margin = (high - low) * 0.1 || Math.abs(high) * 0.1 || 1;
  return [low - margin, high + margin];
}
