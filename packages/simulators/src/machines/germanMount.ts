/**
 * A German equatorial mount: two geared axes and the electronics that drive them.
 *
 * The hour axis `h` and the declination axis `d` are degrees. A telescope east of the pier (the normal state) points at
 * hour angle h and declination d; west of it, d lies beyond the pole, and the hour angle is h + 180. Both states then
 * use h from 0 (counterweight level in the east) to 180, plus what the mount may track past the meridian.
 */
import { degrees, normaliseDegrees, radians, signedDegrees } from '@uraniborg/core';
import { motion } from '../motion.ts';
import { smoothNoise } from '../smoothNoise.ts';
import { hold, type Stretch } from '../timeline.ts';
import { createGearedAxis } from './play.ts';

/** Degrees of hour angle per second. */
export const SIDEREAL_RATE = 360.98564736629 / 86_400;

export interface MountMechanics {
  /** Arcminutes the polar axis is off: too high, and too far east. */
  readonly polarAltitudeError: number;
  readonly polarAzimuthError: number;
  /** Arcminutes that the zero points of the encoders are off. */
  readonly hourIndexError: number;
  readonly decIndexError: number;
  /** Arcminutes by which the telescope is not square to its axis. */
  readonly coneError: number;
  /** Arcseconds, amplitude of the worm's first harmonic. */
  readonly periodicError: number;
  /** Seconds of sidereal tracking for one turn of the worm. */
  readonly wormPeriod: number;
  /** Arcseconds of play. */
  readonly hourBacklash: number;
  readonly decBacklash: number;
  /** Degrees per second, and per second squared. */
  readonly slewSpeed: number;
  readonly slewAcceleration: number;
  /** Degrees the hour axis may go past the meridian. */
  readonly meridianLimit: number;
}

export const defaultMechanics: MountMechanics = {
  polarAltitudeError: 1.8,
  polarAzimuthError: -2.6,
  hourIndexError: 5.2,
  decIndexError: -3.1,
  coneError: 1.1,
  periodicError: 7,
  wormPeriod: 480,
  hourBacklash: 0,
  decBacklash: 6,
  slewSpeed: 4,
  slewAcceleration: 2.5,
  meridianLimit: 15,
};

export type PierSide = 'east' | 'west';
export interface HourDirection {
  /** Degrees, west positive. */
  readonly hourAngle: number;
  readonly dec: number;
}

/** Unit vectors in the true equatorial frame of the site: x to the meridian on the equator, y west, z to the pole. */
export interface OpticalAxis {
  readonly axis: Vector;
  readonly up: Vector;
}
export type Vector = readonly [number, number, number];

export interface GermanMount {
  /** Where the telescope really looks, at any time of the last hours. */
  opticalAxis(time: number): OpticalAxis;
  /** What the encoders say. */
  reported(time: number): HourDirection;
  pierSide(time: number): PierSide;
  moving(time: number): boolean;
  tracking(time: number): boolean;
  pulsing(time: number): boolean;
  /** Moves to an hour angle and declination, which for a `following` target is that of the moment of arrival. */
  slew(
    target: (arrival: number) => HourDirection,
    side: PierSide,
    time: number,
    then: { tracking: boolean; settle: number },
  ): void;
  /** Turns the axes to these angles (degrees) and stands still there. */
  turnTo(axes: { h: number; d: number }, time: number): void;
  axes(time: number): { h: number; d: number };
  setTracking(on: boolean, time: number): void;
  /** Degrees per second of the hour axis while tracking, and of declination (north positive). */
  setRates(rates: { hour: number; dec: number }, time: number): void;
  /** Adds a rate (degrees per second, hour axis westwards; declination northwards) to one axis for `seconds`. */
  pulse(axis: 'hour' | 'dec', rate: number, seconds: number, time: number): void;
  /** Turns one axis by hand at a rate (degrees per second, hour axis: west positive, dec: north positive); 0 ends it. */
  moveAxis(axis: 'hour' | 'dec', rate: number, time: number): void;
  stop(time: number): void;
  /** From now on the encoders read `direction`. */
  sync(direction: HourDirection, time: number): void;
}

/** Both axes at rest at the pole, counterweight down. */
export const homeAxes = (latitude: number) => ({ h: 90, d: latitude < 0 ? -90 : 90 });

