import { deviceOf } from '../rig.ts';
import type { StepKind } from './stepKind.ts';

/** Turns the rotator to a position angle, degrees. */
export const turnRotator: StepKind<{ readonly angle: number }, undefined> = {
  needs: () => ['rotator'],
  describe: ({ angle }) => `Turn the rotator to ${angle.toFixed(1)} degrees`,
  expect: () => ({ seconds: 20, gives: undefined }),
  async perform({ angle }, { rig, clock, signal }) {
    await deviceOf(rig, 'rotator').turnTo(angle, { clock, signal });
  },
};

/** Opens or closes the cover of the telescope. */
export const moveCover: StepKind<{ readonly to: 'open' | 'closed' }, undefined> = {
  needs: () => ['coverCalibrator'],
  describe: ({ to }) => (to === 'open' ? 'Open the cover' : 'Close the cover'),
  expect: () => ({ seconds: 15, gives: undefined }),
  async perform({ to }, { rig, clock, signal }) {
    const cover = deviceOf(rig, 'coverCalibrator');
    await (to === 'open' ? cover.open({ clock, signal }) : cover.close({ clock, signal }));
  },
};

/** Lights the flat panel at a brightness (1 to the panel's most), or puts it out. */
export const lightPanel: StepKind<{ readonly brightness: number | 'off' }, undefined> = {
  needs: () => ['coverCalibrator'],
  describe: ({ brightness }) =>
    brightness === 'off' ? 'Put the flat panel out' : `Light the flat panel at ${brightness}`,
  expect: () => ({ seconds: 3, gives: undefined }),
  async perform({ brightness }, { rig, clock, signal }) {
    const panel = deviceOf(rig, 'coverCalibrator');
    await (brightness === 'off' ? panel.lightOff({ clock, signal }) : panel.lightOn(brightness, { clock, signal }));
  },
};

/** Sets a switch by its id. */
export const setSwitch: StepKind<{ readonly id: string; readonly value: number; readonly name?: string }, undefined> = {
  needs: () => ['switches'],
  describe: ({ id, value, name }) => `Set ${name ?? `switch ${id}`} to ${value}`,
  expect: () => ({ seconds: 1, gives: undefined }),
  async perform({ id, value }, { rig, clock, signal }) {
    await deviceOf(rig, 'switches').set(id, value, { clock, signal });
  },
};
