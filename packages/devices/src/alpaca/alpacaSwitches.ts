import type { AlpacaClient } from '@uraniborg/alpaca';
import { DeviceError, type Waiting } from '@uraniborg/core';
import { onLink } from '../onLink.ts';
import { type SwitchDescription, type Switches, settable } from '../switches.ts';
import { alpacaLink } from './alpacaLink.ts';
import { standing } from './standing.ts';

const CHANGE_LIMIT_MS = 60_000;
/** A hub with more switches than this is broken or hostile. */
const MOST = 512;

/** The switches of a device behind an Alpaca server; their ids are its numbers. */
export function alpacaSwitches(client: AlpacaClient<'switch'>, address: string): Switches {
  let switches: readonly SwitchDescription[] | undefined;
  const asynchronous = new Set<string>();

  const link = alpacaLink(client, address, async ({ optional }, { signal }) => {
    const count = await client.maxSwitch({ signal });
    if (!(count >= 0 && count <= MOST))
      throw new DeviceError(`A device of ${count} switches is not believed`, 'maxSwitch');
    const found: SwitchDescription[] = [];
    for (let n = 0; n < count; n++) {
      const min = (await optional(`MinSwitchValue ${n}`, () => client.minSwitchValue(n, { signal }))) ?? 0;
      found.push({
        id: String(n),
        name: (await optional(`GetSwitchName ${n}`, () => client.getSwitchName(n, { signal }))) || `Switch ${n}`,
        description:
          (await optional(`GetSwitchDescription ${n}`, () => client.getSwitchDescription(n, { signal }))) ?? '',
        // Before version 2 all of them could be written.
        writable: (await optional(`CanWrite ${n}`, () => client.canWrite(n, { signal }))) ?? true,
        min,
        max: (await optional(`MaxSwitchValue ${n}`, () => client.maxSwitchValue(n, { signal }))) ?? 1,
        step: (await optional(`SwitchStep ${n}`, () => client.switchStep(n, { signal }))) ?? 1,
      });
      if (await optional(`CanAsync ${n}`, () => client.canAsync(n, { signal }))) asynchronous.add(String(n));
    }
    switches = found;
  });
  const capabilities = () => {
    link.assertConnected();
    if (!switches) throw new DeviceError(`${link.name} is not connected`, 'switches');
    return { switches };
  };

  return onLink<Switches>(link, {
    kind: 'switches',
    capabilities,
    read: ({ signal }: Waiting) =>
      link.watched(async () => {
        const values = new Map<string, number>();
        for (const { id } of capabilities().switches) {
          const value = await link.optional(`GetSwitchValue ${id}`, () =>
            client.getSwitchValue(Number(id), { signal }),
          );
          if (value !== undefined) values.set(id, value);
        }
        return { values };
      }),
    set: (id: string, value: number, waiting: Waiting) =>
      link.watched(async () => {
        settable(capabilities().switches, id, value);
        const { signal } = waiting;
        if (!asynchronous.has(id)) return client.setSwitchValue(Number(id), value, { signal });
        await client.setAsyncValue(Number(id), value, { signal });
        await standing(waiting, 'the switch to change', CHANGE_LIMIT_MS, () =>
          client.stateChangeComplete(Number(id), { signal }),
        );
      }),
  });
}
