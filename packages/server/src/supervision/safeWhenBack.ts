import { sentenceOf } from '@uraniborg/core';
import type { Operation } from '@uraniborg/operations';
import type { Log } from '../observatory/log.ts';
import type { StateStore } from '../observatory/stateStore.ts';

export interface SafeParts {
  readonly store: StateStore;
  /** Whether the mount can be commanded now. */
  readonly mountIsThere: () => boolean;
  readonly start: (operation: Operation<unknown>) => Promise<unknown>;
  readonly log: Log;
}

/**
 * Carries out what makes the mount safe: at once, or, when the mount is lost itself at that moment, as soon as it is
 * back. That lapses when a person takes over meanwhile: starts something, or disconnects the mount.
 */
export function safeWhenBack({ store, mountIsThere, start, log }: SafeParts): (operation: Operation<unknown>) => void {
  let owed: Operation<unknown> | undefined;
  const settle = () => {
    if (!owed) return;
    const { devices, activities } = store.state;
    const mount = devices.find(({ role }) => role === 'mount');
    if (activities.length > 0 || mount?.link === 'off' || !mount?.address) {
      owed = undefined;
      return;
    }
    if (mount.link !== 'on' || !mountIsThere()) return;
    const operation = owed;
    owed = undefined;
    start(operation).catch((error) => log('error', `${operation.name}: ${sentenceOf(error)}`));
  };
  store.watch((changed) => {
    if (changed.includes('devices') || changed.includes('activities')) settle();
  });
  return (operation) => {
    owed = operation;
    settle();
    if (owed) log('error', `The mount is out of reach. ${operation.name}: as soon as it is back`);
  };
}
