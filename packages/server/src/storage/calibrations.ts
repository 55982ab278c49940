import { type MagnitudeCalibration, magnitudeCalibration } from '@uraniborg/api';
import type { Database } from './database.ts';

/** The zero point of each set-up: the last one that was found for it. */
export interface Calibrations {
  of(setup: string): MagnitudeCalibration | undefined;
  keep(setup: string, calibration: MagnitudeCalibration): void;
}

export function calibrations(database: Database): Calibrations {
  return {
    of(setup) {
      const row = database.read('SELECT calibration FROM calibrations WHERE setup = ?', setup)[0];
      return row && magnitudeCalibration.safeParse(JSON.parse(String(row.calibration))).data;
    },
    keep: (setup, calibration) =>
      database.write(
        'INSERT INTO calibrations (setup, calibration) VALUES (?, ?) ON CONFLICT (setup) DO UPDATE SET calibration = excluded.calibration',
        setup,
        JSON.stringify(calibration),
      ),
  };
}
