import type { Waiting } from '@uraniborg/core';
import type { Device } from '../device.ts';

/**
 * What a device forgets when it loses its power, and a person would have to set again: methods whose last argument is
 * a Waiting. Those of one group replace each other; `perFirst` keeps one for each first argument.
 */
const settings: Readonly<Record<string, { readonly group: string; readonly perFirst?: true }>> = {
  cool: { group: 'cooling' },
  setTracking: { group: 'tracking' },
  setSlaved: { group: 'slaving' },
  setReversed: { group: 'direction' },
  lightOn: { group: 'light' },
  lightOff: { group: 'light' },
  set: { group: 'switch', perFirst: true },
};

export interface RememberingDevice<D extends Device> {
  /** The device, with every setting that it takes remembered. */
  readonly device: D;
  /** Sets again what was set, in the order in which it was set first. Gives back what it did, in words. */
  restore(waiting: Waiting): Promise<readonly string[]>;
}

/** Watches what a device is told, so that it can be told again after it was lost. */
export function rememberSettings<D extends Device>(device: D): RememberingDevice<D> {
  const remembered = new Map<string, { method: string; parameters: readonly unknown[] }>();
  return {
    device: new Proxy(device, {
      get(target, property) {
        const value: unknown = Reflect.get(target, property);
        const setting =
          typeof property === 'string' && Object.hasOwn(settings, property) ? settings[property] : undefined;
        if (!setting || typeof value !== 'function') return value;
        return async (...given: unknown[]) => {
          const result: unknown = await Reflect.apply(value, target, given);
          const parameters = given.slice(0, -1);
          const key = setting.perFirst ? `${setting.group} ${parameters[0]}` : setting.group;
          remembered.set(key, { method: String(property), parameters });
          return result;
        };
      },
    }),
    async restore(waiting) {
      const done: string[] = [];
      for (const [key, { method, parameters }] of remembered) {
        const act: unknown = Reflect.get(device, method);
        if (typeof act !== 'function') continue;
        await Reflect.apply(act, device, [...parameters, waiting]);
        done.push(`${key}: ${parameters.at(-1)}`);
      }
      return done;
    },
  };
}
