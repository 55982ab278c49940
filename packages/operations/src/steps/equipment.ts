import type { Waiting } from '@uraniborg/core';
import { deviceOf, type Rig, type Role, roleNames } from '../rig.ts';
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

/**
 * Waits until devices are connected (somebody else connects them again) and answer. Gives back whether they all do.
 */
export const awaitReady: StepKind<{ readonly roles: readonly Role[]; readonly withinSeconds: number }, boolean> = {
  needs: () => [],
  describe: ({ roles }) => `Wait for the ${roles.map((role) => roleNames[role]).join(' and the ')}`,
  expect: () => ({ seconds: 0, gives: true }),
  async perform({ roles, withinSeconds }, { rig, clock, signal }) {
    const until = clock.now() + withinSeconds * 1000;
    for (;;) {
      if (await allAnswer(roles, rig, { clock, signal })) return true;
      if (clock.now() >= until) return false;
      await clock.sleep(POLL_MS, signal);
    }
  },
};

/** That a device was lost may not have been noticed yet: each is asked. */
async function allAnswer(roles: readonly Role[], rig: Rig, waiting: Waiting): Promise<boolean> {
  for (const role of roles) {
    const device = rig[role];
    if (!device?.connected) return false;
    try {
      await device.check(waiting);
    } catch {
      waiting.signal.throwIfAborted();
      return false;
    }
  }
  return true;
}
