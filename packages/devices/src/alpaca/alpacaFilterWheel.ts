import type { AlpacaClient } from '@uraniborg/alpaca';
import { DeviceError, InvalidInput, type Waiting } from '@uraniborg/core';
import type { FilterWheel, FilterWheelCapabilities } from '../filterWheel.ts';
import { onLink } from '../onLink.ts';
import { pollUntil } from '../pollUntil.ts';
import { stopFirst } from '../stopFirst.ts';
import { alpacaLink } from './alpacaLink.ts';

const TURN_LIMIT_MS = 120_000;

/** A filter wheel behind an Alpaca server. */
export function alpacaFilterWheel(client: AlpacaClient<'filterWheel'>, address: string): FilterWheel {
  let can: FilterWheelCapabilities | undefined;

  const link = alpacaLink(client, address, async ({ optional }, { signal }) => {
    const names = (await optional('Names', () => client.names({ signal }))) ?? [];
    const offsets = (await optional('FocusOffsets', () => client.focusOffsets({ signal }))) ?? [];
    const count = Math.max(names.length, offsets.length);
    can = {
      filters: Array.from({ length: count }, (_, i) => ({
        name: names[i] || `Filter ${i + 1}`,
        focusOffset: offsets[i] ?? 0,
      })),
    };
  });

  const capabilities = () => {
    link.assertConnected();
    if (!can) throw new DeviceError(`${link.name} is not connected`, 'filterWheel');
    return can;
  };
  /** Settles at `slot`, or wherever it stops when none is asked for. */
  const settle = (waiting: Waiting, slot?: number) =>
    pollUntil(waiting, {
      what: 'the filter wheel to arrive',
      limitMs: TURN_LIMIT_MS,
      async look({ signal }) {
        const at = await client.position({ signal });
        return at === -1 || (slot !== undefined && at !== slot) ? undefined : at;
      },
    });

  return onLink<FilterWheel>(link, {
    kind: 'filterWheel',
    capabilities,
    read: ({ signal }) =>
      link.watched(async () => {
        const at = await client.position({ signal });
        if (at !== -1 && !capabilities().filters[at])
          throw new DeviceError(
            `The filter wheel says that it stands at slot ${at}, which it does not have`,
            'position',
          );
        return { slot: at === -1 ? undefined : at, turning: at === -1 };
      }),
    select: (slot, waiting) =>
      link.watched(async () => {
        const { filters } = capabilities();
        if (!filters[slot])
          throw new InvalidInput(`There is no filter ${slot + 1}: the wheel has ${filters.length}`, 'slot');
        // A wheel cannot be stopped: it stands still when it has arrived.
        await stopFirst(
          waiting,
          async (undisturbed) => void (await settle(undisturbed)),
          async () => {
            await client.putPosition(slot, { signal: waiting.signal });
            await settle(waiting, slot);
          },
        );
      }),
  });
}
