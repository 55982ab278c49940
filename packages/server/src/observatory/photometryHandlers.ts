import type { MagnitudeCalibration } from '@uraniborg/api';
import { type Clock, InvalidInput } from '@uraniborg/core';
import type { Handlers } from '../http/commandRoutes.ts';
import { withZeroPoint } from '../measures/photometryOfStar.ts';
import type { Calibrations } from '../storage/calibrations.ts';
import type { FrameAt } from '../workers/openFrame.ts';
import type { PixelWorkers } from '../workers/pixelWorkers.ts';

export type PhotometryCommand = 'frame.photometry' | 'frame.setMagnitude' | 'frame.fieldPhotometry';

/** What performs the commands about the brightness of stars. */
export function photometryHandlers({
  workers,
  found,
  calibrations,
  clock,
}: {
  workers: Pick<PixelWorkers, 'run'>;
  /** @throws InvalidInput nobody has the frame */
  found: (id: string) => FrameAt;
  calibrations: Calibrations;
  clock: Clock;
}): Pick<Handlers, PhotometryCommand> {
  return {
    'frame.photometry': async ({ frame, x, y, ...options }) => {
      const measured = await workers.run('photometry', found(frame), { x, y }, options);
      if (!measured) return { star: null, calibration: null };
      const calibration = calibrations.of(measured.setup) ?? null;
      return { star: withZeroPoint(measured.star, calibration?.zeroPoint), calibration };
    },
    'frame.setMagnitude': async ({ frame, x, y, magnitude, ...options }) => {
      const measured = await workers.run('photometry', found(frame), { x, y }, options);
      if (!measured) throw new InvalidInput('There is no star at that place', 'x');
      if (measured.star.saturated)
        throw new InvalidInput('This star is saturated and cannot calibrate anything: take a fainter one', 'x');
      const { instrumental, magnitudeError } = measured.star;
      const calibration: MagnitudeCalibration = {
        zeroPoint: magnitude - instrumental,
        error: magnitudeError,
        from: 'star',
        at: clock.now(),
      };
      calibrations.keep(measured.setup, calibration);
      return { calibration };
    },
    'frame.fieldPhotometry': async ({ frame, bias, keep = false }) => {
      const { setup, ...field } = await workers.run('fieldPhotometry', found(frame), bias);
      const { zeroPoint, zeroPointError: error } = field;
      if (keep) calibrations.keep(setup, { zeroPoint, error, from: 'catalogue', at: clock.now() });
      return field;
    },
  };
}
