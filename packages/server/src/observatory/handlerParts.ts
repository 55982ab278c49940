import type { Verdict } from '@uraniborg/api';
import type { Clock } from '@uraniborg/core';
import type { Leases } from '@uraniborg/operations';
import type { FrameKeeper } from '../frames/frameKeeper.ts';
import type { LiveStack } from '../liveStack/liveStack.ts';
import type { MasterParts } from '../masters/masterHandlers.ts';
import type { ProfileStore } from '../profiles/profileStore.ts';
import type { ServerLogins } from '../profiles/serverLogins.ts';
import type { IndiServers } from '../properties/indiServers.ts';
import type { Discover } from '../rig/discover.ts';
import type { Sky } from '../sky/sky.ts';
import type { FrameLibrary } from '../storage/frameLibrary.ts';
import type { Activities } from './activities.ts';
import type { CoolingRamp } from './coolingRamp.ts';
import type { Equipment } from './equipment.ts';
import type { HandPad } from './handPad.ts';
import type { MeasureParts } from './measureHandlers.ts';
import type { Prompts } from './prompts.ts';
import type { StateStore } from './stateStore.ts';

/** What performs the commands of the table works with. */
export interface HandlerParts {
  measures: MeasureParts;
  store: StateStore;
  equipment: Equipment;
  activities: Activities;
  prompts: Prompts;
  leases: Leases;
  keeper: FrameKeeper;
  /** @throws InvalidInput the frame has no file */
  library: FrameLibrary;
  judge: (frame: string, verdict: Verdict | null) => void;
  stacking: LiveStack;
  masters: MasterParts;
  handPad: HandPad;
  sky: Sky;
  discover: Discover;
  profiles: ProfileStore;
  logins: ServerLogins;
  cooling: CoolingRamp;
  servers: IndiServers;
  /** Puts the list of profiles, and the active one, on the screens. */
  publishProfiles: () => Promise<void>;
  /** The login of a server has changed. */
  forgetServer: (server: string) => void;
  /** The options have changed. */
  optionsChanged: () => void;
  /** Takes the active profile: its devices, its options, its site. */
  useProfile: () => Promise<void>;
  /** Told of a failure that ended something that runs unattended. */
  onGivenUp: (error: unknown) => void;
  clock: Clock;
  signal: AbortSignal;
  /** Writes down what a person chose: the capture form. */
  remember: () => Promise<void>;
}
