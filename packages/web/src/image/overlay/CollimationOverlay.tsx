import { useRemembered } from '../../remembered.ts';
import { type ImagePlane, usePlaneTransform } from '../drawing/imagePlane.ts';
import type { FrameImage } from '../frameImage.ts';
import { circles, collimationStep, useCollimating } from '../measuring/collimating.ts';

/** Screen pixels. */
const [ARROW, CROSS] = [44, 7];

/** The rings where they were found: the edge of the light, the shadow in it, their centres, and which way the one is off. */
export function CollimationOverlay({ image, plane }: { image: FrameImage; plane: ImagePlane }) {
  const { image: measured, found } = useCollimating();
  const count = useRemembered(circles);
  const step = useRemembered(collimationStep);
  const transform = usePlaneTransform(plane);
  if (!found || measured !== image.id) return null;
  const { outer, shadow } = found;
  const inner = shadow?.radius ?? 0;
  const between = Array.from({ length: count }, (_, i) => inner + ((i + 1) / (count + 1)) * (outer.radius - inner));
  const centre = plane.toView({ x: outer.x + 0.5, y: outer.y + 0.5 });
  const middle = plane.toView({ x: image.width / 2, y: image.height / 2 });
  const dark = shadow && plane.toView({ x: shadow.x + 0.5, y: shadow.y + 0.5 });
  return (
    <svg
      className="pointer-events-none absolute inset-0 size-full text-accent"
      aria-hidden="true"
      data-mark="collimation"
      fill="none"
      stroke="currentColor"
    >
      <g transform={transform}>
        <circle
          vectorEffect="non-scaling-stroke"
          cx={outer.x + 0.5}
          cy={outer.y + 0.5}
          r={outer.radius}
          strokeWidth="2"
        />
        {between.map((radius) => (
          <circle
            key={radius}
            vectorEffect="non-scaling-stroke"
            cx={outer.x + 0.5}
            cy={outer.y + 0.5}
            r={radius}
            strokeWidth="1"
            opacity="0.7"
          />
        ))}
        {shadow && (
          <circle
            vectorEffect="non-scaling-stroke"
            cx={shadow.x + 0.5}
            cy={shadow.y + 0.5}
            r={shadow.radius}
            strokeWidth="2"
            strokeDasharray="6 4"
          />
        )}
      </g>
      {step === 'centre' ? (
        <path d={`M${centre.x} ${centre.y}L${middle.x} ${middle.y}`} strokeWidth="1.5" strokeDasharray="2 5" />
      ) : (
        <>
          <path d={plus(centre)} strokeWidth="1.5" />
          {dark && (
            <path d={plus(dark)} strokeWidth="1.5" strokeDasharray="3 2" transform={`rotate(45 ${dark.x} ${dark.y})`} />
          )}
          {dark && shadow?.certain && <Arrow from={centre} towards={dark} out={outer.radius * plane.scale() + 8} />}
        </>
      )}
    </svg>
  );
}

interface Point {
  x: number;
  y: number;
}

const plus = ({ x, y }: Point): string => `M${x - CROSS} ${y}H${x + CROSS}M${x} ${y - CROSS}V${y + CROSS}`;

/** Outside the ring, where it hides nothing. */
function Arrow({ from, towards, out }: { from: Point; towards: Point; out: number }) {
  const angle = (Math.atan2(towards.y - from.y, towards.x - from.x) * 180) / Math.PI;
  return (
    <path
      d={`M${out} 0h${ARROW}m-14 -9l14 9l-14 9`}
      transform={`translate(${from.x} ${from.y}) rotate(${angle})`}
      strokeWidth="3"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  );
}
