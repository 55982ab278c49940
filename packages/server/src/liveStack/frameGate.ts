import type { LiveStackOptions } from '@uraniborg/api';
import { median } from '@uraniborg/core';

/** What the stars of a frame say of it; null where there are none that can be trusted. */
export interface FrameShape {
  readonly stars: number;
  readonly hfd: number | null;
  readonly eccentricity: number | null;
}

/** So many frames say what is usual; before that only the eccentricity is asked for. */
const ENOUGH = 3;

/**
 * Why a frame is not good enough for the stack, in a sentence; undefined when it is. Frames are held against those that
 * are in the stack, so that neither a poor night nor a bright Moon refuses everything.
 *
 * @param accepted of the frames in the stack
 */
export function frameGate(
  frame: FrameShape,
  accepted: readonly FrameShape[],
  gate: LiveStackOptions['gate'],
): string | undefined {
  const usual = (of: (shape: FrameShape) => number | null) => {
    const values = accepted.map(of).filter((value) => value !== null);
    return values.length >= ENOUGH ? median(values) : undefined;
  };
  const stars = usual((shape) => shape.stars);
  if (gate.stars !== null && stars !== undefined && frame.stars < gate.stars * stars)
    return `it shows ${frame.stars} stars where ${Math.round(stars)} are usual: a cloud, dew or an obstacle`;
  const hfd = usual((shape) => shape.hfd);
  if (gate.hfd !== null && hfd !== undefined && frame.hfd !== null && frame.hfd > gate.hfd * hfd)
    return `its stars are ${(frame.hfd / hfd).toFixed(1)} times as large as usual (HFD ${frame.hfd.toFixed(1)} px)`;
  if (gate.eccentricity === null || frame.eccentricity === null) return undefined;
  const limit = Math.max(gate.eccentricity, usual((shape) => shape.eccentricity) ?? 0);
  return frame.eccentricity > limit
    ? `its stars are trailed (eccentricity ${frame.eccentricity.toFixed(2)}, at most ${limit.toFixed(2)})`
    : undefined;
}
