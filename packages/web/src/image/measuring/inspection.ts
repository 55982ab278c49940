import type { Inspection } from '@uraniborg/api';
import { isNumber, oneOf, remembered, useRemembered } from '../../remembered.ts';
import { type Answer, useAnswer } from '../useAnswer.ts';

/** By nine regions, or by three sectors that are turned to where the screws of the camera are. */
export const inspectionMode = remembered<'octagon' | 'triangle'>(
  'inspect.regions',
  'octagon',
  oneOf('octagon', 'triangle'),
);
export const triangleAngle = remembered<number>('inspect.angle', 0, isNumber);
/** The outline of the regions' HFD, the HFD of each cell, or the corners beside the middle. */
export const inspectionPicture = remembered<'shape' | 'map' | 'panels'>(
  'inspect.picture',
  'shape',
  oneOf('shape', 'map', 'panels'),
);

/** Pixels along the side of each of the nine panels; null is what suits the frame. And how far they keep from its edge. */
export const panelSide = remembered<number | null>(
  'inspect.side',
  null,
  (value): value is number | null => value === null || isNumber(value),
);
export const panelMargin = remembered<number>('inspect.margin', 0, isNumber);

/** How the stars of a frame change over it; null asks for nothing. */
export function useInspection(frame: string | null): Answer<Inspection> {
  const method = useRemembered(inspectionMode);
  const angle = useRemembered(triangleAngle);
  const isPanels = useRemembered(inspectionPicture) === 'panels';
  const [side, margin] = [useRemembered(panelSide), useRemembered(panelMargin)];
  const panels = isPanels ? { ...(side !== null && { side }), margin } : {};
  return useAnswer(
    'frame.inspect',
    frame === null ? null : { frame, method, ...(method === 'triangle' && { angle }), ...panels },
  );
}
