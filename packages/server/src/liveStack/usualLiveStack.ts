import type { LiveStackState } from '@uraniborg/api';

/** What has been stacked, before anything has. */
export const NOTHING_STACKED: Omit<LiveStackState, 'running' | 'options'> = {
  accepted: 0,
  refused: 0,
  seconds: 0,
  rejected: 0,
  growth: [],
  frames: [],
  masters: [],
  message: '',
  fileName: null,
  canUndo: false,
  frame: null,
};

/** The live stack of a person who has never asked for one. */
export const USUAL_LIVE_STACK: LiveStackState = {
  ...NOTHING_STACKED,
  running: false,
  options: {
    method: 'kappaSigma',
    kappa: 4,
    calibrate: true,
    debayer: true,
    gate: { hfd: 1.5, stars: 0.5, eccentricity: 0.8 },
    saveEvery: 10,
  },
};
