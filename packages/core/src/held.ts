import type { Clock } from './clock.ts';

/**
 * The same thing for who lives by a clock: whatever its methods promise takes real time (files, workers, sockets), so a
 * virtual clock stands still until it has settled. To be put around such a thing once, where it comes in, instead of
 * around every call; never around what sleeps by that clock itself, which would wait for ever.
 */
export function held<T extends object>(clock: Pick<Clock, 'hold'>, thing: T): T {
  return new Proxy(thing, {
    get(target, name) {
      const member = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      return (...input: unknown[]) => {
        const given = Reflect.apply(member, target, input);
        return given instanceof Promise ? clock.hold(given) : given;
      };
    },
  });
}
