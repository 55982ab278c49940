import type { FrameType } from '@uraniborg/api';
import { frameTypeName } from './names.ts';

/**
 * What a frame is of: a light of its object, anything else of what it is itself, whatever the telescope pointed at. A filter
 * changes lights and flats only.
 */
export function frameSubject({
  frameType,
  object,
  filter,
}: {
  frameType: FrameType;
  object: string;
  filter: string | null;
}): {
  name: string;
  filter: string | null;
} {
  const name = frameTypeName[frameType];
  if (frameType === 'light') return { name: object || name, filter };
  return { name, filter: frameType === 'flat' ? filter : null };
}
