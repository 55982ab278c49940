import type { CommandOutput } from '@uraniborg/api';
import { utcText } from '@uraniborg/core';
import { useEffect, useMemo, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { numberText } from '../parts/quantities.ts';
import { useRemembered } from '../remembered.ts';
import { glow, night } from '../shell/night.ts';

type QuantityPoint = CommandOutput<'library.points'>['points'][number];

interface Props {
  /** In any order. */
  points: readonly QuantityPoint[];
  shown: string | undefined;
  onPick: (id: string) => void;
}

/** One quantity over the night, a point a frame. Rejected ones are hollow; the shown one has a line; a click shows one. */
export function QuantityPlot({ points: asked, shown, onPick }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(null);
  const isNight = useRemembered(night);
  const level = useRemembered(glow);
  const points = useMemo(() => asked.toSorted((a, b) => a.startedAt - b.startedAt), [asked]);
  /** What the plot, which lives longer than a rendering, looks up. */
  const now = useRef({ points, shown, onPick });
  now.current = { points, shown, onPick };

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
    const click = () => {
      const { left = -1 } = made.cursor;
      const at = left < 0 ? null : nearest(now.current.points, made.posToVal(left, 'x') * 1000);
      if (at) now.current.onPick(at.id);
    };
    made.over.addEventListener('click', click);
    return () => {
      resized.disconnect();
      made.destroy();
    };
  }, [isNight, level]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a plot made anew is empty
  useEffect(() => {
    const of = (rejected: boolean) =>
      points.map(({ verdict, value }) => ((verdict === 'rejected') === rejected ? value : null));
    plot.current?.setData([points.map(({ startedAt }) => startedAt / 1000), of(false), of(true)]);
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

function nearest(points: readonly QuantityPoint[], time: number): QuantityPoint | undefined {
  const away = ({ startedAt }: QuantityPoint) => Math.abs(startedAt - time);
  let best = points[0];
  for (const point of points) if (best && away(point) < away(best)) best = point;
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
  const clock = (seconds: number, step: number) => utcText(seconds * 1000, 0).slice(11, step < 60 ? 19 : 16);
  return {
    width: element.clientWidth,
    height: element.clientHeight,
    padding: [8, 12, 0, 0],
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { show: false } },
    scales: { x: { time: true }, y: { range: (_, low, high) => room(low, high) } },
    axes: [
      { ...axis, size: 26, values: (_, values, __, ___, step) => values.map((at) => clock(at, step)) },
      {
        ...axis,
        size: 56,
        values: (_, values, __, ___, step) => values.map((value) => numberText(value, digitsFor(step))),
      },
    ],
    series: [
      {},
      {
        stroke: colour('--accent'),
        width: 1,
        spanGaps: true,
        points: { show: true, size: 7, fill: colour('--accent') },
      },
      { stroke: colour('--faint'), paths: () => null, points: { show: true, size: 7, fill: colour('--panel') } },
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

/** As many digits as tell one line of the grid from the next. */
const digitsFor = (step: number) => [0, 1, 2, 3, 4].find((digits) => Number(step.toFixed(digits)) === step) ?? 5;

/** A little above and below; one value has some as well. */
function room(low: number | null, high: number | null): [number, number] {
  if (low === null || high === null) return [0, 1];
  const margin = (high - low) * 0.1 || Math.abs(high) * 0.1 || 1;
  return [low - margin, high + margin];
}