export function createGermanMount(
  mechanics: MountMechanics,
  { site, seed }: { site: { readonly latitude: number }; seed: number },
): GermanMount {
  const home = homeAxes(site.latitude);
  const pole = () => (site.latitude < 0 ? -1 : 1);
  const hour = createGearedAxis(home.h, mechanics.hourBacklash / 3600);
  const dec = createGearedAxis(home.d, mechanics.decBacklash / 3600);
  const north = {
    altitude: radians(mechanics.polarAltitudeError / 60),
    azimuth: radians(mechanics.polarAzimuthError / 60),
  };
  let trackingOn = false;
  let rates = { hour: SIDEREAL_RATE, dec: 0 };
  let manual = { hour: 0, dec: 0 };
  let pulses = { hour: { rate: 0, until: 0 }, dec: { rate: 0, until: 0 } };
  let slewUntil = Number.NEGATIVE_INFINITY; // the axes stand
  let settledAt = Number.NEGATIVE_INFINITY; // and have come to rest
  let slew: { hour: Stretch<number>[]; dec: Stretch<number>[] } | undefined; // how the axes get there
  let offset = { h: 0, d: 0 };
  const limit = () => 180 + mechanics.meridianLimit;

  /** Whether north is the way of growing d: not west of the pier. */
  const northward = (d: number) => (sideOf(d) === 'east' ? 1 : -1);
  const sideOf = (d: number): PierSide => (d * pole() > 90 ? 'west' : 'east');

  /** Lays both axes out from `time`, or from the end of a slew, at the rates that are in force. */
  const go = (time: number) => {
    const under = slew && time < slewUntil ? slew : undefined;
    const before = under ?? { hour: [], dec: [] };
    const begin = under ? slewUntil : time;
    const h0 = before.hour[0]?.value(begin) ?? hour.motor.at(time);
    const d0 = before.dec[0]?.value(begin) ?? dec.motor.at(time);
    const sense = northward(d0);
    const base = {
      hour: manual.hour + (trackingOn ? rates.hour : 0),
      dec: sense * (manual.dec + (trackingOn ? rates.dec : 0)),
    };
    hour.follow(...before.hour, ...leg(begin, h0, base.hour, pulses.hour, limit()));
    dec.follow(...before.dec, ...leg(begin, d0, base.dec, { ...pulses.dec, rate: sense * pulses.dec.rate }, Infinity));
  };
  /** The axis at `time` with everything that would move it given up. */
  const rest = () => {
    manual = { hour: 0, dec: 0 };
    pulses = { hour: { rate: 0, until: 0 }, dec: { rate: 0, until: 0 } };
    slew = undefined;
  };
  const travel = (target: (arrival: number) => { h: number; d: number }, time: number, settle: number) => {
    rest();
    const from = { h: hour.motor.at(time), d: dec.motor.at(time) };
    const plan = (to: { h: number; d: number }) => ({
      hour: motion(to.h - from.h, mechanics.slewSpeed, mechanics.slewAcceleration),
      dec: motion(to.d - from.d, mechanics.slewSpeed, mechanics.slewAcceleration),
    });
    // The target moves while the mount does: three rounds bring the arrival to well under a millisecond.
    let moves = plan(target(time));
    for (let round = 0; round < 3; round++) {
      slewUntil = time + 1000 * Math.max(moves.hour.duration, moves.dec.duration);
      moves = plan(target(slewUntil));
    }
    slewUntil = time + 1000 * Math.max(moves.hour.duration, moves.dec.duration);
    settledAt = slewUntil + 1000 * settle;
    const { hour: h, dec: d } = moves;
    slew = {
      hour: [{ from: time, value: (t) => from.h + h.travelled((t - time) / 1000) }],
      dec: [{ from: time, value: (t) => from.d + d.travelled((t - time) / 1000) }],
    };
    go(time);
  };
  const axesFor = ({ hourAngle, dec: target }: HourDirection, side: PierSide) => {
    const h = side === 'east' ? hourAngle : hourAngle + 180;
    const wrapped = normaliseDegrees(h + 90) - 90; // -90 to 270: the counterweight never goes round
    return { h: wrapped - offset.h, d: (side === 'east' ? target : pole() * 180 - target) - northOf(side) * offset.d };
  };
  const northOf = (side: PierSide) => (side === 'east' ? 1 : -1);

  return {
    opticalAxis(time) {
      const motorHour = hour.motor.at(time);
      const h = radians(hour.driven.at(time) + mechanics.hourIndexError / 60 + periodicError(motorHour) / 3600);
      const d = radians(dec.driven.at(time) + mechanics.decIndexError / 60);
      const [ch, sh, cd, sd] = [Math.cos(h), Math.sin(h), Math.cos(d), Math.sin(d)];
      const cone = radians(mechanics.coneError / 60);
      const axis: Vector = [cd * ch - cone * sh, cd * sh + cone * ch, sd];
      const up: Vector = [-sd * ch, -sd * sh, cd];
      return { axis: unit(turned(axis)), up: unit(turned(up)) };
    },
    reported(time) {
      const h = hour.motor.at(time) + offset.h;
      const d = dec.motor.at(time);
      const side = sideOf(d);
      const south = d + northOf(side) * offset.d;
      return side === 'east'
        ? { hourAngle: signedDegrees(h), dec: clampDec(south) }
        : { hourAngle: signedDegrees(h + 180), dec: clampDec(pole() * 180 - south) };
    },
    pierSide: (time) => sideOf(dec.motor.at(time)),
    axes: (time) => ({ h: hour.motor.at(time), d: dec.motor.at(time) }),
    moving: (time) => time < settledAt || manual.hour !== 0 || manual.dec !== 0,
    tracking: (time) => trackingOn && !(hour.motor.at(time) >= limit() - 1e-9),
    pulsing: (time) => time < pulses.hour.until || time < pulses.dec.until,
    slew(target, side, time, { tracking, settle }) {
      trackingOn = tracking;
      travel((arrival) => axesFor(target(arrival), side), time, settle);
    },
    turnTo(axes, time) {
      trackingOn = false;
      travel(() => axes, time, 0);
    },
    setTracking(on, time) {
      trackingOn = on;
      go(time);
    },
    setRates(next, time) {
      rates = next;
      go(time);
    },
    pulse(axis, rate, seconds, time) {
      pulses = { ...pulses, [axis]: { rate, until: time + 1000 * seconds } };
      go(time);
    },
    moveAxis(axis, rate, time) {
      slew = undefined;
      slewUntil = Math.min(slewUntil, time);
      settledAt = Math.min(settledAt, time);
      manual = { ...manual, [axis]: rate };
      go(time);
    },
    stop(time) {
      rest();
      slewUntil = time;
      settledAt = time;
      go(time);
    },
    sync(direction, time) {
      const side = sideOf(dec.motor.at(time));
      offset = { h: 0, d: 0 };
      const wanted = axesFor(direction, side);
      const d = dec.motor.at(time);
      offset = { h: signedDegrees(wanted.h - hour.motor.at(time)), d: northOf(side) * (wanted.d - d) };
    },
  };

  /** Arcseconds, from the worm's angle: three harmonics, as gears measured with PECPrep show, and a rough surface. */
  function periodicError(h: number): number {
    const turns = (h / (mechanics.wormPeriod * SIDEREAL_RATE)) * 2 * Math.PI;
    const phase = (seed % 97) / 15;
    return (
      mechanics.periodicError *
        (Math.sin(turns + phase) + 0.28 * Math.sin(2 * turns + 1.7 * phase) + 0.09 * Math.sin(3 * turns + 0.3)) +
      (mechanics.periodicError > 0 ? 0.25 * smoothNoise(seed + 31, turns * 3) : 0)
    );
  }

  /** From the mount's frame to the sky's: the polar axis leans. */
  function turned([x, y, z]: Vector): Vector {
    // Altitude error: about the east-west axis (y). The pole moves towards the meridian (x) when it is too high.
    const [ca, sa] = [Math.cos(north.altitude * pole()), Math.sin(north.altitude * pole())];
    const high: Vector = [x * ca + z * sa, y, -x * sa + z * ca];
    // Azimuth error: about the zenith, eastwards.
    const [zx, zz] = [Math.cos(radians(site.latitude)), Math.sin(radians(site.latitude))];
    const [cz, sz] = [Math.cos(-north.azimuth), Math.sin(-north.azimuth)];
    const along = (high[0] * zx + high[2] * zz) * (1 - cz);
    return [
      high[0] * cz + (0 * high[2] - zz * high[1]) * sz + zx * along,
      high[1] * cz + (zz * high[0] - zx * high[2]) * sz,
      high[2] * cz + zx * high[1] * sz + zz * along,
    ];
  }
}

