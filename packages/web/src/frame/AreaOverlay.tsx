import type { SensorArea } from '@uraniborg/api';
import { type PointerEvent, useEffect, useRef, useState } from 'react';
import { drawArea, useAreaDrawing } from '../capture/areaDrawing.ts';
import { setCapture, useCaptureSettings } from '../capture/captureSettings.ts';
import { onSensor, toFrame, toSensor } from '../capture/sensorAreas.ts';
import { type ImagePlane, usePlaneTransform } from '../image/drawing/imagePlane.ts';
import { useShown } from '../image/shownFrame.ts';
import { useReading } from '../observatory/observatory.ts';

interface Point {
  x: number;
  y: number;
}

/** The part of the sensor that the next exposure reads out, over the image; while it is being drawn, under the hand. */
export function AreaOverlay({ plane }: { plane: ImagePlane }) {
  const transform = usePlaneTransform(plane);
  const camera = useReading('camera');
  const { frame } = useShown();
  const area = useCaptureSettings()?.area ?? null;
  const drawing = useAreaDrawing();
  const [drawn, setDrawn] = useState<SensorArea | null>(null);
  const start = useRef<Point>(null);
  useEffect(() => {
    if (!drawing) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') drawArea(false);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [drawing]);
  if (!frame || !camera) return null;

  const between = (one: Point, other: Point): SensorArea => ({
    x: Math.min(one.x, other.x),
    y: Math.min(one.y, other.y),
    width: Math.abs(one.x - other.x),
    height: Math.abs(one.y - other.y),
  });
  const at = (event: PointerEvent): Point => plane.fromPage({ x: event.clientX, y: event.clientY });
  const finish = (event: PointerEvent): void => {
    const from = start.current;
    start.current = null;
    setDrawn(null);
    if (!from) return;
    const rectangle = between(from, at(event));
    // A tap is no rectangle: who wants the whole sensor chooses it.
    if (Math.max(rectangle.width, rectangle.height) * plane.scale() < 8) return;
    void setCapture({ area: onSensor(toSensor(rectangle, frame), camera) });
    drawArea(false);
  };
  const shown = drawn ?? (area && toFrame(area, frame));
  const real = drawn ? onSensor(toSensor(drawn, frame), camera) : area;
  const whole =
    frame.area !== undefined && area && frame.area.width === area.width && frame.area.height === area.height;
  return (
    <>
      {shown && real && !(whole && !drawing) && (
        <svg className="absolute inset-0 size-full text-accent" aria-hidden="true" data-testid="area">
          <g transform={transform} fill="none" stroke="currentColor">
            <rect {...shown} vectorEffect="non-scaling-stroke" strokeWidth="1.5" strokeDasharray="6 4" />
          </g>
        </svg>
      )}
      {drawing && (
        <div
          className="pointer-events-auto absolute inset-0 cursor-crosshair touch-none"
          data-closes
          data-testid="draw-area"
          onPointerDown={(event) => {
            if (event.button !== 0 || start.current) return;
            event.currentTarget.setPointerCapture(event.pointerId);
            start.current = at(event);
          }}
          onPointerMove={(event) => {
            if (start.current) setDrawn(between(start.current, at(event)));
          }}
          onPointerUp={finish}
          onPointerCancel={() => {
            start.current = null;
            setDrawn(null);
          }}
        >
          <p className="absolute inset-x-0 bottom-3 mx-auto w-fit rounded-control bg-panel/90 px-3 py-1.5">
            {drawn && real ? `${real.width} × ${real.height} at ${real.x}, ${real.y}` : 'Draw the frame area'}
          </p>
        </div>
      )}
    </>
  );
}
