import { deviceOf } from '../rig.ts';
import type { StepKind } from './stepKind.ts';

/** Opens or closes the dome's shutter, or the roof. */
export const moveShutter: StepKind<{ readonly to: 'open' | 'closed' }, undefined> = {
  needs: () => ['dome'],
  describe: ({ to }) => (to === 'open' ? 'Open the dome' : 'Close the dome'),
  expect: () => ({ seconds: 60, gives: undefined }),
  async perform({ to }, { rig, clock, signal }) {
    const dome = deviceOf(rig, 'dome');
    if ((await dome.read({ clock, signal })).parked) await dome.unpark({ clock, signal });
    await (to === 'open' ? dome.openShutter({ clock, signal }) : dome.closeShutter({ clock, signal }));
  },
};

/** Turns the slit of the dome to an azimuth, degrees from north through east. A dome that follows the telescope ceases to. */
export const turnDome: StepKind<{ readonly azimuth: number }, undefined> = {
  needs: () => ['dome'],
  describe: ({ azimuth }) => `Turn the dome to ${azimuth.toFixed(0)} degrees`,
  expect: () => ({ seconds: 60, gives: undefined }),
  async perform({ azimuth }, { rig, clock, signal }) {
    const dome = deviceOf(rig, 'dome');
    const { parked, slaved } = await dome.read({ clock, signal });
    if (parked) await dome.unpark({ clock, signal });
    if (slaved) await dome.setSlaved(false, { clock, signal });
    await dome.turnTo(azimuth, { clock, signal });
  },
};

/** Has the dome follow the telescope, or not. */
export const slaveDome: StepKind<{ readonly on: boolean }, undefined> = {
  needs: () => ['dome'],
  describe: ({ on }) => `The dome ${on ? 'follows' : 'no longer follows'} the telescope`,
  expect: () => ({ seconds: 1, gives: undefined }),
  async perform({ on }, { rig, clock, signal }) {
    await deviceOf(rig, 'dome').setSlaved(on, { clock, signal });
  },
};

/** Parks the dome; nothing happens when it is parked already. The shutter stays as it is. */
export const parkDome: StepKind<object, undefined> = {
  needs: () => ['dome'],
  describe: () => 'Park the dome',
  expect: () => ({ seconds: 60, gives: undefined }),
  async perform(_, { rig, clock, signal }) {
    const dome = deviceOf(rig, 'dome');
    if (!(await dome.read({ clock, signal })).parked) await dome.park({ clock, signal });
  },
};
