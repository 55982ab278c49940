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
