import { deviceOf, type Role, roleNames } from '../rig.ts';
import type { StepKind } from './stepKind.ts';

/** Opens the link to the device of a role. */
export const connect: StepKind<{ readonly role: Role }, undefined> = {
  needs: ({ role }) => [role],
  describe: ({ role }) => `Connect the ${roleNames[role]}`,
  expect: () => ({ seconds: 3, gives: undefined }),
  async perform({ role }, { rig, clock, signal }) {
    await deviceOf(rig, role).connect({ clock, signal });
  },
};

export const disconnect: StepKind<{ readonly role: Role }, undefined> = {
  needs: ({ role }) => [role],
  describe: ({ role }) => `Disconnect the ${roleNames[role]}`,
  expect: () => ({ seconds: 1, gives: undefined }),
  async perform({ role }, { rig, clock, signal }) {
    await deviceOf(rig, role).disconnect({ clock, signal });
  },
};

const POLL_MS = 500;

/** Waits until devices are connected (somebody else connects them again). Gives back whether they all are. */
export const awaitReady: StepKind<{ readonly roles: readonly Role[]; readonly withinSeconds: number }, boolean> = {
  needs: () => [],
  describe: ({ roles }) => `Wait for the ${roles.map((role) => roleNames[role]).join(' and the ')}`,
  expect: () => ({ seconds: 0, gives: true }),
  async perform({ roles, withinSeconds }, { rig, clock, signal }) {
    const until = clock.now() + withinSeconds * 1000;
    for (;;) {
      if (roles.every((role) => rig[role]?.connected)) return true;
      if (clock.now() >= until) return false;
      await clock.sleep(POLL_MS, signal);
    }
  },
};
