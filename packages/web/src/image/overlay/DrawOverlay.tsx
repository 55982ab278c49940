import { type PointerEvent, useState } from 'react';
import { type ImagePlane, usePlaneTransform } from '../drawing/imagePlane.ts';
import { useToolsShown } from '../measuring/floating.ts';
import { areaBetween, changeTools, type Place, useTools } from '../measuring/tools.ts';

/** The area or the line of a tool, and the drag that draws it. */
export function DrawOverlay({ plane }: { plane: ImagePlane }) {
  const { area, line, star, drawing } = useTools();
  const shown = useToolsShown();
  const [drag, setDrag] = useState<{ from: Place; to: Place } | null>(null);
  usePlaneTransform(plane);
  const image = plane.image();
  if (!image || shown.size === 0) return null;
  const at = (event: PointerEvent): Place => plane.fromPage({ x: event.clientX, y: event.clientY });
  const end = () => {
    setDrag(null);
    if (!drag) return;
    if (drawing === 'area') {
      const drawn = areaBetween(drag.from, drag.to, image);
      if (drawn) changeTools({ area: drawn, drawing: null });
    }
    // Integer centres: half a pixel before where its square begins and ends.
    const centred = ({ x, y }: Place) => ({ x: x - 0.5, y: y - 0.5 });
    if (drawing === 'line' && Math.hypot(drag.to.x - drag.from.x, drag.to.y - drag.from.y) > 2)
      changeTools({ line: { from: centred(drag.from), to: centred(drag.to) }, drawing: null });
  };
  const box =
    drag && drawing === 'area' ? areaBetween(drag.from, drag.to, image) : shown.has('statistics') ? area : null;
  const stroke =
    drag && drawing === 'line'
      ? drag
      : shown.has('spectrum') && line
        ? { from: { x: line.from.x + 0.5, y: line.from.y + 0.5 }, to: { x: line.to.x + 0.5, y: line.to.y + 0.5 } }
        : null;
  const corner = box && plane.toView(box);
  const far = box && plane.toView({ x: box.x + box.width, y: box.y + box.height });
  const [a, b] = stroke ? [plane.toView(stroke.from), plane.toView(stroke.to)] : [null, null];
  const marked = star && shown.has('star') ? plane.toView({ x: star.x + 0.5, y: star.y + 0.5 }) : null;
  return (
    <svg
      className={`absolute inset-0 size-full touch-none text-accent ${drawing ? 'pointer-events-auto cursor-crosshair' : 'pointer-events-none'}`}
      aria-hidden="true"
      data-testid="draw"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setDrag({ from: at(event), to: at(event) });
      }}
      onPointerMove={(event) => {
        if (drag) setDrag({ ...drag, to: at(event) });
      }}
      onPointerUp={end}
      onPointerCancel={() => setDrag(null)}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
    >
      {corner && far && (
        <rect
          x={Math.min(corner.x, far.x)}
          y={Math.min(corner.y, far.y)}
          width={Math.abs(far.x - corner.x)}
          height={Math.abs(far.y - corner.y)}
        />
      )}
      {a && b && <path d={`M${a.x} ${a.y}L${b.x} ${b.y}`} />}
      {marked && <circle cx={marked.x} cy={marked.y} r="16" />}
    </svg>
  );
}
