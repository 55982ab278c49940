import {
  DeviceError,
  InvalidInput,
  normaliseDegrees,
  parseUtc,
  separation,
  signedDegrees,
  utcText,
  type Waiting,
} from '@uraniborg/core';
import { chosen, type IndiClient, isOn, numberOf, textOf, type Vector } from '@uraniborg/indi';
import type { Direction, Mount, MountCapabilities, TrackingRate } from '../mount.ts';
import { onLink } from '../onLink.ts';
import { stopFirst } from '../stopFirst.ts';
import { guidePulse } from './guidePulse.ts';
import { finite, indiLink } from './indiLink.ts';

const SLEW_LIMIT_MS = 900_000;
const TAKE_LIMIT_MS = 60_000;
/** Farther than this from where it was sent, degrees, and it has not arrived: pointing models move less. */
const ARRIVED_WITHIN = 1;
/** What the slowest and the fastest of a driver's nameless hand pad speeds are taken for, degrees per second. */
const SLOWEST = 0.004;
const FASTEST = 3;

const APPARENT = 'EQUATORIAL_EOD_COORD';
const J2000 = 'EQUATORIAL_COORD';

/** A mount of an INDI server. Hours of right ascension end here: the house has degrees. */
export function indiMount(client: IndiClient, device: string, address: string): Mount {
  const link = indiLink(client, device, address, ['ON_COORD_SET']);
  const { vector } = link;

  const coordinates = () => (vector(APPARENT) ? APPARENT : J2000);
  const has = (property: string) => vector(property) !== undefined;
  const rateNames = () => {
    const rates = vector('TELESCOPE_SLEW_RATE');
    return rates?.type === 'switch' ? [...rates.elements.keys()] : [];
  };
  const modes = () => MODES.filter(([, name]) => hasElement(vector('TELESCOPE_TRACK_MODE'), name));
  /** Drivers that know their home go there; others search for it. */
  const homeButton = () => ['GO', 'FIND'].find((name) => hasElement(vector('TELESCOPE_HOME'), name));
  const capabilities = (): MountCapabilities => {
    link.assertConnected();
    return {
      equinox: coordinates() === APPARENT ? 'apparent' : 'J2000',
      canSlew: has(APPARENT) || has(J2000),
      canSync: hasElement(vector('ON_COORD_SET'), 'SYNC'),
      canPark: has('TELESCOPE_PARK'),
      canUnpark: hasElement(vector('TELESCOPE_PARK'), 'UNPARK'),
      canSetTracking: has('TELESCOPE_TRACK_STATE'),
      canPulseGuide: has('TELESCOPE_TIMED_GUIDE_NS') && has('TELESCOPE_TIMED_GUIDE_WE'),
      canFindHome: homeButton() !== undefined,
      trackingRates: modes().map(([rate]) => rate),
      canSetPierSide: false,
      focalLengthMm: positive(numberOf(vector('TELESCOPE_INFO'), 'TELESCOPE_FOCAL_LENGTH')),
      moveRates: nominalRates(rateNames().length, has('TELESCOPE_MOTION_NS')),
    };
  };
  const able = (what: keyof MountCapabilities, sentence: string) => {
    if (!capabilities()[what]) throw new InvalidInput(`${device} ${sentence}`, what);
  };

  const pointing = (): Direction => {
    const coord = vector(coordinates());
    return {
      ra: normaliseDegrees((numberOf(coord, 'RA') ?? Number.NaN) * 15),
      dec: numberOf(coord, 'DEC') ?? Number.NaN,
    };
  };
  const busy = (property: string) => vector(property)?.state === 'Busy';
  const parked = () => (isOn(vector('TELESCOPE_PARK'), 'PARK') ?? false) && !busy('TELESCOPE_PARK');
  const moving = () =>
    busy('TELESCOPE_PARK') ||
    // A driver tells its properties one after the other: of a mount that is parked, others may still tell of the way.
    (!parked() &&
      (busy(coordinates()) ||
        busy('TELESCOPE_HOME') ||
        chosen(vector('TELESCOPE_MOTION_NS')) !== undefined ||
        chosen(vector('TELESCOPE_MOTION_WE')) !== undefined));

  async function stop(waiting: Waiting): Promise<void> {
    if (has('TELESCOPE_ABORT_MOTION') && !parked())
      await link.begin('TELESCOPE_ABORT_MOTION', { ABORT: true }, waiting);
    await link.until(() => (moving() ? undefined : true), 'the mount to stand still', TAKE_LIMIT_MS, waiting);
  }

  /** Commands the coordinates, to slew there or to sync on them. */
  async function aim(how: 'TRACK' | 'SYNC', { ra, dec }: Direction, waiting: Waiting, limitMs: number): Promise<void> {
    const target = { ra: normaliseDegrees(ra), dec };
    if (parked()) throw new DeviceError(`${device} is parked; unpark it first`, 'Parked');
    await link.set('ON_COORD_SET', { [how]: true }, waiting);
    await client.change(
      device,
      coordinates(),
      { RA: target.ra / 15, DEC: dec },
      {
        ...waiting,
        timeoutMs: limitMs,
        // Coordinates are reported all the time: a report counts when it tells of the command.
        settled: (_, wasBusy) => wasBusy || separation(pointing(), target) < 0.02,
      },
    );
  }

  async function slew(target: Direction, waiting: Waiting): Promise<void> {
    able('canSlew', 'cannot slew by itself; move it by hand');
    await aim('TRACK', target, waiting, SLEW_LIMIT_MS);
    const off = separation(pointing(), target);
    if (!(off <= ARRIVED_WITHIN))
      throw new DeviceError(`The mount stopped ${off.toFixed(1)} degrees from where it was sent`, 'slew');
  }

  return onLink<Mount>(link, {
    kind: 'mount',
    capabilities,
    async read() {
      link.assertConnected();
      const horizontal = vector('HORIZONTAL_COORD');
      const side = chosen(vector('TELESCOPE_PIER_SIDE'));
      const tracks = isOn(vector('TELESCOPE_TRACK_STATE'), 'TRACK_ON');
      return {
        ...pointing(),
        altitude: finite(numberOf(horizontal, 'ALT')),
        azimuth: finite(numberOf(horizontal, 'AZ')),
        siderealTimeHours: finite(numberOf(vector('TIME_LST'), 'LST')),
        // A mount that cannot be told tracks whenever it is not parked.
        tracking: (tracks ?? true) && !parked(),
        trackingRate: modes().find(([, name]) => isOn(vector('TELESCOPE_TRACK_MODE'), name))?.[0],
        slewing: moving(),
        parked: parked(),
        pierSide: side === 'PIER_EAST' ? 'east' : side === 'PIER_WEST' ? 'west' : undefined,
      };
    },
    async slew(target, waiting) {
      link.assertConnected();
      await stopFirst(waiting, stop, () => slew(target, waiting));
    },
    async sync(target, waiting) {
      able('canSync', 'cannot be synced');
      try {
        await aim('SYNC', target, waiting, TAKE_LIMIT_MS);
      } finally {
        // Otherwise the next slew, of whoever it is, would be a sync.
        await link.set('ON_COORD_SET', { TRACK: true }, { clock: waiting.clock, signal: new AbortController().signal });
      }
    },
    async park(waiting) {
      able('canPark', 'cannot park');
      await stopFirst(waiting, stop, () =>
        link.set('TELESCOPE_PARK', { PARK: true }, { ...waiting, timeoutMs: SLEW_LIMIT_MS }),
      );
    },
    async unpark(waiting) {
      able('canUnpark', 'cannot be unparked from here');
      await link.set('TELESCOPE_PARK', { UNPARK: true }, waiting);
    },
    async setTracking(on, waiting) {
      able('canSetTracking', 'tracks as it likes');
      // Some drivers stay Busy for as long as they track.
      if (isOn(vector('TELESCOPE_TRACK_STATE'), 'TRACK_ON') !== on)
        await link.begin('TELESCOPE_TRACK_STATE', { [on ? 'TRACK_ON' : 'TRACK_OFF']: true }, waiting);
    },
    async setTrackingRate(rate, waiting) {
      link.assertConnected();
      const mode = modes().find(([known]) => known === rate);
      if (!mode) throw new InvalidInput(`${device} has no ${rate} tracking rate`, 'rate');
      await link.set('TELESCOPE_TRACK_MODE', { [mode[1]]: true }, waiting);
    },
    async findHome(waiting) {
      able('canFindHome', 'has no home position');
      const button = homeButton() ?? 'GO';
      await stopFirst(waiting, stop, async () => {
        await link.set('TELESCOPE_HOME', { [button]: true }, { ...waiting, timeoutMs: SLEW_LIMIT_MS });
        await link.until(() => (moving() ? undefined : true), 'the mount to find home', SLEW_LIMIT_MS, waiting);
      });
    },
    async stop(waiting) {
      link.assertConnected();
      await stop(waiting);
    },
    async move(axis, rate, waiting) {
      const { moveRates } = capabilities();
      const motion = axis === 'ra' ? 'TELESCOPE_MOTION_WE' : 'TELESCOPE_MOTION_NS';
      const [positive, negative] =
        axis === 'ra' ? (['MOTION_EAST', 'MOTION_WEST'] as const) : (['MOTION_NORTH', 'MOTION_SOUTH'] as const);
      if (moveRates.length === 0) throw new InvalidInput(`${device} cannot be moved by hand pad`, 'move');
      if (rate === 0) return link.begin(motion, { [positive]: false, [negative]: false }, waiting);
      const nearest = moveRates.reduce(
        (best, each, i) =>
          Math.abs(each - Math.abs(rate)) < Math.abs((moveRates[best] ?? 0) - Math.abs(rate)) ? i : best,
        0,
      );
      const name = rateNames()[nearest];
      if (name !== undefined) await link.set('TELESCOPE_SLEW_RATE', { [name]: true }, waiting);
      await link.begin(motion, { [rate > 0 ? positive : negative]: true }, waiting);
    },
    async pulseGuide(direction, ms, waiting) {
      able('canPulseGuide', 'takes no guide pulses');
      await guidePulse(link, direction, ms, waiting);
    },
    async readSite() {
      link.assertConnected();
      const site = vector('GEOGRAPHIC_COORD');
      const latitude = finite(numberOf(site, 'LAT'));
      const longitude = finite(numberOf(site, 'LONG'));
      if (latitude === undefined || longitude === undefined) return undefined;
      return { latitude, longitude: signedDegrees(longitude), elevation: finite(numberOf(site, 'ELEV')) ?? 0 };
    },
    async setSite({ latitude, longitude, elevation }, waiting) {
      link.assertConnected();
      const values = { LAT: latitude, LONG: normaliseDegrees(longitude), ELEV: elevation };
      await link.set('GEOGRAPHIC_COORD', values, waiting);
    },
    async readTime() {
      link.assertConnected();
      const text = textOf(link.vector('TIME_UTC'), 'UTC');
      return text ? parseUtc(text) : undefined;
    },
    async setTime(ms, waiting) {
      link.assertConnected();
      // Whole seconds, no zone; the offset is for displays only, and stays.
      const OFFSET = textOf(link.vector('TIME_UTC'), 'OFFSET') ?? '0';
      await client.change(device, 'TIME_UTC', { UTC: utcText(ms, 0).slice(0, 19), OFFSET }, waiting);
    },
  });
}

const MODES: readonly (readonly [TrackingRate, string])[] = [
  ['sidereal', 'TRACK_SIDEREAL'],
  ['lunar', 'TRACK_LUNAR'],
  ['solar', 'TRACK_SOLAR'],
];

const hasElement = (vector: Vector | undefined, name: string) => vector?.elements.has(name) ?? false;

/** INDI names its hand pad speeds and does not say how fast they are: nominal ones, slow to fast, in their order. */
function nominalRates(count: number, canMove: boolean): readonly number[] {
  if (!canMove) return [];
  if (count < 2) return [FASTEST];
  return Array.from({ length: count }, (_, i) => SLOWEST * (FASTEST / SLOWEST) ** (i / (count - 1)));
}

/** A driver that was never told says 0. */
const positive = (value: number | undefined) => (value !== undefined && value > 0 ? value : undefined);
