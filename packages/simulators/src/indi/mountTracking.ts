import { SIDEREAL_RATE } from '../machines/germanMount.ts';
import type { Driver } from './driver.ts';
import { numbers, type Property, quantity, switches } from './property.ts';

/** Arcseconds per second. */
const SIDEREAL = SIDEREAL_RATE * 3600;
/** Seconds of right ascension per sidereal second, in arcseconds per second. */
const OFFSET_UNIT = 15 * 1.0027379;

const RATES = { TRACK_SIDEREAL: 'sidereal', TRACK_SOLAR: 'solar', TRACK_LUNAR: 'lunar' } as const;

/** Whether the mount tracks, and how fast: sidereal, solar, lunar, or a rate of one's own. */
export function mountTracking(driver: Driver<'telescope'>): Property[] {
  let custom = false;
  let wanted = { ra: SIDEREAL, dec: 0 }; // of the custom rate

  const offsets = async (ra: number, dec: number) => {
    // Rates of one's own are offsets from the sidereal one, and can be set only while that is in force.
    await driver.putTrackingRate('sidereal');
    await driver.putRightAscensionRate((SIDEREAL - ra) / OFFSET_UNIT);
    await driver.putDeclinationRate(dec);
  };
  return [
    switches('TELESCOPE_TRACK_STATE', {
      label: 'Tracking',
      elements: { TRACK_ON: 'On', TRACK_OFF: 'Off' },
      async read() {
        const on = await driver.tracking();
        return { state: on ? 'Busy' : 'Idle', on: on ? 'TRACK_ON' : 'TRACK_OFF' };
      },
      write: (on) => driver.putTracking(on === 'TRACK_ON'),
    }),
    switches('TELESCOPE_TRACK_MODE', {
      label: 'Track Mode',
      elements: {
        TRACK_SIDEREAL: 'Sidereal',
        TRACK_SOLAR: 'Solar',
        TRACK_LUNAR: 'Lunar',
        TRACK_CUSTOM: 'Custom',
      },
      async read() {
        const rate = await driver.trackingRate();
        const mode = Object.entries(RATES).find(([, known]) => known === rate)?.[0] as keyof typeof RATES | undefined;
        return { on: custom || !mode ? 'TRACK_CUSTOM' : mode };
      },
      async write(on) {
        if (on === undefined) return;
        custom = on === 'TRACK_CUSTOM';
        if (custom) return offsets(wanted.ra, wanted.dec);
        await offsets(SIDEREAL, 0);
        if (on !== 'TRACK_CUSTOM') await driver.putTrackingRate(RATES[on]);
      },
    }),
    numbers('TELESCOPE_TRACK_RATE', {
      label: 'Track Rates',
      elements: {
        TRACK_RATE_RA: quantity('RA (arcsecs/s)', -3000, 3000, 0.000001, '%.6f'),
        TRACK_RATE_DE: quantity('DE (arcsecs/s)', -3000, 3000, 0.000001, '%.6f'),
      },
      read: () => ({ values: { TRACK_RATE_RA: wanted.ra, TRACK_RATE_DE: wanted.dec } }),
      async write({ TRACK_RATE_RA: ra, TRACK_RATE_DE: dec }) {
        if (custom) await offsets(ra, dec);
        wanted = { ra, dec };
      },
    }),
  ];
}
