import { useEffect, useRef } from 'react';
import { useRemembered } from '../../remembered.ts';
import { glow, night } from '../../shell/night.ts';

interface Props {
  width: number;
  height: number;
  values: readonly number[];
  /** What is drawn black and white. */
  low: number;
  high: number;
  /** Around what is brighter than each of these a line is drawn; the highest first. */
  levels: readonly number[];
  /** As large as there is room. */
  tall?: boolean;
}

/** Points of the canvas along the side of a pixel. */
const CELL = 8;
/** The first lies within the bright core, the others around it. */
const LINES = ['--ground', '--accent', '--soft'];

/** The pixels around a star, each a square; the square root brings out its wings. */
export function Cutout({ width, height, values, low, high, levels, tall = false }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const isNight = useRemembered(night);
  const level = useRemembered(glow);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    values.forEach((value, i) => {
      const bright = 255 * Math.sqrt(Math.min(Math.max((value - low) / Math.max(high - low, 1), 0), 1));
      const other = isNight ? 0 : bright;
      context.fillStyle = `rgb(${isNight ? bright * level : bright} ${other} ${other})`;
      context.fillRect((i % width) * CELL, Math.floor(i / width) * CELL, CELL, CELL);
    });
    const style = getComputedStyle(context.canvas);
    context.lineWidth = 1.5;
    levels.forEach((limit, n) => {
      const inside = (x: number, y: number) =>
        x >= 0 && y >= 0 && x < width && y < height && (values[y * width + x] ?? 0) > limit;
      context.strokeStyle = style.getPropertyValue(LINES[n] ?? '--faint');
      context.beginPath();
      // Each side of a pixel that has one of its two neighbours within.
      for (let y = 0; y <= height; y++)
        for (let x = 0; x <= width; x++) {
          const here = inside(x, y);
          if (here !== inside(x - 1, y)) line(context, x, y, x, y + 1);
          if (here !== inside(x, y - 1)) line(context, x, y, x + 1, y);
        }
      context.stroke();
    });
  }, [width, height, values, low, high, levels, isNight, level]);
  return (
    <canvas
      ref={canvas}
      width={width * CELL}
      height={height * CELL}
      aria-label="Pixels of the star"
      className={`mx-auto [image-rendering:pixelated] ${tall ? 'min-h-0 max-w-full flex-1 object-contain' : 'aspect-square w-56'}`}
    />
  );
}

function line(context: CanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number): void {
  context.moveTo(x1 * CELL, y1 * CELL);
  context.lineTo(x2 * CELL, y2 * CELL);
}
