/** A dust cover in front of the telescope with a light panel inside. */
import { createStepMover } from './stepMover.ts';

export interface FlatPanel {
  /** 0 closed to 1 open. */
  opening(time: number): number;
  moving(time: number): boolean;
  move(open: boolean, time: number): void;
  halt(time: number): void;
  /** 0 off to MAX_BRIGHTNESS, as set. */
  brightness(): number;
  /** Whether the lamp still warms up to what was set. */
  warming(time: number): boolean;
  light(brightness: number, time: number): void;
  /** Photons per second, square centimetre and square arcsec through an ideal 300 nm band; 0 while the cover is open. */
  glow(time: number): number;
}

export const MAX_BRIGHTNESS = 255;
const COVER_SECONDS = 8;
const WARM_UP_MS = 2000;
/** At full brightness: as bright as a clear sky with the Sun 3 degrees down, so that flats take a second or so. */
const FULL_GLOW = 15;

export function createFlatPanel(): FlatPanel {
  const cover = createStepMover({ start: 1, speed: 1 / COVER_SECONDS });
  let level = 0;
  let ready = Number.NEGATIVE_INFINITY;
  // What the lamp gives while it warms up or cools goes in a straight line; the history is kept for exposures under way.
  const lamp = createStepMover({ start: 0, speed: (1000 * MAX_BRIGHTNESS) / WARM_UP_MS });
  return {
    opening: (time) => cover.position(time),
    moving: (time) => cover.moving(time),
    move: (open, time) => cover.moveTo(open ? 1 : 0, time),
    halt: (time) => cover.halt(time),
    brightness: () => level,
    warming: (time) => time < ready,
    light(brightness, time) {
      level = brightness;
      lamp.moveTo(brightness, time);
      ready = time + WARM_UP_MS;
    },
    glow: (time) => (1 - cover.position(time)) * FULL_GLOW * (lamp.position(time) / MAX_BRIGHTNESS),
  };
}
