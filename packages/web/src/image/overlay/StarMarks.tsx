import type { MarkedStar } from '@uraniborg/api';
import { useEffect, useRef } from 'react';
import { useRemembered } from '../../remembered.ts';
import { glow, night } from '../../shell/night.ts';
import type { ImagePlane } from '../drawing/imagePlane.ts';

/** More rings than these, the brightest in view, would hide what they are about: in all, and for each CSS pixel of the view. */
const MOST_RINGS = 400;
const DENSEST = 1 / 1500;
/** Width and height of a number, CSS pixels: one never covers another. */
const LABEL = { width: 26, height: 14 };

/** A ring around each star, as wide as its half-flux diameter is, and the number where there is room. */
export function StarMarks({ plane, stars }: { plane: ImagePlane; stars: readonly MarkedStar[] }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const isNight = useRemembered(night);
  const level = useRemembered(glow);
  // biome-ignore lint/correctness/useExhaustiveDependencies: colours are read when it is drawn, so night draws it anew
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context) return;
    const draw = () => {
      const dpr = devicePixelRatio;
      const { clientWidth, clientHeight } = element;
      element.width = Math.round(clientWidth * dpr);
      element.height = Math.round(clientHeight * dpr);
      context.scale(dpr, dpr);
      const style = getComputedStyle(element);
      const [accent, bad] = ['--accent', '--bad'].map((name) => style.getPropertyValue(name));
      context.font = '12px system-ui';
      context.lineWidth = 1;
      const scale = plane.scale();
      const most = Math.min(MOST_RINGS, clientWidth * clientHeight * DENSEST);
      let rings = 0;
      const taken = new Set<string>();
      for (const star of stars) {
        const { x, y } = plane.toView({ x: star.x + 0.5, y: star.y + 0.5 });
        if (x < -20 || y < -20 || x > clientWidth + 20 || y > clientHeight + 20) continue;
        if (++rings > most) return;
        const radius = Math.max(5, star.hfd * scale);
        context.strokeStyle = (star.saturated ? bad : accent) ?? '';
        context.beginPath();
        // A full star is a square: its numbers are not to be trusted, and that is seen without colour too.
        if (star.saturated) context.rect(x - radius, y - radius, 2 * radius, 2 * radius);
        else context.arc(x, y, radius, 0, 2 * Math.PI);
        context.stroke();
        const [column, row] = [Math.floor(x / LABEL.width), Math.floor(y / LABEL.height)];
        const around = [-1, 0, 1].flatMap((i) => [-1, 0, 1].map((j) => `${column + i} ${row + j}`));
        if (around.some((cell) => taken.has(cell))) continue;
        taken.add(`${column} ${row}`);
        context.fillStyle = context.strokeStyle;
        context.fillText(star.hfd.toFixed(1), x + radius + 3, y + 4);
      }
    };
    draw();
    const resized = new ResizeObserver(draw);
    resized.observe(element);
    const end = plane.subscribe(draw);
    return () => {
      end();
      resized.disconnect();
    };
  }, [plane, stars, isNight, level]);
  return (
    <canvas
      ref={canvas}
      className="pointer-events-none absolute inset-0 size-full"
      aria-label="Stars with their HFD"
      data-testid="starMarks"
      data-stars={stars.length}
    />
  );
}
