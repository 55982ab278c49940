import type { Enumerated } from '@uraniborg/alpaca';
import type { DeviceHost } from './deviceHost.ts';
import { type Answer, numbers, type Property, quantity } from './property.ts';

type GuideDirection = Enumerated<'guideDirection'>;

/** The two properties of a guide port: Busy for as long as the pulse lasts, then Idle with zeros. */
export function guideProperties(
  host: DeviceHost,
  group: string,
  pulse: (direction: GuideDirection, ms: number) => Answer<void>,
): readonly Property[] {
  return [
    axis('NS', 'Guide N/S', ['north', 'N', 'North (ms)'], ['south', 'S', 'South (ms)']),
    axis('WE', 'Guide E/W', ['west', 'W', 'West (ms)'], ['east', 'E', 'East (ms)']),
  ];

  function axis(letters: string, label: string, ...sides: (readonly [GuideDirection, string, string])[]): Property {
    const name = `TELESCOPE_TIMED_GUIDE_${letters}`;
    let latest = 0;
    return numbers(name, {
      label,
      group,
      reports: true,
      elements: Object.fromEntries(
        sides.map(([, letter, text]) => [`TIMED_GUIDE_${letter}`, quantity(text, 0, 60_000, 100, '%.f')]),
      ),
      async write(values) {
        const zeros = Object.fromEntries(Object.keys(values).map((element) => [element, 0]));
        const [direction, ms] = sides
          .map(([side, letter]) => [side, values[`TIMED_GUIDE_${letter}`] ?? 0] as const)
          .reduce((a, b) => (b[1] > a[1] ? b : a));
        const own = ++latest;
        if (ms === 0) return host.report(name, { state: 'Idle', values: zeros });
        await pulse(direction, ms);
        host.report(name, { state: 'Busy', values });
        host.start(async (signal) => {
          await host.clock.sleep(ms, signal);
          if (own === latest) host.report(name, { state: 'Idle', values: zeros });
        });
      },
    });
  }
}
