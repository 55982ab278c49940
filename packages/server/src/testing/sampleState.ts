import type { ObservatoryState } from '@uraniborg/api';
import { USUAL_LIVE_STACK } from '../liveStack/usualLiveStack.ts';
import { NO_MASTERS } from '../masters/masterShelf.ts';
import { emptyProfile } from '../profiles/emptyProfile.ts';

/** An observatory in which nothing has happened yet. */
export const sampleState: ObservatoryState = {
  version: '0.1.0',
  simulated: false,
  notice: '',
  place: null,
  time: 0,
  devices: [],
  profiles: {
    active: 'sample',
    all: [{ id: 'sample', name: 'Sample', problem: '' }],
    profile: emptyProfile('Sample'),
    logins: [],
  },
  cooling: null,
  activities: [],
  prompts: [],
  capture: { frameType: 'light', seconds: 2, bin: 1, gain: null, offset: null, filter: null, object: '' },
  liveStack: USUAL_LIVE_STACK,
  masters: NO_MASTERS,
  frames: [],
  lastVerdict: null,
  log: [],
};
