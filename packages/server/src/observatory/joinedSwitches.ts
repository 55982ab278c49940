import { InvalidInput, type Waiting } from '@uraniborg/core';
import type { Switches, SwitchesReading } from '@uraniborg/devices';

/**
 * All boxes of switches as one device, for plans. Its ids are "nickname/id". The boxes that are not connected are left
 * out.
 *
 * @returns undefined when there is none
 */
export function joinedSwitches(boxes: ReadonlyMap<string, Switches>): Switches | undefined {
  if (boxes.size === 0) return undefined;
  const all = [...boxes];
  const each = (act: (box: Switches) => Promise<void>) => Promise.all(all.map(([, box]) => act(box)));
  return {
    kind: 'switches',
    address: all.map(([, box]) => box.address).join(' '),
    name: all.map(([nickname]) => nickname).join(', '),
    get connected() {
      return all.every(([, box]) => box.connected);
    },
    async connect(waiting) {
      await each((box) => box.connect(waiting));
    },
    async check(waiting) {
      await each((box) => box.check(waiting));
    },
    async disconnect(waiting) {
      await each((box) => box.disconnect(waiting));
    },
    capabilities: () => ({
      switches: all.flatMap(([nickname, box]) =>
        box.capabilities().switches.map((one) => ({ ...one, id: `${nickname}/${one.id}` })),
      ),
    }),
    async read(waiting: Waiting): Promise<SwitchesReading> {
      const readings = await Promise.all(
        all.map(async ([nickname, box]) =>
          [...(await box.read(waiting)).values].map(([id, value]) => [`${nickname}/${id}`, value] as const),
        ),
      );
      return { values: new Map(readings.flat()) };
    },
    async set(id, value, waiting) {
      const found = all.find(([nickname]) => id.startsWith(`${nickname}/`));
      if (!found) throw new InvalidInput(`There is no switch "${id}"; its box may not be connected`, 'id');
      const [nickname, box] = found;
      await box.set(id.slice(nickname.length + 1), value, waiting);
    },
  };
}
