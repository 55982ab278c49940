import { type ObservatoryState, profileOptions } from '@uraniborg/api';
import { expect, test } from 'vitest';
import { applyEvent } from './applyEvent.ts';

const state: ObservatoryState = {
  version: '0',
  simulated: true,
  notice: '',
  place: null,
  time: 1,
  devices: [],
  profiles: {
    active: 'home',
    all: [{ id: 'home', name: 'Home', problem: '' }],
    profile: { name: 'Home', devices: {}, switches: [], options: profileOptions.parse({}) },
    logins: [],
  },
  cooling: null,
  activities: [],
  prompts: [],
  capture: { frameType: 'light', seconds: 1, bin: 1, gain: null, offset: null, filter: null, object: '' },
  masters: { list: [], strangers: [], making: null, message: '' },
  liveStack: {
    running: false,
    options: {
      method: 'mean',
      kappa: 4,
      calibrate: true,
      debayer: true,
      gate: { hfd: null, stars: null, eccentricity: null },
      saveEvery: 0,
    },
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
  },
  frames: [],
  lastVerdict: null,
  log: [],
};

test('a whole state replaces whatever was known', () => {
  expect(applyEvent(null, { type: 'state', sequence: 7, state })).toEqual({ state, sequence: 7 });
});

test('parts replace their part and leave the others as they are, the same objects', () => {
  const next = applyEvent({ state, sequence: 7 }, { type: 'parts', sequence: 8, parts: { time: 2 } });
  if (next === 'gap') throw new Error('no gap here');
  expect(next.state.time).toBe(2);
  expect(next.state.devices).toBe(state.devices);
});

test('a missed event, or parts before any state, is a gap', () => {
  const parts = { type: 'parts', sequence: 9, parts: {} } as const;
  expect(applyEvent({ state, sequence: 7 }, parts)).toBe('gap');
  expect(applyEvent(null, parts)).toBe('gap');
});
