/** The simulated mount behind ASCOM's ITelescopeV4. */
import { type AlpacaDriver, alpacaError, type Enumerated } from '@uraniborg/alpaca';
import type { Direction } from '@uraniborg/astrometry';
import { normaliseDegrees, parseUtc, signedDegrees, utcText } from '@uraniborg/core';
import { type HourDirection, homeAxes, type PierSide, SIDEREAL_RATE } from '../machines/germanMount.ts';
import { collectingArea } from '../optics/telescope.ts';
import { horizontalOf, hourDirectionAt } from '../sky/celestial.ts';
import type { World } from '../world.ts';
import { checkInteger, checkRange } from './refusals.ts';

/** Guide speed, degrees per second: half the sidereal rate, one setting for the mount's and the camera's own port. */
const guideRates = new WeakMap<World, { ra: number; dec: number }>();
const guideRatesOf = (world: World) => {
  const rates = guideRates.get(world) ?? { ra: SIDEREAL_RATE / 2, dec: SIDEREAL_RATE / 2 };
  guideRates.set(world, rates);
  return rates;
};

/** A pulse at the guide speed; both ports of the mount come here. */
export function guidePulse(world: World, direction: Enumerated<'guideDirection'>, ms: number): void {
  const rates = guideRatesOf(world);
  const time = world.clock.now();
  if (direction === 'north' || direction === 'south')
    world.mount.pulse('dec', direction === 'north' ? rates.dec : -rates.dec, ms / 1000, time);
  // East is growing right ascension: the hour axis slows down.
  else world.mount.pulse('hour', direction === 'east' ? -rates.ra : rates.ra, ms / 1000, time);
}

/** Degrees of hour angle per second. */
const DRIVE: Record<Enumerated<'driveRate'>, number> = {
  sidereal: SIDEREAL_RATE,
  lunar: 14.685 / 3600,
  solar: 15 / 3600,
  king: 15.0369 / 3600,
};
const FASTEST_GUIDING = 2 * SIDEREAL_RATE;
const MOST_MOVE = 4;
/** Degrees of altitude below which the mount does not slew. */
const HORIZON = 0;

