import type { Inspection } from '@uraniborg/api';
import type { Frame } from '@uraniborg/formats';
import { type InspectOptions, inspectField, type PanelOptions, panels } from '@uraniborg/imaging';
import { starsOfFrame } from './starsOfFrame.ts';

/** More stars say nothing more about the field. */
const MOST_STARS = 4000;

/** How the stars change over a frame, and its nine panels. @throws InvalidInput the panels do not fit */
export function inspectionOfFrame(frame: Frame, options: InspectOptions & PanelOptions): Inspection {
  const { regions, tilt, surface, offAxis, grid, ...found } = inspectField(
    starsOfFrame(frame, MOST_STARS),
    frame.pixels,
    options,
  );
  const told = (value: number | undefined) => value ?? null;
  return {
    stars: found.stars,
    hfd: told(found.hfd),
    regions: regions.map(({ hfd, error, eccentricity, ...region }) => ({
      ...region,
      hfd: told(hfd),
      error: told(error),
      eccentricity: told(eccentricity),
    })),
    tilt: tilt ? { ...tilt, verdict: verdictOf(tilt.percent) } : null,
    surface: surface ?? null,
    offAxis: offAxis ?? null,
    grid: { ...grid, hfd: grid.hfd.map(told) },
    panels: panels(frame.pixels, options),
  };
}

/** The words that CCDciel has for a tilt. */
function verdictOf(percent: number): NonNullable<Inspection['tilt']>['verdict'] {
  const words = [
    [5, 'none'],
    [10, 'almost none'],
    [15, 'mild'],
    [20, 'moderate'],
    [30, 'severe'],
  ] as const;
  return words.find(([limit]) => percent < limit)?.[1] ?? 'extreme';
}
