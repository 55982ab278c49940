import type { ExpectedWorld } from './steps/stepKind.ts';
import type { DeviceStep } from './steps/stepTable.ts';

/** What a limit looks at besides the step itself. */
export type LimitWorld = Pick<ExpectedWorld, 'at' | 'pointing' | 'framesKept'>;

/**
 * Something that must not happen: asked before each step, in the rehearsal and again in the night. Answers with a
 * sentence that says what is wrong, or undefined.
 */
export type Limit = (step: DeviceStep, world: LimitWorld) => string | undefined;

/** The first complaint of any of the limits. */
export function firstComplaint(limits: readonly Limit[], step: DeviceStep, world: LimitWorld): string | undefined {
  for (const limit of limits) {
    const complaint = limit(step, world);
    if (complaint !== undefined) return complaint;
  }
  return undefined;
}