export function createTelescopeDriver(world: World): AlpacaDriver<'telescope'> {
  const { clock, mount, site, main } = world;
  const now = () => clock.now();
  let parked = false;
  let parkPosition = { ...homeAxes(site.latitude) };
  let parkingUntilStill = false;
  let target: { ra?: number; dec?: number } = {}; // hours, degrees
  let driveRate: Enumerated<'driveRate'> = 'sidereal';
  let extra = { ra: 0, dec: 0 }; // seconds of RA per sidereal second, arcsec per second
  let settleTime = 0;
  let clockOffset = 0;

  const sidereal = () => world.celestial.siderealTime(now());
  const equatorial = () => {
    const { hourAngle, dec } = mount.reported(now());
    return { ra: normaliseDegrees(sidereal() - hourAngle), dec };
  };
  const horizontal = () => {
    const { hourAngle, dec } = mount.reported(now());
    return horizontalOf(hourAngle, dec, site.latitude);
  };
  const atPark = () => {
    if (parkingUntilStill && !mount.moving(now())) [parked, parkingUntilStill] = [true, false];
    return parked;
  };
  const at = (axes: { h: number; d: number }) => {
    const here = mount.axes(now());
    return !mount.moving(now()) && Math.abs(here.h - axes.h) < 0.01 && Math.abs(here.d - axes.d) < 0.01;
  };
  const checkUnparked = () => {
    if (atPark() || parkingUntilStill) throw alpacaError('invalidWhileParked', 'The mount is parked: unpark it first');
  };
  const sideFor = (hourAngle: number): PierSide => (signedDegrees(hourAngle) >= 0 ? 'east' : 'west');
  const applyRates = () =>
    mount.setRates(
      // Right ascension grows when the hour axis lags; a sidereal second is 1/1.0027379 of a second.
      { hour: DRIVE[driveRate] - (extra.ra * 15 * 1.0027379) / 3600, dec: extra.dec / 3600 },
      now(),
    );
  const checkDirection = (raHours: number, dec: number) => {
    checkRange('RightAscension', raHours, 0, 23.9999999999);
    checkRange('Declination', dec, -90, 90);
  };
  const altitudeOf = ({ ra, dec }: Direction) =>
    horizontalOf(signedDegrees(sidereal() - ra), dec, site.latitude).altitude;
  const slewTo = (raHours: number, dec: number, side?: PierSide) => {
    const ra = raHours * 15;
    if (altitudeOf({ ra, dec }) < HORIZON) throw alpacaError('invalidOperation', 'The target is below the horizon');
    const follow = (time: number): HourDirection => ({
      hourAngle: signedDegrees(world.celestial.siderealTime(time) - ra),
      dec,
    });
    mount.slew(follow, side ?? sideFor(follow(now()).hourAngle), now(), { tracking: true, settle: settleTime });
  };
  const slewEquatorial = (raHours: number, dec: number) => {
    checkUnparked();
    checkDirection(raHours, dec);
    target = { ra: raHours, dec };
    if (!mount.tracking(now()))
      throw alpacaError(
        'invalidOperation',
        'The mount does not track: switch Tracking on before slewing to coordinates',
      );
    slewTo(raHours, dec);
  };
  const slewHorizontal = (azimuth: number, altitude: number) => {
    checkUnparked();
    checkRange('Azimuth', azimuth, 0, 360);
    checkRange('Altitude', altitude, HORIZON, 90);
    if (mount.tracking(now()))
      throw alpacaError(
        'invalidOperation',
        'The mount tracks: switch Tracking off before slewing to an altitude and azimuth',
      );
    const direction = hourDirectionAt({ azimuth, altitude }, site.latitude);
    mount.slew(() => direction, sideFor(direction.hourAngle), now(), { tracking: false, settle: settleTime });
  };
  const syncTo = (raHours: number, dec: number) => {
    mount.sync({ hourAngle: signedDegrees(sidereal() - raHours * 15), dec }, now());
  };
  const targetOf = () => {
    const { ra, dec } = target;
    if (ra === undefined || dec === undefined)
      throw alpacaError('valueNotSet', 'There is no target: set TargetRightAscension and TargetDeclination first');
    return { ra, dec };
  };
  const arrived = async () => {
    while (mount.moving(now())) await clock.sleep(100);
  };

  return {
    description: () => 'Simulated German equatorial mount',
    alignmentMode: () => 'germanPolar',
    equatorialSystem: () => 'topocentric',
    apertureDiameter: () => main.telescope.aperture / 1000,
    apertureArea: () => collectingArea(main.telescope) / 10_000,
    focalLength: () => main.telescope.focalLength / 1000,
    doesRefraction: () => world.corrections.refraction,
    putDoesRefraction(on) {
      world.corrections.refraction = on;
    },
    siteLatitude: () => site.latitude,
    siteLongitude: () => site.longitude,
    siteElevation: () => site.elevation,
    putSiteLatitude(value) {
      checkRange('SiteLatitude', value, -90, 90);
      site.latitude = value;
    },
    putSiteLongitude(value) {
      checkRange('SiteLongitude', value, -180, 180);
      site.longitude = value;
    },
    putSiteElevation(value) {
      checkRange('SiteElevation', value, -300, 10_000);
      site.elevation = value;
    },
    utcDate: () => utcText(now() + clockOffset),
    putUTCDate(text) {
      clockOffset = parseUtc(text) - now();
    },
    siderealTime: () => sidereal() / 15,
    rightAscension: () => equatorial().ra / 15,
    declination: () => equatorial().dec,
    altitude: () => horizontal().altitude,
    azimuth: () => horizontal().azimuth,
    sideOfPier: () => mount.pierSide(now()),
    putSideOfPier(side) {
      checkUnparked();
      if (side === 'unknown') throw alpacaError('invalidValue', 'SideOfPier can be set to east or west');
      const here = equatorial();
      const hourAngle = signedDegrees(sidereal() - here.ra);
      if (side !== mount.pierSide(now()) && !reachable(hourAngle, side))
        throw alpacaError('invalidOperation', `From the ${side} of the pier the telescope cannot reach this direction`);
      slewTo(here.ra / 15, here.dec, side);
    },
    destinationSideOfPier(raHours, dec) {
      checkDirection(raHours, dec);
      return sideFor(sidereal() - raHours * 15);
    },
    tracking: () => mount.tracking(now()),
    putTracking(on) {
      if (on) checkUnparked();
      mount.setTracking(on, now());
    },
    trackingRate: () => driveRate,
    trackingRates: () => ['sidereal', 'lunar', 'solar', 'king'],
    putTrackingRate(rate) {
      driveRate = rate;
      applyRates();
    },
    rightAscensionRate: () => extra.ra,
    declinationRate: () => extra.dec,
    putRightAscensionRate(rate) {
      checkOffsetAllowed('RightAscensionRate');
      checkRange('RightAscensionRate', rate, -200, 200);
      extra = { ...extra, ra: rate };
      applyRates();
    },
    putDeclinationRate(rate) {
      checkOffsetAllowed('DeclinationRate');
      checkRange('DeclinationRate', rate, -3600, 3600);
      extra = { ...extra, dec: rate };
      applyRates();
    },
    guideRateRightAscension: () => guideRatesOf(world).ra,
    guideRateDeclination: () => guideRatesOf(world).dec,
    putGuideRateRightAscension(rate) {
      checkRange('GuideRateRightAscension', rate, 0, FASTEST_GUIDING);
      guideRatesOf(world).ra = rate;
    },
    putGuideRateDeclination(rate) {
      checkRange('GuideRateDeclination', rate, 0, FASTEST_GUIDING);
      guideRatesOf(world).dec = rate;
    },
    isPulseGuiding: () => mount.pulsing(now()),
    pulseGuide(direction, ms) {
      checkUnparked();
      checkRange('Duration', ms, 0, 60_000);
      if (mount.moving(now())) throw alpacaError('invalidOperation', 'The mount is slewing: it cannot be guided now');
      if (!mount.tracking(now()))
        throw alpacaError('invalidOperation', 'The mount does not track: it cannot be guided');
      guidePulse(world, direction, ms);
    },
    slewing: () => mount.moving(now()),
    slewSettleTime: () => settleTime,
    putSlewSettleTime(seconds) {
      checkInteger('SlewSettleTime', seconds, 0, 100);
      settleTime = seconds;
    },
    targetRightAscension: () => targetPart(target.ra, 'TargetRightAscension'),
    targetDeclination: () => targetPart(target.dec, 'TargetDeclination'),
    putTargetRightAscension(hours) {
      checkRange('TargetRightAscension', hours, 0, 23.9999999999);
      target = { ...target, ra: hours };
    },
    putTargetDeclination(dec) {
      checkRange('TargetDeclination', dec, -90, 90);
      target = { ...target, dec };
    },
    slewToCoordinatesAsync: slewEquatorial,
    async slewToCoordinates(raHours, dec) {
      slewEquatorial(raHours, dec);
      await arrived();
    },
    slewToTargetAsync() {
      checkUnparked();
      const { ra, dec } = targetOf();
      slewEquatorial(ra, dec);
    },
    async slewToTarget() {
      checkUnparked();
      const { ra, dec } = targetOf();
      slewEquatorial(ra, dec);
      await arrived();
    },
    slewToAltAzAsync: slewHorizontal,
    async slewToAltAz(azimuth, altitude) {
      slewHorizontal(azimuth, altitude);
      await arrived();
    },
    syncToCoordinates(raHours, dec) {
      checkUnparked();
      checkDirection(raHours, dec);
      target = { ra: raHours, dec };
      if (!mount.tracking(now()))
        throw alpacaError(
          'invalidOperation',
          'The mount does not track: switch Tracking on before a sync to coordinates',
        );
      syncTo(raHours, dec);
    },
    syncToTarget() {
      checkUnparked();
      const { ra, dec } = targetOf();
      syncTo(ra, dec);
    },
    syncToAltAz(azimuth, altitude) {
      checkUnparked();
      checkRange('Azimuth', azimuth, 0, 360);
      checkRange('Altitude', altitude, 0, 90);
      if (mount.tracking(now()))
        throw alpacaError(
          'invalidOperation',
          'The mount tracks: switch Tracking off before a sync to an altitude and azimuth',
        );
      mount.sync(hourDirectionAt({ azimuth, altitude }, site.latitude), now());
    },
    abortSlew() {
      checkUnparkedFor('AbortSlew');
      parkingUntilStill = false;
      mount.stop(now());
    },
    atHome: () => at(homeAxes(site.latitude)),
    findHome() {
      checkUnparked();
      mount.turnTo(homeAxes(site.latitude), now());
    },
    atPark,
    park() {
      if (atPark()) return;
      mount.turnTo(parkPosition, now());
      parkingUntilStill = true;
    },
    unpark() {
      atPark();
      [parked, parkingUntilStill] = [false, false];
    },
    setPark() {
      parkPosition = mount.axes(now());
    },
    canMoveAxis: (axis) => axis !== 'tertiary',
    axisRates: (axis) => (axis === 'tertiary' ? [] : [{ minimum: 0, maximum: MOST_MOVE }]),
    moveAxis(axis, rate) {
      checkUnparked();
      if (axis === 'tertiary') throw alpacaError('invalidValue', 'There is no third axis');
      checkRange('Rate', Math.abs(rate), 0, MOST_MOVE);
      // ASCOM leaves the sense open; drivers and programs take a positive primary rate for east.
      if (axis === 'primary') mount.moveAxis('hour', -rate, now());
      else mount.moveAxis('dec', rate, now());
    },
  };

  function targetPart(value: number | undefined, name: string): number {
    if (value === undefined) throw alpacaError('valueNotSet', `${name} has not been set`);
    return value;
  }
  function checkOffsetAllowed(name: string): void {
    if (driveRate !== 'sidereal')
      throw alpacaError('invalidOperation', `${name} works only with the sidereal tracking rate`);
  }
  function checkUnparkedFor(what: string): void {
    if (atPark())
      throw alpacaError('invalidWhileParked', `${what} is refused while the mount is parked: unpark it first`);
  }
  function reachable(hourAngle: number, side: PierSide): boolean {
    // East of the pier: from the overlap past the meridian in the east, through west; the mirror image on the other side.
    return side === 'east' ? hourAngle > -15 : hourAngle < 15;
  }
}
