import { signedDegrees, type Waiting } from '@uraniborg/core';
import type { Rotator, RotatorReading } from '@uraniborg/devices';

/** Degrees between angle and mechanics from which on somebody must have told it. */
const TOLD_APART = 0.01;

const told = new WeakSet<Rotator>();

/** The same rotator, which remembers that its angle was told it, until it is connected anew. */
export function withCalibration(rotator: Rotator): Rotator {
  const same: Rotator = Object.create(rotator, {
    sync: {
      async value(angle: number, waiting: Waiting) {
        await rotator.sync(angle, waiting);
        told.add(same);
      },
    },
  });
  return same;
}

/** Whether the angle of a rotator is the camera's on the sky, and not only that of its mechanics. */
export function isCalibrated(rotator: Rotator, { angle, mechanicalAngle, reversed }: RotatorReading): boolean {
  // One that counts the other way round differs from its mechanics without anybody's word.
  const comparable = mechanicalAngle !== undefined && !reversed;
  const offset = comparable ? Math.abs(signedDegrees(angle - mechanicalAngle)) : 0;
  return told.has(rotator) || offset > TOLD_APART;
}
