import type { Inspection } from '@uraniborg/api';
import { numberText } from '../../parts/quantities.ts';
import { useRemembered } from '../../remembered.ts';
import { type ImagePlane, usePlaneTransform } from '../drawing/imagePlane.ts';
import type { FrameImage } from '../frameImage.ts';
import { inspectionPicture, useInspection } from '../measuring/inspection.ts';

/** The inspection where it belongs: over the image. */
export function InspectOverlay({ image, plane }: { image: FrameImage; plane: ImagePlane }) {
  const { value } = useInspection(image.id);
  const picture = useRemembered(inspectionPicture);
  usePlaneTransform(plane);
  if (!value || picture === 'panels') return null;
  return (
    <svg
      className="pointer-events-none absolute inset-0 size-full text-accent"
      aria-hidden="true"
      data-mark="inspection"
    >
      {picture === 'map' ? (
        <Grid image={image} plane={plane} grid={value.grid} />
      ) : (
        <Shape image={image} plane={plane} inspection={value} />
      )}
    </svg>
  );
}

/**
 * The outer regions joined, each as far out as its HFD is large: a sensor that lies flat gives a regular figure, a
 * tilted one is drawn out to the side that is out of focus.
 */
function Shape({ image, plane, inspection }: { image: FrameImage; plane: ImagePlane; inspection: Inspection }) {
  const { regions, hfd } = inspection;
  const middle = { x: image.width / 2, y: image.height / 2 };
  const known = regions.filter((region) => region.hfd !== null);
  const outer = known.filter(({ x, y }) => Math.hypot(x - middle.x, y - middle.y) > 0.1 * image.height);
  if (hfd === null || outer.length < 3) return null;
  const around = outer
    .map((region) => {
      const out = (0.8 * (region.hfd ?? hfd)) / hfd;
      return {
        ...region,
        turn: Math.atan2(region.y - middle.y, region.x - middle.x),
        at: plane.toView({ x: middle.x + (region.x - middle.x) * out, y: middle.y + (region.y - middle.y) * out }),
      };
    })
    .sort((a, b) => a.turn - b.turn);
  const centre = plane.toView(middle);
  return (
    <g fill="none" stroke="currentColor" strokeWidth="1.5">
      <path d={`M${around.map(({ at }) => `${at.x} ${at.y}`).join('L')}Z`} />
      {around.map(({ name, at }) => (
        <path key={name} d={`M${centre.x} ${centre.y}L${at.x} ${at.y}`} opacity="0.5" strokeWidth="1" />
      ))}
      {known.map((region) => {
        const at = around.find(({ name }) => name === region.name)?.at ?? plane.toView(region);
        return <Label key={region.name} x={at.x} y={at.y} text={numberText(region.hfd ?? 0, 2)} />;
      })}
    </g>
  );
}

function Label({ x, y, text }: { x: number; y: number; text: string }) {
  return (
    <g transform={`translate(${x} ${y})`} stroke="none">
      <rect x="-20" y="-10" width="40" height="20" rx="4" fill="var(--panel)" opacity="0.85" />
      <text fill="var(--ink)" fontSize="13" textAnchor="middle" dominantBaseline="central">
        {text}
      </text>
    </g>
  );
}

/** The median HFD of each cell; the larger, the brighter. */
function Grid({ image, plane, grid }: { image: FrameImage; plane: ImagePlane; grid: Inspection['grid'] }) {
  const known = grid.hfd.filter((hfd) => hfd !== null);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const [width, height] = [image.width / grid.columns, image.height / grid.rows];
  return grid.hfd.map((hfd, i) => {
    const [column, row] = [i % grid.columns, Math.floor(i / grid.columns)];
    const a = plane.toView({ x: column * width, y: row * height });
    const b = plane.toView({ x: (column + 1) * width, y: (row + 1) * height });
    if (hfd === null) return null;
    // On a phone the cells are smaller than their numbers.
    const isRoom = Math.abs(b.x - a.x) >= 42 && Math.abs(b.y - a.y) >= 22;
    const share = high > low ? (hfd - low) / (high - low) : 0;
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place
      <g key={i}>
        <rect
          x={Math.min(a.x, b.x)}
          y={Math.min(a.y, b.y)}
          width={Math.abs(b.x - a.x)}
          height={Math.abs(b.y - a.y)}
          fill="currentColor"
          opacity={0.08 + 0.42 * share}
        />
        {isRoom && <Label x={(a.x + b.x) / 2} y={(a.y + b.y) / 2} text={numberText(hfd, 2)} />}
      </g>
    );
  });
}
