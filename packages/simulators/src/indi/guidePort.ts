/** The two properties through which INDI gives guide pulses, of a mount or of a camera's guide port. */
import type { Enumerated } from '@uraniborg/alpaca';
import type { Clock } from '@uraniborg/core';
import type { NewValues } from '@uraniborg/indi';
import type { IndiDevice } from './indiDevice.ts';
import { numbers } from './vectors.ts';

type Direction = Enumerated<'guideDirection'>;

const PORTS = [
  ['TELESCOPE_TIMED_GUIDE_NS', { TIMED_GUIDE_N: 'north', TIMED_GUIDE_S: 'south' }],
  ['TELESCOPE_TIMED_GUIDE_WE', { TIMED_GUIDE_W: 'west', TIMED_GUIDE_E: 'east' }],
] as const satisfies readonly (readonly [string, Readonly<Record<string, Direction>>])[];

/** Busy for as long as the pulse lasts, then Idle with zeros, as INDI's mounts do. */
export function guidePort(
  device: IndiDevice,
  clock: Clock,
  pulse: (direction: Direction, ms: number) => Promise<void> | void,
) {
  return PORTS.map(([name, elements]) => {
    const zeros = Object.fromEntries(Object.keys(elements).map((element) => [element, 0]));
    const onNew: NewValues = async (values) => {
      const wanted = Object.entries(elements).find(([element]) => Number(values[element] ?? 0) > 0);
      if (!wanted) return device.set(name, { state: 'Idle', values: zeros });
      const [element, direction] = wanted;
      const ms = Number(values[element]);
      await pulse(direction, ms);
      device.set(name, { state: 'Busy', values: { ...zeros, [element]: ms } });
      await clock.sleep(ms);
      device.set(name, { state: 'Idle', values: zeros });
    };
    const spec = Object.fromEntries(
      Object.keys(elements).map((element) => [element, [0, 0, 60_000, 100, '%.f'] as const]),
    );
    return { vector: numbers({ device: device.name, name, group: 'Motion Control' }, spec), onNew };
  });
}
