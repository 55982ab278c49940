import type { SimulatedObservatory } from '@uraniborg/simulators';

/** What stays the same of a frame whichever way round its pixels are sent. */
export interface FramePrint {
  readonly count: number;
  readonly sum: number;
  readonly squares: number;
}

export function framePrint(data: ArrayLike<number>): FramePrint {
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < data.length; i++) {
    const value = data[i] ?? 0;
    sum += value;
    squares += value * value;
  }
  return { count: data.length, sum, squares };
}

/** The same observatory, whose main camera notes every frame that it truly takes, before anything can spoil it. */
export function recordFrames(simulated: SimulatedObservatory, into: FramePrint[]): SimulatedObservatory {
  const devices = simulated.devices.map((device) => {
    if (device.type !== 'camera' || device.number !== 0) return device;
    const driver = new Proxy(device.driver, {
      get(target, name) {
        const method: unknown = Reflect.get(target, name);
        if (name !== 'imageArray' || typeof method !== 'function') return method;
        return async () => {
          const image = (await Reflect.apply(method, target, [])) as { data: ArrayLike<number> };
          if (simulated.faults.active('camera/0').length === 0) into.push(framePrint(image.data));
          return image;
        };
      },
    });
    return { ...device, driver };
  });
  return { ...simulated, devices };
}
