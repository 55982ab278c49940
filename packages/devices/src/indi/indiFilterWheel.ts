import { InvalidInput, type Waiting } from '@uraniborg/core';
import { type IndiClient, numberOf, type Vector } from '@uraniborg/indi';
import type { FilterWheel } from '../filterWheel.ts';
import { onLink } from '../onLink.ts';
import { stopFirst } from '../stopFirst.ts';
import { indiLink } from './indiLink.ts';

const SLOT = 'FILTER_SLOT';
const SLOT_VALUE = 'FILTER_SLOT_VALUE';
const TURN_LIMIT_MS = 120_000;

/** A filter wheel, or a camera with one inside, of an INDI server. Slots count from 1 there and from 0 here. */
export function indiFilterWheel(client: IndiClient, device: string, address: string): FilterWheel {
  const link = indiLink(client, device, address, [SLOT]);

  const capabilities = () => {
    link.assertConnected();
    const names = link.vector('FILTER_NAME');
    const slots = link.vector(SLOT);
    const last = slots?.type === 'number' ? (slots.elements.get(SLOT_VALUE)?.max ?? 0) : 0;
    const texts = names?.type === 'text' ? [...names.elements.values()].map(({ value }) => value.trim()) : [];
    const count = Math.max(texts.length, Number.isInteger(last) ? last : 0);
    return {
      filters: Array.from({ length: count }, (_, i) => ({ name: texts[i] || `Filter ${i + 1}`, focusOffset: 0 })),
    };
  };
  const slotNow = () => {
    const vector = link.vector(SLOT);
    const value = numberOf(vector, SLOT_VALUE);
    return vector?.state === 'Busy' || value === undefined || value < 1 ? undefined : value - 1;
  };

  return onLink<FilterWheel>(link, {
    kind: 'filterWheel',
    capabilities,
    async read() {
      link.assertConnected();
      return { slot: slotNow(), turning: slotNow() === undefined };
    },
    async select(slot, waiting) {
      const { filters } = capabilities();
      if (!filters[slot])
        throw new InvalidInput(`There is no filter ${slot + 1}: the wheel has ${filters.length}`, 'slot');
      // A wheel cannot be stopped: it stands still when it has arrived.
      const arrive = (undisturbed: Waiting) =>
        link.until(slotNow, 'the filter wheel to arrive', TURN_LIMIT_MS, undisturbed);
      await stopFirst(
        waiting,
        async (undisturbed) => void (await arrive(undisturbed)),
        async () => {
          const settled = (vector: Vector) => numberOf(vector, SLOT_VALUE) === slot + 1;
          const options = { ...waiting, timeoutMs: TURN_LIMIT_MS, settled };
          await client.change(device, SLOT, { [SLOT_VALUE]: slot + 1 }, options);
        },
      );
    },
  });
}
