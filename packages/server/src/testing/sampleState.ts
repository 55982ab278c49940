import type { ObservatoryState } from '@uraniborg/api';

/** An observatory in which nothing has happened yet. */
export const sampleState: ObservatoryState = {
  version: '0.1.0',
  simulated: false,
  notice: '',
  place: null,
  time: 0,
  devices: [],
  activities: [],
  capture: { frameType: 'light', seconds: 2, bin: 1, gain: null, offset: null, filter: null, object: '' },
  frames: [],
  log: [],
};
