/** A telescope driver as an INDI mount: the properties of INDI's own telescope drivers. */
import type { AlpacaDriver } from '@uraniborg/alpaca';
import { type Clock, InvalidInput, normaliseDegrees, signedDegrees } from '@uraniborg/core';
import type { NewValues, PropertyServer } from '@uraniborg/indi';
import { guidePort } from './guidePort.ts';
import { type IndiDevice, type IndiDeviceParts, offerIndiDevice } from './indiDevice.ts';
import { numbers, switches } from './vectors.ts';

const TELESCOPE = 1 << 0;
const GUIDER = 1 << 2;
const COORDINATES = 'EQUATORIAL_EOD_COORD';
/** Names of hand pad speeds, and degrees per second. */
const SPEEDS: Readonly<Record<string, number>> = { '1x': 0.0042, '2x': 0.034, '3x': 0.27, '4x': 2.2 };
const POLL_MS = 200;

export function offerIndiMount(
  server: PropertyServer,
  clock: Clock,
  name: string,
  driver: AlpacaDriver<'telescope'>,
): void {
  offerIndiDevice(server, clock, { name, interfaces: TELESCOPE | GUIDER, driver }, (device) =>
    mountParts(clock, device, driver),
  );
}

async function mountParts(
  clock: Clock,
  device: IndiDevice,
  driver: AlpacaDriver<'telescope'>,
): Promise<IndiDeviceParts> {
  const { name } = device;
  let coordSet = 'TRACK';
  let speed = '3x';
  let slewing = false;
  const parked = async () => (await driver.atPark?.()) ?? false;
  const pointing = async () => ({ RA: await driver.rightAscension(), DEC: await driver.declination() });
  const side = async () => (await driver.sideOfPier?.()) ?? 'unknown';
  const standing = async () => {
    while (await driver.slewing?.()) await clock.sleep(POLL_MS);
  };
  const horizontal = async () => ({ AZ: (await driver.azimuth?.()) ?? 0, ALT: (await driver.altitude?.()) ?? 0 });

  const goTo: NewValues = async (values) => {
    const here = await pointing();
    const ra = Number(values.RA ?? here.RA) % 24;
    const dec = Number(values.DEC ?? here.DEC);
    if (await parked()) throw new InvalidInput('The mount is parked: unpark it first');
    await driver.putTracking?.(true);
    if (coordSet === 'SYNC') {
      await driver.syncToCoordinates?.(ra, dec);
      return device.set(COORDINATES, { state: 'Ok', values: await pointing() });
    }
    await driver.slewToCoordinatesAsync?.(ra, dec);
    slewing = true;
    device.set(COORDINATES, { state: 'Busy', values: here });
    while (await driver.slewing?.()) {
      device.set(COORDINATES, { state: 'Busy', values: await pointing() });
      await clock.sleep(POLL_MS);
    }
    slewing = false;
    if (coordSet === 'SLEW') await driver.putTracking?.(false);
    await reportTracking();
    device.set(COORDINATES, { state: coordSet === 'SLEW' ? 'Idle' : 'Ok', values: await pointing() });
  };
  const reportTracking = async () => {
    const on = (await driver.tracking?.()) ?? false;
    device.set('TELESCOPE_TRACK_STATE', {
      state: on ? 'Busy' : 'Idle',
      values: { [on ? 'TRACK_ON' : 'TRACK_OFF']: true },
    });
  };
  const park: NewValues = async ({ PARK }) => {
    if (PARK === true) {
      await driver.park?.();
      device.set('TELESCOPE_PARK', { state: 'Busy', values: { PARK: true } });
      await standing();
      const there = await parked();
      device.set('TELESCOPE_PARK', { state: there ? 'Ok' : 'Alert', values: { [there ? 'PARK' : 'UNPARK']: true } });
    } else {
      await driver.unpark?.();
      device.set('TELESCOPE_PARK', { state: 'Ok', values: { UNPARK: true } });
    }
    await reportTracking();
  };
  const motion = (
    property: string,
    axis: 'primary' | 'secondary',
    positive: string,
    negative: string,
  ): IndiDeviceParts['properties'][number] => ({
    vector: switches({ device: name, name: property, group: 'Motion Control' }, 'AtMostOne', [positive, negative]),
    onNew: async (values) => {
      const sign = values[positive] === true ? 1 : values[negative] === true ? -1 : 0;
      await driver.moveAxis?.(axis, sign * (SPEEDS[speed] ?? 0));
      device.set(property, {
        state: sign === 0 ? 'Idle' : 'Busy',
        values: { [positive]: sign > 0, [negative]: sign < 0 },
      });
    },
  });
  const { RA, DEC } = await pointing();
  const at = await horizontal();
  const place = (property: string, group = 'Main Control') => ({ device: name, name: property, group });

  return {
    properties: [
      {
        vector: switches(place('ON_COORD_SET'), 'OneOfMany', ['TRACK', 'SLEW', 'SYNC'], coordSet),
        onNew: (values) => {
          coordSet = Object.keys(values).find((element) => values[element] === true) ?? coordSet;
          device.set('ON_COORD_SET', { state: 'Ok', values: { [coordSet]: true } });
        },
      },
      {
        vector: numbers(place(COORDINATES), { RA: [RA, 0, 24, 0, '%010.6m'], DEC: [DEC, -90, 90, 0, '%010.6m'] }),
        onNew: goTo,
      },
      {
        vector: numbers(
          { ...place('HORIZONTAL_COORD'), permission: 'ro' },
          {
            AZ: [at.AZ, 0, 360, 0, '%010.6m'],
            ALT: [at.ALT, -90, 90, 0, '%010.6m'],
          },
        ),
      },
      {
        vector: switches(place('TELESCOPE_ABORT_MOTION'), 'AtMostOne', ['ABORT']),
        onNew: async () => {
          await driver.abortSlew?.();
          device.set('TELESCOPE_ABORT_MOTION', { state: 'Ok', values: { ABORT: false } });
          for (const [property, elements] of Object.entries(MOTIONS))
            device.set(property, {
              state: 'Idle',
              values: Object.fromEntries(elements.map((element) => [element, false])),
            });
        },
      },
      {
        vector: switches(
          place('TELESCOPE_TRACK_STATE'),
          'OneOfMany',
          ['TRACK_ON', 'TRACK_OFF'],
          (await driver.tracking?.()) ? 'TRACK_ON' : 'TRACK_OFF',
        ),
        onNew: async ({ TRACK_ON }) => {
          await driver.putTracking?.(TRACK_ON === true);
          await reportTracking();
        },
      },
      {
        vector: switches(place('TELESCOPE_TRACK_MODE'), 'OneOfMany', Object.keys(MODES), 'TRACK_SIDEREAL'),
        onNew: async (values) => {
          const mode = Object.keys(MODES).find((element) => values[element] === true);
          if (mode) await driver.putTrackingRate?.(MODES[mode] ?? 'sidereal');
          device.set('TELESCOPE_TRACK_MODE', { state: 'Ok', values });
        },
      },
      motion('TELESCOPE_MOTION_NS', 'secondary', 'MOTION_NORTH', 'MOTION_SOUTH'),
      motion('TELESCOPE_MOTION_WE', 'primary', 'MOTION_EAST', 'MOTION_WEST'),
      {
        vector: switches(place('TELESCOPE_SLEW_RATE', 'Motion Control'), 'OneOfMany', Object.keys(SPEEDS), speed),
        onNew: (values) => {
          speed = Object.keys(SPEEDS).find((element) => values[element] === true) ?? speed;
          device.set('TELESCOPE_SLEW_RATE', { state: 'Ok', values: { [speed]: true } });
        },
      },
      {
        vector: switches(
          place('TELESCOPE_PARK'),
          'OneOfMany',
          ['PARK', 'UNPARK'],
          (await parked()) ? 'PARK' : 'UNPARK',
        ),
        onNew: park,
      },
      {
        vector: switches(
          { ...place('TELESCOPE_PIER_SIDE'), permission: 'ro' },
          'AtMostOne',
          ['PIER_WEST', 'PIER_EAST'],
          (await side()) === 'west' ? 'PIER_WEST' : 'PIER_EAST',
        ),
      },
      {
        vector: numbers(place('GEOGRAPHIC_COORD', 'Site Management'), {
          LAT: [(await driver.siteLatitude?.()) ?? 0, -90, 90, 0, '%012.8m'],
          LONG: [normaliseDegrees((await driver.siteLongitude?.()) ?? 0), 0, 360, 0, '%012.8m'],
          ELEV: [(await driver.siteElevation?.()) ?? 0, -300, 10_000, 0],
        }),
        onNew: async (values) => {
          if (values.LAT !== undefined) await driver.putSiteLatitude?.(Number(values.LAT));
          if (values.LONG !== undefined) await driver.putSiteLongitude?.(signedDegrees(Number(values.LONG)));
          if (values.ELEV !== undefined) await driver.putSiteElevation?.(Number(values.ELEV));
          device.set('GEOGRAPHIC_COORD', { state: 'Ok', values });
        },
      },
      {
        vector: numbers(place('TELESCOPE_INFO', 'Options'), {
          TELESCOPE_APERTURE: [1000 * ((await driver.apertureDiameter?.()) ?? 0), 10, 5000, 0],
          TELESCOPE_FOCAL_LENGTH: [1000 * ((await driver.focalLength?.()) ?? 0), 10, 10_000, 0],
        }),
      },
      {
        vector: numbers(
          { ...place('TIME_LST', 'Site Management'), permission: 'ro' },
          { LST: [await driver.siderealTime(), 0, 24, 0, '%010.6m'] },
        ),
      },
      ...guidePort(device, clock, (direction, ms) => driver.pulseGuide?.(direction, ms)),
    ],
    async report() {
      if (!slewing) {
        const tracks = (await driver.tracking?.()) ?? false;
        const moving = (await driver.slewing?.()) ?? false;
        device.set(COORDINATES, { state: moving ? 'Busy' : tracks ? 'Ok' : 'Idle', values: await pointing() });
      }
      device.set('HORIZONTAL_COORD', { state: 'Ok', values: await horizontal() });
      device.set('TIME_LST', { state: 'Ok', values: { LST: await driver.siderealTime() } });
      const where = await side();
      if (where !== 'unknown')
        device.set('TELESCOPE_PIER_SIDE', {
          state: 'Ok',
          values: { [where === 'west' ? 'PIER_WEST' : 'PIER_EAST']: true },
        });
    },
  };
}

const MOTIONS = {
  TELESCOPE_MOTION_NS: ['MOTION_NORTH', 'MOTION_SOUTH'],
  TELESCOPE_MOTION_WE: ['MOTION_WEST', 'MOTION_EAST'],
} as const;

const MODES: Readonly<Record<string, 'sidereal' | 'solar' | 'lunar'>> = {
  TRACK_SIDEREAL: 'sidereal',
  TRACK_SOLAR: 'solar',
  TRACK_LUNAR: 'lunar',
};
