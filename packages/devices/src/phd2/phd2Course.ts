import type { GuiderState } from '../guider.ts';
import type { GuideSample } from '../guiding/guideHistory.ts';
import type { Phd2Message } from './phd2Message.ts';

/** What PHD2 is doing, as far as it has said. */
export interface Phd2Course {
  readonly state: Exclude<GuiderState, 'settling'>;
  readonly settling: boolean;
  /** A dither of which nothing is said about settling is over by then, milliseconds of the clock. */
  readonly ditheredUntil: number;
}

export const IDLE: Phd2Course = { state: 'stopped', settling: false, ditheredUntil: Number.NEGATIVE_INFINITY };

/** By hand, from PHD2's own window, a dither has no settling. */
const DITHER_MS = 10_000;

/** What its word AppState says. 'Selected': a star is chosen, and nothing is done about it. */
const STATES: Readonly<Record<string, Phd2Course['state']>> = {
  Stopped: 'stopped',
  Selected: 'looping',
  Looping: 'looping',
  Calibrating: 'calibrating',
  Guiding: 'guiding',
  LostLock: 'lost',
  Paused: 'paused',
};

const EVENTS: Readonly<Record<string, Partial<Phd2Course>>> = {
  LoopingExposures: { state: 'looping' },
  LoopingExposuresStopped: { state: 'stopped', settling: false },
  StartCalibration: { state: 'calibrating' },
  CalibrationFailed: { state: 'stopped' },
  StartGuiding: { state: 'guiding' },
  GuidingStopped: { state: 'stopped', settling: false },
  Paused: { state: 'paused' },
  Resumed: { state: 'guiding' },
  SettleBegin: { settling: true },
  Settling: { settling: true },
  SettleDone: { settling: false, ditheredUntil: Number.NEGATIVE_INFINITY },
};

/**
 * What a message changes, and the sample in it.
 * @param now milliseconds of the clock
 * @param exposureMs of the guide camera: a message comes when its image is there, half of this after its middle
 */
export function follow(
  course: Phd2Course,
  message: Phd2Message,
  now: number,
  exposureMs: number,
): { readonly course: Phd2Course; readonly sample?: GuideSample } {
  const settling = course.settling || now < course.ditheredUntil;
  const at = now - exposureMs / 2;
  switch (message.kind) {
    case 'GuideStep': {
      const { ra, dec } = message;
      return { course: { ...course, state: 'guiding' }, sample: { at, offset: { ra, dec }, settling } };
    }
    case 'AppState':
      return { course: { ...course, state: STATES[message.state] ?? course.state } };
    case 'event': {
      const { name } = message;
      if (name === 'GuidingDithered') return { course: { ...course, ditheredUntil: now + DITHER_MS } };
      if (name !== 'StarLost') return { course: { ...course, ...EVENTS[name] } };
      // While it looks for a star, or calibrates by one, nothing is guided.
      if (course.state !== 'guiding' && course.state !== 'lost') return { course };
      return { course: { ...course, state: 'lost' }, sample: { at, offset: undefined, settling } };
    }
    default:
      return { course };
  }
}
