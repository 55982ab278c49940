import { InvalidInput, normaliseDegrees, signedDegrees } from '@uraniborg/core';
import { chosen } from '@uraniborg/indi';
import { SIDEREAL_RATE } from '../../machines/germanMount.ts';
import type { DeviceHost, DeviceTable } from '../deviceHost.ts';
import type { Driver } from '../driver.ts';
import { guideProperties } from '../guideProperties.ts';
import { mountTracking } from '../mountTracking.ts';
import { buttons, numbers, type Property, quantity, switches, texts } from '../property.ts';

/** Degrees per second of the hand pad's speeds, by INDI's names for them. */
const PAD_SPEEDS = { SLEW_GUIDE: SIDEREAL_RATE, SLEW_CENTERING: 8 * SIDEREAL_RATE, SLEW_FIND: 0.3, SLEW_MAX: 3 };
const MOTION = 'Motion Control';
const SITE = 'Site Management';

const hours = quantity('RA (hh:mm:ss)', 0, 24, 0, '%010.6m');
const dec = quantity('DEC (dd:mm:ss)', -90, 90, 0, '%010.6m');

/** The mount. Right ascension comes in hours here, of the equinox of date. */
export function mountTable(driver: Driver<'telescope'>): DeviceTable {
  return {
    interfaces: ['telescope', 'guider'],
    properties: (host) => [
      ...pointing(host, driver),
      ...mountTracking(driver),
      ...parking(driver),
      ...handPad(host, driver),
      ...guideProperties(host, MOTION, (direction, ms) => driver.pulseGuide(direction, ms)),
      ...site(driver),
      numbers('TELESCOPE_INFO', {
        label: 'Scope Properties',
        group: 'Options',
        polled: false,
        elements: {
          TELESCOPE_APERTURE: quantity('Aperture (mm)', 10, 5000),
          TELESCOPE_FOCAL_LENGTH: quantity('Focal Length (mm)', 10, 10_000),
        },
        read: async () => ({
          values: {
            TELESCOPE_APERTURE: 1000 * (await driver.apertureDiameter()),
            TELESCOPE_FOCAL_LENGTH: 1000 * (await driver.focalLength()),
          },
        }),
      }),
    ],
  };
}

function pointing(host: DeviceHost, driver: Driver<'telescope'>): Property[] {
  let slews = 0;
  const state = async () =>
    (await driver.slewing()) ? 'Busy' : (await driver.tracking()) ? ('Ok' as const) : ('Idle' as const);

  async function aim(raHours: number, declination: number): Promise<void> {
    const ra = raHours % 24;
    const mode = chosen(host.vector('ON_COORD_SET'));
    if (mode === 'SYNC') return driver.syncToCoordinates(ra, declination);
    if (!(await driver.tracking())) await driver.putTracking(true);
    await driver.slewToCoordinatesAsync(ra, declination);
    const own = ++slews;
    if (mode === 'SLEW')
      host.start(async (signal) => {
        while (await driver.slewing()) await host.clock.sleep(100, signal);
        if (own === slews) await driver.putTracking(false);
      });
  }

  return [
    switches('ON_COORD_SET', {
      label: 'On Set',
      elements: { TRACK: 'Track', SLEW: 'Slew', SYNC: 'Sync' },
      on: 'TRACK',
    }),
    numbers('EQUATORIAL_EOD_COORD', {
      label: 'Eq. Coordinates',
      elements: { RA: hours, DEC: dec },
      read: async () => ({
        state: await state(),
        values: { RA: await driver.rightAscension(), DEC: await driver.declination() },
      }),
      write: ({ RA, DEC }) => aim(RA, DEC),
    }),
    numbers('HORIZONTAL_COORD', {
      label: 'Horizontal Coordinates',
      elements: {
        AZ: quantity('AZ (dd:mm:ss)', 0, 360, 0, '%010.6m'),
        ALT: quantity('ALT (dd:mm:ss)', -90, 90, 0, '%010.6m'),
      },
      read: async () => ({ values: { AZ: await driver.azimuth(), ALT: await driver.altitude() } }),
    }),
    buttons('TELESCOPE_ABORT_MOTION', {
      label: 'Abort Motion',
      elements: { ABORT: 'Abort' },
      async press() {
        slews++;
        await driver.abortSlew();
      },
    }),
    switches('TELESCOPE_PIER_SIDE', {
      label: 'Pier Side',
      elements: { PIER_WEST: 'West (pointing east)', PIER_EAST: 'East (pointing west)' },
      read: async () => ({ on: (await driver.sideOfPier()) === 'west' ? 'PIER_WEST' : 'PIER_EAST' }),
    }),
    numbers('TIME_LST', {
      label: 'Local Sidereal Time',
      group: SITE,
      elements: { LST: quantity('LST (hh:mm:ss)', 0, 24, 0, '%010.6m') },
      read: async () => ({ values: { LST: await driver.siderealTime() } }),
    }),
  ];
}

