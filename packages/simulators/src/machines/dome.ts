/** A dome with one slit: it turns, opens, and follows the telescope when slaved. */
import { signedDegrees } from '@uraniborg/core';
import { createTimeline, hold } from '../timeline.ts';
import { createStepMover } from './stepMover.ts';

export type ShutterState = 'open' | 'closed' | 'opening' | 'closing';

export interface Dome {
  azimuth(time: number): number;
  slewing(time: number): boolean;
  shutter(time: number): ShutterState;
  /** 0 closed to 1 open. */
  opening(time: number): number;
  slaved(): boolean;
  turnTo(azimuth: number, time: number): void;
  sync(azimuth: number, time: number): void;
  moveShutter(open: boolean, time: number): void;
  setSlaved(on: boolean, time: number): void;
  stop(time: number): void;
  /** Share of a telescope's light that comes through when it looks at `azimuth`. */
  through(azimuth: number, time: number): number;
}

const SPEED = 12; // degrees per second: a small dome, quicker than the mount
const ACCELERATION = 8;
const SHUTTER_SECONDS = 25;
/** Half the slit as seen from the telescope, and how far its aperture smears the edge; degrees. */
const SLIT = 20;
const EDGE = 4;
/** A slaved dome turns when it is so far off, and looks so often. */
const TOLERANCE = 4;
const LOOK_MS = 1000;

/** @param telescope where the telescope looks (azimuth, degrees): what a slaved dome follows */
export function createDome(telescope: (time: number) => number, begin: number): Dome {
  let zero = 0; // what a sync has added
  const mover = createStepMover({ start: 0, speed: SPEED, acceleration: ACCELERATION });
  const shutter = createTimeline(1);
  let shutterGoal = 1;
  let shutterArrival = Number.NEGATIVE_INFINITY;
  let slaved = true;
  let looked = Math.floor(begin / LOOK_MS) * LOOK_MS;
  const aimAt = (azimuth: number, time: number) => {
    const from = mover.position(time);
    mover.moveTo(from + signedDegrees(azimuth - zero - from), time);
  };
  // The controller looks at every full second. What it would have done since it was last asked is done now, in
  // order: what it sees lies in the past and cannot change any more.
  const catchUp = (time: number) => {
    if (!slaved) return;
    for (; looked <= time; looked += LOOK_MS) {
      if (mover.moving(looked)) continue;
      const wanted = telescope(looked);
      if (Math.abs(signedDegrees(wanted - zero - mover.position(looked))) > TOLERANCE) aimAt(wanted, looked);
    }
  };
  const dome: Dome = {
    azimuth(time) {
      catchUp(time);
      return (((mover.position(time) + zero) % 360) + 360) % 360;
    },
    slewing(time) {
      catchUp(time);
      return mover.moving(time) || time < shutterArrival;
    },
    shutter: (time) =>
      time < shutterArrival ? (shutterGoal ? 'opening' : 'closing') : shutterGoal ? 'open' : 'closed',
    opening: (time) => shutter.at(time),
    slaved: () => slaved,
    turnTo(azimuth, time) {
      catchUp(time);
      aimAt(azimuth, time);
    },
    sync(azimuth, time) {
      zero += signedDegrees(azimuth - dome.azimuth(time));
    },
    moveShutter(open, time) {
      const from = shutter.at(time);
      const goal = open ? 1 : 0;
      shutterGoal = goal;
      shutterArrival = time + 1000 * SHUTTER_SECONDS * Math.abs(goal - from);
      const span = shutterArrival - time;
      shutter.follow(
        { from: time, value: (t) => (span > 0 ? from + ((goal - from) * (t - time)) / span : goal) },
        hold(shutterArrival, goal),
      );
    },
    setSlaved(on, time) {
      catchUp(time);
      slaved = on;
      looked = Math.max(looked, Math.ceil(time / LOOK_MS) * LOOK_MS);
    },
    stop(time) {
      catchUp(time);
      mover.halt(time);
      if (time < shutterArrival) {
        shutter.follow(hold(time, shutter.at(time)));
        shutterArrival = time;
      }
    },
    through(azimuth, time) {
      const off = Math.abs(signedDegrees(azimuth - dome.azimuth(time)));
      const slit = Math.min(1, Math.max(0, (SLIT + EDGE - off) / (2 * EDGE)));
      return slit * shutter.at(time);
    },
  };
  return dome;
}
