import type { ProfileOptions } from '@uraniborg/api';
import { useReading } from '../observatory/observatory.ts';
import { Button } from '../parts/Button.tsx';
import { NumberField } from '../parts/NumberField.tsx';
import { TextField } from '../parts/TextField.tsx';
import { useWhole } from './useWhole.ts';

type Filters = ProfileOptions['filters'];

/** What each slot of the wheel holds, and by how many steps its focus differs; without it the driver's own words count. */
export function FiltersSetting(props: { filters: Filters; send: (filters: Filters) => Promise<unknown> }) {
  const { filters, send } = props;
  const wheel = useReading('filterWheel');
  const set = useWhole(filters, send);
  const change = (slot: number, part: Partial<Filters[number]>): void =>
    set((last) => last.map((filter, i) => (i === slot ? { ...filter, ...part } : filter)));
  return (
    <div className="flex flex-col gap-2">
      <p className="text-soft">
        Filters{' '}
        {filters.length === 0 && (
          <span className="text-faint">
            {wheel ? `as the wheel says: ${wheel.filters.map(({ name }) => name).join(', ')}` : 'as the wheel says'}
          </span>
        )}
      </p>
      {filters.map(({ name, focusOffset }, slot) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the slot is what a filter is known by
        <div key={slot} className="grid grid-cols-[1.5rem_minmax(0,1fr)_9rem] items-center gap-2">
          <span className="text-right text-faint">{slot + 1}</span>
          <TextField
            label={`Filter in slot ${slot + 1}`}
            value={name}
            maxLength={68}
            onChange={(next) => change(slot, { name: next.trim() || `Slot ${slot + 1}` })}
          />
          <NumberField
            label={`Focus offset of slot ${slot + 1}`}
            whole
            min={-100_000}
            max={100_000}
            unit="steps"
            value={focusOffset}
            onChange={(next) => change(slot, { focusOffset: next })}
          />
        </div>
      ))}
      <div className="flex flex-wrap gap-2">
        {filters.length === 0 ? (
          <Button
            disabled={!wheel}
            onClick={() =>
              set(
                () =>
                  wheel?.filters.map(({ name, focusOffset }, slot) => ({
                    name: name || `Slot ${slot + 1}`,
                    focusOffset: Math.round(focusOffset),
                  })) ?? [],
              )
            }
          >
            {wheel ? 'Name them here' : 'Connect the wheel to name them'}
          </Button>
        ) : (
          <Button kind="quiet" onClick={() => set(() => [])}>
            As the wheel says
          </Button>
        )}
      </div>
    </div>
  );
}
