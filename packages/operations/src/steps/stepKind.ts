import type { Clock } from '@uraniborg/core';
import type { Camera, Direction, Exposed, Site } from '@uraniborg/devices';
import type { FrameSink } from '../frameSink.ts';
import type { Ledger } from '../ledger.ts';
import type { Rig, Role } from '../rig.ts';

/**
 * One kind of step, everything about it in one place: the plan yields `{ do: name, ...asks }` and gets `Gives` back.
 */
export interface StepKind<Asks, Gives> {
  /** The devices it commands (not those it only reads). */
  needs(asks: Asks): readonly Role[];
  /** One sentence for the log and the timetable, without a full stop. */
  describe(asks: Asks): string;
  /** What it would do, without a device: changes `world` (time excepted) and says how long and with what result. */
  expect(asks: Asks, world: ExpectedWorld): Expectation<Gives>;
  /** Does it. On abort the hardware is stopped first and the promise settles afterwards. */
  perform(asks: Asks, tools: Tools): Promise<Gives>;
}

export interface Expectation<Gives> {
  readonly seconds: number;
  readonly gives: Gives;
}

/** What a dry run believes of the observatory. Everything is optional knowledge. */
export interface ExpectedWorld {
  /** Milliseconds since the Unix epoch. */
  at: number;
  /** J2000 degrees; undefined while nothing is known or the mount is parked. */
  pointing: Direction | undefined;
  focuser: number | undefined;
  slot: number | undefined;
  /** Of the sensor, degrees Celsius. */
  temperature: number | undefined;
  /** Frames that will have been kept. */
  framesKept: number;
  /** How many exposures are in the ledger under `key`. */
  completed(key: string): number;
  /** One more is. */
  count(key: string): void;
}

/** How a step is getting on. */
export interface StepProgress {
  readonly phase: string;
  /** 0 to 1 of the phase, where it can be told. */
  readonly fraction: number | undefined;
  readonly secondsLeft: number | undefined;
}

/** What a step is performed with. */
export interface Tools {
  readonly rig: Rig;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly frames: FrameSink;
  /** What is wrong with the pixels of an exposure, if anything: it is then no frame. */
  readonly frameDefect: (camera: Camera, exposed: Exposed) => string | undefined;
  readonly ledger: Ledger;
  /** Where the observatory stands; undefined when nobody has said. */
  readonly site: Site | undefined;
  onProgress(progress: StepProgress): void;
  log(level: 'info' | 'warning' | 'error', text: string): void;
}
