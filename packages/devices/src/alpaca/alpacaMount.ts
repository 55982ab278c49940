import { type AlpacaClient, type AxisRate, alpacaErrors } from '@uraniborg/alpaca';
import { DeviceError, InvalidInput, parseUtc, separation, utcText, type Waiting } from '@uraniborg/core';
import type { Direction, Mount, MountCapabilities, MountReading } from '../mount.ts';
import { onLink } from '../onLink.ts';
import { pollUntil } from '../pollUntil.ts';
import { stopFirst } from '../stopFirst.ts';
import { alpacaLink } from './alpacaLink.ts';

const SLEW_LIMIT_MS = 900_000;
/** Farther than this from where it was sent, degrees, and it has not arrived: pointing models move less. */
const ARRIVED_WITHIN = 1;

/** A mount behind an Alpaca server ("telescope" there). Hours of right ascension end here: the house has degrees. */
export function alpacaMount(client: AlpacaClient<'telescope'>, address: string): Mount {
  let can: MountCapabilities | undefined;
  let slewsAsync = true;

  const link = alpacaLink(client, address, async ({ optional }, { signal }) => {
    const flag = async (member: string, ask: () => Promise<boolean>) => (await optional(member, ask)) ?? false;
    const system = await optional('EquatorialSystem', () => client.equatorialSystem({ signal }));
    if (system === 'b1950' || system === 'j2050')
      throw new DeviceError(
        `The mount counts its coordinates from ${system}; set its driver to J2000 or topocentric`,
        0,
      );
    slewsAsync = await flag('CanSlewAsync', () => client.canSlewAsync({ signal }));
    const canSlew = slewsAsync || (await flag('CanSlew', () => client.canSlew({ signal })));
    const moves = await flag('CanMoveAxis', () => client.canMoveAxis('primary', { signal }));
    const rates = moves ? await optional('AxisRates', () => client.axisRates('primary', { signal })) : undefined;
    can = {
      equinox: system === 'j2000' ? 'J2000' : 'apparent',
      canSlew,
      canSync: await flag('CanSync', () => client.canSync({ signal })),
      canPark: await flag('CanPark', () => client.canPark({ signal })),
      canUnpark: await flag('CanUnpark', () => client.canUnpark({ signal })),
      canSetTracking: await flag('CanSetTracking', () => client.canSetTracking({ signal })),
      canPulseGuide: await flag('CanPulseGuide', () => client.canPulseGuide({ signal })),
      canFindHome: await flag('CanFindHome', () => client.canFindHome({ signal })),
      trackingRates: (await optional('TrackingRates', () => client.trackingRates({ signal }))) ?? [],
      canSetPierSide: await flag('CanSetPierSide', () => client.canSetPierSide({ signal })),
      moveRates: handPadRates(rates ?? []),
      focalLengthMm: millimetres(await optional('FocalLength', () => client.focalLength({ signal }))),
    };
  });

  const capabilities = () => {
    link.assertConnected();
    if (!can) throw new DeviceError(`${link.name} is not connected`, 'mount');
    return can;
  };
  const able = (what: keyof MountCapabilities, sentence: string) => {
    if (!capabilities()[what]) throw new InvalidInput(`${link.name} ${sentence}`, what);
  };

  async function read({ signal }: Waiting): Promise<MountReading> {
    // One question instead of nine where the driver knows Platform 7; what it leaves out is asked for.
    const state = await link.optional('DeviceState', () => client.deviceState({ signal }));
    const or = async <T>(known: T | undefined, member: string, ask: () => Promise<T>) =>
      known ?? (await link.optional(member, ask));
    const [ra, dec, altitude, azimuth, siderealTimeHours, tracking, slewing, parked, pierSide, trackingRate] =
      await Promise.all([
        state?.rightAscension ?? client.rightAscension({ signal }),
        state?.declination ?? client.declination({ signal }),
        or(state?.altitude, 'Altitude', () => client.altitude({ signal })),
        or(state?.azimuth, 'Azimuth', () => client.azimuth({ signal })),
        or(state?.siderealTime, 'SiderealTime', () => client.siderealTime({ signal })),
        or(state?.tracking, 'Tracking', () => client.tracking({ signal })),
        or(state?.slewing, 'Slewing', () => client.slewing({ signal })),
        or(state?.atPark, 'AtPark', () => client.atPark({ signal })),
        or(state?.sideOfPier, 'SideOfPier', () => client.sideOfPier({ signal })),
        capabilities().trackingRates.length > 1
          ? link.optional('TrackingRate', () => client.trackingRate({ signal }))
          : undefined,
      ]);
    return {
      ra: ra * 15,
      dec,
      altitude,
      azimuth,
      siderealTimeHours,
      tracking: tracking ?? false,
      trackingRate,
      slewing: slewing ?? false,
      parked: parked ?? false,
      pierSide: pierSide === 'unknown' ? undefined : pierSide,
    };
  }

  const until = (waiting: Waiting, what: string, look: (signal: AbortSignal) => Promise<boolean>) =>
    pollUntil(waiting, {
      what,
      limitMs: SLEW_LIMIT_MS,
      every: (passed) => Math.min(1000, 100 + passed / 10),
      look: async ({ signal }) => ((await look(signal)) ? true : undefined),
    });
  const still = (waiting: Waiting) =>
    until(waiting, 'the mount to stand still', async (signal) => !(await client.slewing({ signal })));

  async function stop(waiting: Waiting): Promise<void> {
    try {
      await client.abortSlew({ signal: waiting.signal });
    } catch (error) {
      // A parked mount refuses, and stands.
      const parked = error instanceof DeviceError && error.code === alpacaErrors.invalidWhileParked;
      if (!parked) throw error;
      return;
    }
    await still(waiting);
  }

  async function slew(target: Direction, waiting: Waiting): Promise<void> {
    const { signal } = waiting;
    able('canSlew', 'cannot slew by itself; move it by hand');
    // ASCOM mounts refuse to slew to coordinates while they do not track.
    if (capabilities().canSetTracking && !(await client.tracking({ signal })))
      await client.putTracking(true, { signal });
    if (slewsAsync) await client.slewToCoordinatesAsync(target.ra / 15, target.dec, { signal });
    else await client.slewToCoordinates(target.ra / 15, target.dec, { signal });
    await still(waiting);
    const { ra, dec } = await read(waiting);
    const off = separation({ ra, dec }, target);
    if (off > ARRIVED_WITHIN)
      throw new DeviceError(`The mount stopped ${off.toFixed(1)} degrees from where it was sent`, 'slew');
  }

  return onLink<Mount>(link, {
    kind: 'mount',
    capabilities,
    read: (waiting) => link.watched(() => read(waiting)),
    slew: (target, waiting) => link.watched(() => stopFirst(waiting, stop, () => slew(target, waiting))),
    sync: (target, { signal }) =>
      link.watched(() => {
        able('canSync', 'cannot be synced');
        return client.syncToCoordinates(target.ra / 15, target.dec, { signal });
      }),
    park: (waiting) =>
      link.watched(() => {
        able('canPark', 'cannot park');
        return stopFirst(waiting, stop, async () => {
          await client.park({ signal: waiting.signal });
          await until(waiting, 'the mount to park', (signal) => client.atPark({ signal }));
        });
      }),
    unpark: (waiting) =>
      link.watched(async () => {
        able('canUnpark', 'cannot be unparked from here');
        await client.unpark({ signal: waiting.signal });
        await until(waiting, 'the mount to unpark', async (signal) => !(await client.atPark({ signal })));
      }),
    setTracking: (on, { signal }) =>
      link.watched(() => {
        able('canSetTracking', 'tracks as it likes');
        return client.putTracking(on, { signal });
      }),
    setTrackingRate: (rate, { signal }) =>
      link.watched(() => {
        if (!capabilities().trackingRates.includes(rate))
          throw new InvalidInput(`${link.name} has no ${rate} tracking rate`, 'rate');
        return client.putTrackingRate(rate, { signal });
      }),
    findHome: (waiting) =>
      link.watched(() => {
        able('canFindHome', 'has no home position');
        return stopFirst(waiting, stop, async () => {
          await client.findHome({ signal: waiting.signal });
          await until(waiting, 'the mount to find home', async (signal) => client.atHome({ signal }));
        });
      }),
    stop: (waiting) => link.watched(() => stop(waiting)),
    move: (axis, rate, { signal }) =>
      link.watched(async () => {
        const { moveRates } = capabilities();
        if (moveRates.length === 0) throw new InvalidInput(`${link.name} cannot be moved by hand pad`, 'move');
        const highest = Math.max(...moveRates);
        const bounded = Math.sign(rate) * Math.min(Math.abs(rate), highest);
        await client.moveAxis(axis === 'ra' ? 'primary' : 'secondary', bounded, { signal });
      }),
    pulseGuide: (direction, ms, waiting) =>
      link.watched(async () => {
        able('canPulseGuide', 'takes no guide pulses');
        await client.pulseGuide(direction, Math.round(ms), { signal: waiting.signal });
        // A pulse cannot be called back; it is short, so its end is awaited whatever happens.
        await pollUntil(
          { clock: waiting.clock, signal: new AbortController().signal },
          {
            what: 'the guide pulse to end',
            limitMs: ms + 10_000,
            every: 50,
            look: async ({ signal }) => ((await client.isPulseGuiding({ signal })) ? undefined : true),
          },
        );
        waiting.signal.throwIfAborted();
      }),
    readSite: ({ signal }) =>
      link.watched(async () => {
        const latitude = await link.optional('SiteLatitude', () => client.siteLatitude({ signal }));
        const longitude = await link.optional('SiteLongitude', () => client.siteLongitude({ signal }));
        const elevation = await link.optional('SiteElevation', () => client.siteElevation({ signal }));
        if (latitude === undefined || longitude === undefined) return undefined;
        return { latitude, longitude, elevation: elevation ?? 0 };
      }),
    setSite: ({ latitude, longitude, elevation }, { signal }) =>
      link.watched(async () => {
        await client.putSiteLatitude(latitude, { signal });
        await client.putSiteLongitude(longitude, { signal });
        await client.putSiteElevation(elevation, { signal });
      }),
    readTime: ({ signal }) =>
      link.watched(async () => {
        const text = await link.optional('UTCDate', () => client.utcDate({ signal }));
        return text === undefined ? undefined : parseUtc(text);
      }),
    setTime: (ms, { signal }) => link.watched(() => client.putUTCDate(utcText(ms, 3), { signal })),
  });
}

/** Speeds for a hand pad: fixed speeds as they are, a range as steps of four down from its highest. */
function handPadRates(ranges: readonly AxisRate[]): readonly number[] {
  const rates = new Set<number>();
  for (const { minimum, maximum } of ranges)
    for (let rate = maximum, n = 0; rate > 0 && rate >= minimum && n < 5; rate /= 4, n++) rates.add(rate);
  return [...rates].sort((a, b) => a - b);
}

/** A driver that was never told says 0. */
function millimetres(metres: number | undefined): number | undefined {
  return metres !== undefined && metres > 0 && Number.isFinite(metres) ? metres * 1000 : undefined;
}
