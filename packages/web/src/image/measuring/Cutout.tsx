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
}

/** The pixels around a star, each a square; the square root brings out its wings. */
export function Cutout({ width, height, values, low, high }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const isNight = useRemembered(night);
  const level = useRemembered(glow);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    const picture = context.createImageData(width, height);
    values.forEach((value, i) => {
      const bright = 255 * Math.sqrt(Math.min(Math.max((value - low) / Math.max(high - low, 1), 0), 1));
      const other = isNight ? 0 : bright;
      picture.data.set([isNight ? bright * level : bright, other, other, 255], 4 * i);
    });
    context.putImageData(picture, 0, 0);
  }, [width, height, values, low, high, isNight, level]);
  return (
    <canvas
      ref={canvas}
      width={width}
      height={height}
      aria-label="Pixels of the star"
      className="mx-auto aspect-square w-56 [image-rendering:pixelated]"
    />
  );
}