function parking(driver: Driver<'telescope'>): Property[] {
  let asked: 'park' | 'home' | undefined;
  return [
    switches('TELESCOPE_PARK', {
      label: 'Parking',
      elements: { PARK: 'Park(ed)', UNPARK: 'UnPark(ed)' },
      async read() {
        const parked = await driver.atPark();
        const onItsWay = asked === 'park' && !parked && (await driver.slewing());
        return { state: onItsWay ? 'Busy' : 'Ok', on: parked || onItsWay ? 'PARK' : 'UNPARK' };
      },
      async write(on) {
        await (on === 'PARK' ? driver.park() : driver.unpark());
        asked = on === 'PARK' ? 'park' : undefined;
      },
    }),
    buttons('TELESCOPE_PARK_OPTION', {
      label: 'Park Options',
      group: SITE,
      elements: { PARK_CURRENT: 'Current' },
      press: () => driver.setPark(),
    }),
    switches('TELESCOPE_HOME', {
      label: 'Home',
      rule: 'AtMostOne',
      elements: { FIND: 'Find', GO: 'Go' },
      read: async () => ({ state: asked === 'home' && (await driver.slewing()) ? 'Busy' : 'Ok', on: undefined }),
      async write(on) {
        if (!on) return;
        await driver.findHome();
        asked = 'home';
      },
    }),
  ];
}

function handPad(host: DeviceHost, driver: Driver<'telescope'>): Property[] {
  const speed = () => PAD_SPEEDS[(chosen(host.vector('TELESCOPE_SLEW_RATE')) ?? 'SLEW_MAX') as keyof typeof PAD_SPEEDS];
  const pad = <E extends string>(
    name: string,
    label: string,
    axis: 'primary' | 'secondary',
    elements: Record<E, string>,
    positive: NoInfer<E>,
  ) => {
    let held: E | undefined;
    return switches(name, {
      label,
      group: MOTION,
      rule: 'AtMostOne',
      elements,
      async read() {
        if (!(await driver.slewing())) held = undefined;
        return { state: held ? 'Busy' : 'Idle', on: held };
      },
      async write(on) {
        await driver.moveAxis(axis, on === undefined ? 0 : on === positive ? speed() : -speed());
        held = on;
      },
    });
  };
  return [
    pad(
      'TELESCOPE_MOTION_NS',
      'Motion N/S',
      'secondary',
      { MOTION_NORTH: 'North', MOTION_SOUTH: 'South' },
      'MOTION_NORTH',
    ),
    // A positive rate of the primary axis is east.
    pad('TELESCOPE_MOTION_WE', 'Motion W/E', 'primary', { MOTION_WEST: 'West', MOTION_EAST: 'East' }, 'MOTION_EAST'),
    switches('TELESCOPE_SLEW_RATE', {
      label: 'Slew Rate',
      group: MOTION,
      kept: true,
      elements: { SLEW_GUIDE: 'Guide', SLEW_CENTERING: 'Centering', SLEW_FIND: 'Find', SLEW_MAX: 'Max' },
      on: 'SLEW_MAX',
    }),
    numbers('GUIDE_RATE', {
      label: 'Guiding Rate',
      group: MOTION,
      kept: true,
      elements: { GUIDE_RATE_WE: quantity('W/E Rate', 0, 2, 0.1), GUIDE_RATE_NS: quantity('N/S Rate', 0, 2, 0.1) },
      read: async () => ({
        values: {
          GUIDE_RATE_WE: (await driver.guideRateRightAscension()) / SIDEREAL_RATE,
          GUIDE_RATE_NS: (await driver.guideRateDeclination()) / SIDEREAL_RATE,
        },
      }),
      async write({ GUIDE_RATE_WE, GUIDE_RATE_NS }) {
        await driver.putGuideRateRightAscension(GUIDE_RATE_WE * SIDEREAL_RATE);
        await driver.putGuideRateDeclination(GUIDE_RATE_NS * SIDEREAL_RATE);
      },
    }),
  ];
}

function site(driver: Driver<'telescope'>): Property[] {
  let offsetHours = '0.00';
  return [
    numbers('GEOGRAPHIC_COORD', {
      label: 'Scope Location',
      group: SITE,
      kept: true,
      polled: false,
      elements: {
        LAT: quantity('Lat (dd:mm:ss)', -90, 90, 0, '%012.8m'),
        LONG: quantity('Lon (dd:mm:ss)', 0, 360, 0, '%012.8m'),
        ELEV: quantity('Elevation (m)', -200, 10_000),
      },
      read: async () => ({
        values: {
          LAT: await driver.siteLatitude(),
          LONG: normaliseDegrees(await driver.siteLongitude()),
          ELEV: await driver.siteElevation(),
        },
      }),
      async write({ LAT, LONG, ELEV }) {
        await driver.putSiteLatitude(LAT);
        await driver.putSiteLongitude(signedDegrees(LONG));
        await driver.putSiteElevation(ELEV);
      },
    }),
    texts('TIME_UTC', {
      label: 'UTC',
      group: SITE,
      polled: false,
      elements: { UTC: ['UTC Time', ''], OFFSET: ['UTC Offset', offsetHours] },
      read: async () => ({ values: { UTC: (await driver.utcDate()).slice(0, 19), OFFSET: offsetHours } }),
      async write({ UTC, OFFSET }) {
        if (!(Math.abs(Number(OFFSET)) <= 14)) throw new InvalidInput(`A UTC offset of "${OFFSET}" is not in hours`);
        await driver.putUTCDate(UTC);
        offsetHours = OFFSET;
      },
    }),
  ];
}
