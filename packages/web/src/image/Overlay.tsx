import { useRemembered } from '../remembered.ts';
import { crosshair } from './imageLook.ts';
import { type ImagePlane, usePlaneTransform } from './imagePlane.ts';

/** What is drawn over the image, in image pixels; it follows zoom and pan. */
export function Overlay({ plane }: { plane: ImagePlane }) {
  const transform = usePlaneTransform(plane);
  const cross = useRemembered(crosshair);
  const size = plane.size();
  if (!size || !cross) return null;
  const { width, height } = size;
  const [x, y] = [width / 2, height / 2];
  const radius = Math.min(width, height) / 20;
  return (
    <svg className="pointer-events-none absolute inset-0 size-full text-accent" aria-hidden="true">
      <g transform={transform} stroke="currentColor" strokeWidth="1" fill="none" opacity="0.8">
        <path vectorEffect="non-scaling-stroke" d={`M0 ${y}H${x - radius}M${x + radius} ${y}H${width}`} />
        <path vectorEffect="non-scaling-stroke" d={`M${x} 0V${y - radius}M${x} ${y + radius}V${height}`} />
        <circle vectorEffect="non-scaling-stroke" cx={x} cy={y} r={radius} />
      </g>
    </svg>
  );
}
