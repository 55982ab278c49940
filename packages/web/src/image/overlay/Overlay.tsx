import type { FrameSummary } from '@uraniborg/api';
import { orientationOf, type Pixel, pixelToSky, skyToPixel } from '@uraniborg/astrometry';
import { numberText } from '../../parts/quantities.ts';
import { useRemembered } from '../../remembered.ts';
import { type ImagePlane, usePlaneTransform } from '../drawing/imagePlane.ts';
import type { FrameImage } from '../frameImage.ts';
import { bullsEye, compass, crosshair } from '../imageLook.ts';

/** What is drawn over the image, in image pixels; it follows zoom and pan. */
export function Overlay({ image, frame, plane }: { image: FrameImage; frame: FrameSummary | null; plane: ImagePlane }) {
  const transform = usePlaneTransform(plane);
  const cross = useRemembered(crosshair);
  const rings = useRemembered(bullsEye);
  const isCompass = useRemembered(compass);
  const { width, height, wcs } = image;
  const [x, y] = [width / 2, height / 2];
  const radius = Math.min(width, height) / 20;
  const trail = frame?.id === image.id ? frame.quality?.trail : null;
  return (
    <svg className="pointer-events-none absolute inset-0 size-full text-accent" aria-hidden="true">
      <g transform={transform} stroke="currentColor" strokeWidth="1" fill="none" opacity="0.8">
        {cross && (
          <g data-mark="crosshair">
            <path vectorEffect="non-scaling-stroke" d={`M0 ${y}H${x - radius}M${x + radius} ${y}H${width}`} />
            <path vectorEffect="non-scaling-stroke" d={`M${x} 0V${y - radius}M${x} ${y + radius}V${height}`} />
            {!rings && <circle vectorEffect="non-scaling-stroke" cx={x} cy={y} r={radius} />}
          </g>
        )}
        {rings && (
          <g data-mark="bullsEye">
            {[0.5, 1, 2, 4, 8].map((times) => (
              <circle key={times} vectorEffect="non-scaling-stroke" cx={x} cy={y} r={radius * times} />
            ))}
          </g>
        )}
      </g>
      {trail && <Trail plane={plane} trail={trail} />}
      {wcs && isCompass && <Compass plane={plane} wcs={wcs} middle={{ x: x - 0.5, y: y - 0.5 }} />}
    </svg>
  );
}

/** What a satellite or an aircraft has left: a line on each side of it, so that it can be seen. */
function Trail({ plane, trail }: { plane: ImagePlane; trail: { x1: number; y1: number; x2: number; y2: number } }) {
  const a = plane.toView({ x: trail.x1 + 0.5, y: trail.y1 + 0.5 });
  const b = plane.toView({ x: trail.x2 + 0.5, y: trail.y2 + 0.5 });
  const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  const [dx, dy] = [(-10 * (b.y - a.y)) / length, (10 * (b.x - a.x)) / length];
  return (
    <g stroke="currentColor" strokeWidth="1" strokeDasharray="8 8" opacity="0.7" data-mark="trail">
      {[1, -1].map((side) => (
        <path key={side} d={`M${a.x + side * dx} ${a.y + side * dy}L${b.x + side * dx} ${b.y + side * dy}`} />
      ))}
    </g>
  );
}

const ARM = 34;

/** Which way north and east are in the middle of the image, in the lower right corner of the view. */
function Compass({ plane, wcs, middle }: { plane: ImagePlane; wcs: NonNullable<FrameImage['wcs']>; middle: Pixel }) {
  const centre = pixelToSky(wcs, middle);
  const step = 1 / 60;
  const towards = (ra: number, dec: number) => {
    const there = skyToPixel(wcs, { ra: centre.ra + ra, dec: centre.dec + dec });
    if (!there) return null;
    const [from, to] = [plane.toView(middle), plane.toView(there)];
    const [dx, dy] = [to.x - from.x, to.y - from.y];
    const length = Math.hypot(dx, dy) || 1;
    return { dx: (dx / length) * ARM, dy: (dy / length) * ARM };
  };
  const north = towards(0, step);
  const east = towards(step / Math.max(0.01, Math.cos((centre.dec * Math.PI) / 180)), 0);
  if (!north || !east) return null;
  // The same place for all of it, whatever the size of the view: percentages cannot be added to in a path.
  return (
    <svg x="100%" y="100%" overflow="visible" data-mark="compass" aria-hidden="true">
      <g transform="translate(-64 -64)" stroke="currentColor" fill="none" strokeWidth="1.25" className="text-soft">
        {[
          { name: 'N', arm: north },
          { name: 'E', arm: east },
        ].map(({ name, arm }) => (
          <g key={name}>
            <path d={`M0 0L${arm.dx} ${arm.dy}`} />
            <text
              x={arm.dx * 1.4}
              y={arm.dy * 1.4}
              fill="currentColor"
              stroke="none"
              fontSize="12"
              textAnchor="middle"
              dominantBaseline="central"
            >
              {name}
            </text>
          </g>
        ))}
        <text
          x="0"
          y="58"
          fill="currentColor"
          stroke="none"
          fontSize="12"
          textAnchor="middle"
          data-testid="position-angle"
        >
          {numberText(orientationOf(wcs).positionAngle, 1)}°
        </text>
      </g>
    </svg>
  );
}
