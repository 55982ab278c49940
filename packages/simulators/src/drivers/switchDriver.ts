/** The simulated power box behind ASCOM's ISwitchV3. */
import { type AlpacaDriver, alpacaError } from '@uraniborg/alpaca';
import type { Socket } from '../machines/powerBox.ts';
import type { World } from '../world.ts';
import { checkRange } from './refusals.ts';

/** How long a relay takes when nobody waits for it. */
const RELAY_MS = 400;

export function createSwitchDriver({ clock, power }: World): AlpacaDriver<'switch'> {
  const { sockets } = power;
  const pending = new Map<number, { done: number; cancelled: boolean }>();
  const socket = (id: number): Socket => {
    const found = sockets[id];
    if (!found) throw alpacaError('invalidValue', `There is no switch ${id}; they are 0 to ${sockets.length - 1}`);
    return found;
  };
  const writable = (id: number) => {
    const found = socket(id);
    if (!found.canWrite) throw alpacaError('notImplemented', `${found.name} is a meter: it can only be read`);
    return found;
  };
  const set = (id: number, value: number, delay = 0) => {
    const found = writable(id);
    checkRange(found.name, value, found.min, found.max);
    found.set(Math.round((value - found.min) / found.step) * found.step + found.min, clock.now() + delay);
    pending.set(id, { done: clock.now() + delay, cancelled: false });
  };
  return {
    description: () => 'Simulated power box',
    maxSwitch: () => sockets.length,
    canWrite: (id) => socket(id).canWrite,
    canAsync: (id) => socket(id).canWrite,
    getSwitch: (id) => socket(id).value(clock.now()) > socket(id).min,
    getSwitchValue: (id) => socket(id).value(clock.now()),
    getSwitchName: (id) => socket(id).name,
    getSwitchDescription: (id) => socket(id).description,
    minSwitchValue: (id) => socket(id).min,
    maxSwitchValue: (id) => socket(id).max,
    switchStep: (id) => socket(id).step,
    setSwitch: (id, on) => set(id, on ? socket(id).max : socket(id).min),
    setSwitchValue: (id, value) => set(id, value),
    setAsync: (id, on) => set(id, on ? socket(id).max : socket(id).min, RELAY_MS),
    setAsyncValue: (id, value) => set(id, value, RELAY_MS),
    stateChangeComplete(id) {
      socket(id);
      const change = pending.get(id);
      if (change?.cancelled)
        throw alpacaError('operationCancelled', `The last change of ${socket(id).name} was cancelled`);
      return change === undefined || clock.now() >= change.done;
    },
    cancelAsync(id) {
      const found = writable(id);
      const change = pending.get(id);
      if (!change || clock.now() >= change.done) return;
      found.set(found.value(clock.now()), clock.now());
      pending.set(id, { ...change, cancelled: true });
    },
  };
}
