import { type ImagePlane, usePlaneTransform } from '../drawing/imagePlane.ts';
import type { FrameImage } from '../frameImage.ts';
import { usePhotometry } from '../measuring/photometry.ts';

/** What was measured, where it is: the circle and the ring of the star, and the stars that the catalogue knows. */
export function PhotometryOverlay({ image, plane }: { image: FrameImage; plane: ImagePlane }) {
  const { circles, field } = usePhotometry();
  const transform = usePlaneTransform(plane);
  const stars = field?.frame === image.id ? (field.value?.stars ?? []) : [];
  // No smaller than can be seen, whatever the zoom.
  const radius = Math.max(field?.value?.aperture ?? 0, 7 / plane.scale());
  return (
    <svg
      className="pointer-events-none absolute inset-0 size-full text-accent"
      aria-hidden="true"
      data-mark="photometry"
    >
      <g transform={transform} stroke="currentColor" fill="none">
        {stars.map(({ x, y, used }) => (
          <circle
            key={`${x} ${y}`}
            vectorEffect="non-scaling-stroke"
            cx={x + 0.5}
            cy={y + 0.5}
            r={radius}
            strokeWidth="1"
            opacity={used ? 0.9 : 0.6}
            strokeDasharray={used ? undefined : '3 4'}
            data-used={used}
          />
        ))}
        {circles?.radii.map((r, i) => (
          <circle
            key={['star', 'from', 'to'][i]}
            vectorEffect="non-scaling-stroke"
            cx={circles.x + 0.5}
            cy={circles.y + 0.5}
            r={r}
            strokeWidth={i === 0 ? 2 : 1}
            strokeDasharray={i === 0 ? undefined : '2 3'}
          />
        ))}
      </g>
    </svg>
  );
}
