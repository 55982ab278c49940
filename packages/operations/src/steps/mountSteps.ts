import { formatDeclination, formatRightAscension, separation } from '@uraniborg/core';
import type { Direction } from '@uraniborg/devices';
import { toMountEquinox } from '../mountCoordinates.ts';
import { deviceOf } from '../rig.ts';
import type { StepKind } from './stepKind.ts';

const place = ({ ra, dec }: Direction) =>
  `${formatRightAscension(ra, { digits: 0 })} ${formatDeclination(dec, { digits: 0 })}`;

/** Typical of a small equatorial mount: degrees per second, and seconds to ramp and settle. */
const SLEW_RATE = 3;
const SETTLE_SECONDS = 5;

/** Points the telescope. `target` is J2000 degrees; the mount gets it in its own equinox. */
export const slew: StepKind<{ readonly target: Direction; readonly name?: string }, undefined> = {
  needs: () => ['mount'],
  describe: ({ target, name }) => `Slew to ${name ? `${name} (${place(target)})` : place(target)}`,
  expect({ target }, world) {
    const way = world.pointing ? separation(world.pointing, target) : 90;
    world.pointing = target;
    return { seconds: way / SLEW_RATE + SETTLE_SECONDS, gives: undefined };
  },
  async perform({ target }, { rig, clock, signal }) {
    const mount = deviceOf(rig, 'mount');
    await mount.slew(toMountEquinox(target, mount.capabilities().equinox, clock.now()), { clock, signal });
  },
};

/** Tells the mount that it points at `target`, J2000 degrees. */
export const sync: StepKind<{ readonly target: Direction }, undefined> = {
  needs: () => ['mount'],
  describe: ({ target }) => `Sync the mount on ${place(target)}`,
  expect: () => ({ seconds: 1, gives: undefined }),
  async perform({ target }, { rig, clock, signal }) {
    const mount = deviceOf(rig, 'mount');
    await mount.sync(toMountEquinox(target, mount.capabilities().equinox, clock.now()), { clock, signal });
  },
};

/** Parks; nothing happens when the mount is parked already. */
export const park: StepKind<object, undefined> = {
  needs: () => ['mount'],
  describe: () => 'Park the mount',
  expect(_, world) {
    world.pointing = undefined;
    return { seconds: 90 / SLEW_RATE + SETTLE_SECONDS, gives: undefined };
  },
  async perform(_, { rig, clock, signal }) {
    const mount = deviceOf(rig, 'mount');
    if (!(await mount.read({ clock, signal })).parked) await mount.park({ clock, signal });
  },
};

/** Goes to the home position of the mount. */
export const findHome: StepKind<object, undefined> = {
  needs: () => ['mount'],
  describe: () => 'Find the home of the mount',
  expect(_, world) {
    world.pointing = undefined;
    return { seconds: 90 / SLEW_RATE + SETTLE_SECONDS, gives: undefined };
  },
  async perform(_, { rig, clock, signal }) {
    await deviceOf(rig, 'mount').findHome({ clock, signal });
  },
};

/** Unparks; nothing happens when the mount is not parked. */
export const unpark: StepKind<object, undefined> = {
  needs: () => ['mount'],
  describe: () => 'Unpark the mount',
  expect: () => ({ seconds: 2, gives: undefined }),
  async perform(_, { rig, clock, signal }) {
    const mount = deviceOf(rig, 'mount');
    if ((await mount.read({ clock, signal })).parked) await mount.unpark({ clock, signal });
  },
};

export const track: StepKind<{ readonly on: boolean }, undefined> = {
  needs: () => ['mount'],
  describe: ({ on }) => `${on ? 'Start' : 'Stop'} tracking`,
  expect: () => ({ seconds: 1, gives: undefined }),
  async perform({ on }, { rig, clock, signal }) {
    await deviceOf(rig, 'mount').setTracking(on, { clock, signal });
  },
};