/** An axis that leaves `start` at `time`: a pulse while it lasts, then its own rate, until a limit stops it. */
function leg(
  time: number,
  start: number,
  rate: number,
  pulse: { rate: number; until: number },
  limit: number,
): Stretch<number>[] {
  const parts: Stretch<number>[] = [];
  let [at, from] = [start, time];
  const run = (speed: number, until: number) => {
    const [value, begin] = [at, from];
    parts.push({ from: begin, value: (t) => value + (speed * (t - begin)) / 1000 });
    at = value + (speed * (until - begin)) / 1000;
    from = until;
  };
  if (pulse.until > time) run(rate + pulse.rate, pulse.until);
  const left = rate > 0 && at < limit ? ((limit - at) / rate) * 1000 : Infinity;
  if (at >= limit && rate > 0) parts.push(hold(from, at));
  else if (left === Infinity) run(rate, Infinity);
  else {
    run(rate, from + left);
    parts.push(hold(from, limit));
  }
  return parts;
}

const unit = ([x, y, z]: Vector): Vector => {
  const length = Math.hypot(x, y, z);
  return [x / length, y / length, z / length];
};
const clampDec = (dec: number) => Math.max(-90, Math.min(90, dec));

/** Hour angle and declination of a vector of the equatorial frame, degrees. */
export function hourDirectionOf([x, y, z]: Vector): HourDirection {
  return { hourAngle: degrees(Math.atan2(y, x)), dec: degrees(Math.atan2(z, Math.hypot(x, y))) };
}
