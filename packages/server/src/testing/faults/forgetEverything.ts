import type { SimulatedObservatory } from '@uraniborg/simulators';

/** What the death of the drivers does to the hardware: everything stops where it is, coolers and tracking are off. */
export function forgetEverything({ devices }: SimulatedObservatory): void {
  for (const { type, driver } of devices) {
    const calls: readonly [string, ...unknown[]][] =
      type === 'camera'
        ? [['abortExposure'], ['putCoolerOn', false]]
        : type === 'telescope'
          ? [['abortSlew'], ['putTracking', false]]
          : type === 'focuser'
            ? [['halt']]
            : [];
    for (const [name, ...parameters] of [...calls, ['disconnect']]) {
      const method: unknown = Reflect.get(driver, name as string);
      if (typeof method === 'function') attempt(() => Reflect.apply(method, driver, parameters));
    }
  }
}

/** A driver that is not connected, or parked, refuses: then there is nothing to stop. */
function attempt(act: () => unknown): void {
  new Promise((resolve) => resolve(act())).catch(() => undefined);
}
