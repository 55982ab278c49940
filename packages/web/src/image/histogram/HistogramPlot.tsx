import type { Stretch } from '@uraniborg/imaging';
import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { gridDecimals, numberText } from '../../parts/quantities.ts';
import { useRemembered } from '../../remembered.ts';
import { glow, night } from '../../shell/night.ts';
import type { FrameImage } from '../frameImage.ts';
import { columnsOf } from './columns.ts';
import { middleOf, type Point } from './stretchPoints.ts';

interface Props {
  image: FrameImage;
  /** One per channel, or none yet. */
  histograms: readonly Uint32Array[];
  /** 1, or 3 for red, green and blue. */
  channels: number;
  stretch: Stretch;
  from: number;
  to: number;
  onMove: (point: Point, stored: number) => void;
}

const COLUMNS = 480;

/** The curve, with the three points to take hold of. */
export function HistogramPlot({ image, histograms, channels, stretch, from, to, onMove }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(null);
  const isNight = useRemembered(night);
  const level = useRemembered(glow);
  /** Where the plot's own area lies, in CSS pixels. */
  const [area, setArea] = useState({ left: 0, width: 1, height: 1 });

  // biome-ignore lint/correctness/useExhaustiveDependencies: colours are read when it is made, so night makes it anew
  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const made = new uPlot(optionsFor(element, channels), [[], ...Array.from({ length: channels }, () => [])], element);
    plot.current = made;
    const place = () => {
      const { left, width, height } = made.bbox;
      const dpr = devicePixelRatio;
      setArea({ left: left / dpr, width: width / dpr, height: height / dpr });
    };
    const resized = new ResizeObserver(() => {
      made.setSize({ width: element.clientWidth, height: element.clientHeight });
      place();
    });
    place();
    resized.observe(element);
    return () => {
      resized.disconnect();
      made.destroy();
    };
  }, [channels, isNight, level]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a plot made anew is empty
  useEffect(() => {
    plot.current?.setData(dataFor(image, histograms, channels, from, to));
  }, [image, histograms, channels, from, to, isNight, level]);

  const at = (stored: number) => area.left + ((stored - from) / (to - from)) * area.width;
  const points: [Point, number][] = [
    ['black', stretch.black],
    ['middle', middleOf(stretch)],
    ['white', stretch.white],
  ];
  return (
    <div className="relative size-full touch-none overflow-hidden">
      <div ref={host} className="absolute inset-0" />
      {points.map(([point, stored]) => (
        <Handle
          key={point}
          point={point}
          stored={stored}
          // A point beyond the edge waits at the edge.
          left={Math.min(Math.max(at(stored), area.left), area.left + area.width)}
          beyond={stored < from || stored > to}
          height={area.height}
          onDrag={(clientX) => {
            const box = host.current?.getBoundingClientRect();
            if (box) onMove(point, from + ((clientX - box.left - area.left) / area.width) * (to - from));
          }}
          onNudge={(share) => onMove(point, stored + share * (to - from))}
        />
      ))}
    </div>
  );
}

interface HandleProps {
  point: Point;
  stored: number;
  left: number;
  beyond: boolean;
  height: number;
  onDrag: (clientX: number) => void;
  onNudge: (share: number) => void;
}

const fills: Record<Point, string> = { black: 'var(--ground)', middle: 'var(--faint)', white: 'var(--ink)' };

function Handle({ point, stored, left, beyond, height, onDrag, onNudge }: HandleProps) {
  const dragged = useRef(false);
  const onMove = (event: PointerEvent) => {
    if (dragged.current) onDrag(event.clientX);
  };
  const onKey = (event: KeyboardEvent) => {
    const direction = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
    if (!direction) return;
    event.preventDefault();
    onNudge((direction * (event.shiftKey ? 10 : 1)) / COLUMNS);
  };
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={`${point} point of the stretch`}
      aria-valuenow={Math.round(stored)}
      className={`absolute top-0 flex w-11 -translate-x-1/2 cursor-ew-resize justify-center ${beyond ? 'opacity-60' : ''}`}
      style={{ left, height: height + 14 }}
      onPointerDown={(event) => {
        dragged.current = true;
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={onMove}
      onPointerUp={() => {
        dragged.current = false;
      }}
      onPointerCancel={() => {
        dragged.current = false;
      }}
      onKeyDown={onKey}
    >
      <svg width="14" height="100%" aria-hidden="true" className="text-accent">
        <line x1="7" x2="7" y1="0" y2={height} stroke="currentColor" strokeWidth="1" />
        <path d={`M7 ${height - 2}l6 11H1z`} fill={fills[point]} stroke="currentColor" strokeWidth="1.25" />
      </svg>
    </div>
  );
}

function dataFor(
  image: FrameImage,
  histograms: readonly Uint32Array[],
  channels: number,
  from: number,
  to: number,
): uPlot.AlignedData {
  const step = (to - from) / COLUMNS;
  const xs = Float64Array.from({ length: COLUMNS }, (_, column) => {
    return image.zero + image.scale * (from + (column + 0.5) * step);
  });
  // Before they have come the plot is empty, with a series for each channel all the same.
  const known = Array.from({ length: channels }, (_, plane) => histograms[plane] ?? new Uint32Array(1));
  return [xs, ...known.map((bins) => columnsOf(bins, from, to, COLUMNS))];
}

function optionsFor(element: HTMLElement, channels: number): uPlot.Options {
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(name);
  const strokes = channels === 1 ? [colour('--soft')] : [colour('--bad'), colour('--good'), colour('--blue')];
  return {
    width: element.clientWidth,
    height: element.clientHeight,
    padding: [4, 22, 0, 22],
    legend: { show: false },
    cursor: { show: false },
    scales: { x: { time: false }, y: { range: (_, __, max) => [0, max * 1.05 || 1] } },
    axes: [
      {
        stroke: colour('--faint'),
        // One family: a canvas looks up each of a list anew, which takes tenths of a second.
        font: '11px system-ui',
        grid: { stroke: colour('--raised'), width: 1 },
        ticks: { show: false },
        size: 30,
        gap: 14,
        values: (_, values, __, ___, step) => values.map((value) => numberText(value, gridDecimals(step))),
      },
      { show: false },
    ],
    series: [
      {},
      ...strokes.map((stroke, channel) => ({
        stroke,
        width: 1,
        // Where all is red they are told apart by their strokes.
        dash: [[], [6, 3], [2, 2]][channel],
        fill: channels === 1 ? colour('--hover') : undefined,
        points: { show: false },
        paths: uPlot.paths.stepped?.({ align: 1 }),
      })),
    ],
  };
}
