import type { FrameQuality } from '@uraniborg/api';
import type { Pixels } from '@uraniborg/core';
import { alignment, type BackgroundMesh, findTrail, inspectField, type Star } from '@uraniborg/imaging';
import { starTable } from './starTable.ts';
import { transparency } from './transparency.ts';

/** What is seen only by comparing the stars of a frame with each other, with its pixels and with other frames. */
export type CloserLook = Pick<FrameQuality, 'tilt' | 'alignment' | 'trail' | 'transparency'> & {
  /** See starTable. */
  readonly table: Float32Array;
};

/**
 * Looks for what hundreds of stars tell together: tilt, common elongation, lost light; and for a trail across the frame.
 *
 * @param unit pixels of the frame along the side of one of these: 2 for the joined cells of a mosaic
 * @param others star tables of frames that can be compared
 */
export function closerLook(
  pixels: Pixels,
  background: BackgroundMesh,
  stars: readonly Star[],
  unit: number,
  others: readonly Float32Array[],
): CloserLook {
  const { surface } = inspectField(stars, pixels);
  const common = alignment(pixels, background, stars);
  const trail = findTrail(pixels, background);
  const table = starTable(stars);
  const whole = (place: number) => unit * place + (unit - 1) / 2;
  return {
    tilt: surface ? { percent: surface.tilt.percent, angle: surface.tilt.angle, certain: surface.tilt.certain } : null,
    alignment: common ? { strength: common.strength, angle: common.angle } : null,
    trail: trail ? { x1: whole(trail.x1), y1: whole(trail.y1), x2: whole(trail.x2), y2: whole(trail.y2) } : null,
    transparency: transparency(table, others),
    table,
  };
}
