import { type LibraryFilter, qualityFlag, qualityFlagText } from '@uraniborg/api';
import type { ReactNode } from 'react';
import { Choice } from '../parts/Choice.tsx';
import { NumberField } from '../parts/NumberField.tsx';
import { frameTypeName } from '../parts/names.ts';
import type { Overview } from './libraryPages.ts';
import { type FrameQuantity, frameQuantities, type QuantityName, quantityNames, quantityTitle } from './quantities.ts';

interface Props {
  overview: Overview;
  wanted: LibraryFilter;
  onChange: (wanted: LibraryFilter) => void;
}

const ALL = 'all';
const FLAG = 'flag ';

/** Which frames are listed. What there is only one of is not asked for. */
export function FilterBar({ overview, wanted, onChange }: Props) {
  const { types, objects, filters, everyNight } = overview;
  /** `change` is undefined where a thing is left open again. */
  const set = (change: { [K in keyof LibraryFilter]: LibraryFilter[K] | undefined }) =>
    onChange(
      Object.fromEntries(
        Object.entries({ ...wanted, ...change }).filter(([, value]) => value !== undefined),
      ) as LibraryFilter,
    );
  const choose = (
    label: string,
    key: 'type' | 'object' | 'filter' | 'night',
    all: string,
    options: { value: string; label: string }[],
  ) => (
    <Part>
      <Choice
        label={label}
        value={wanted[key] ?? ALL}
        options={[{ value: ALL, label: all }, ...options]}
        onChange={(value) => set({ [key]: value === ALL ? undefined : value })}
      />
    </Part>
  );
  const named = (names: readonly string[]) => names.map((name) => ({ value: name, label: name }));
  const { range, verdict, flag } = wanted;
  return (
    <div className="flex flex-none gap-1.5 overflow-x-auto px-3 pb-2 @md:flex-wrap">
      {everyNight.length > 1 && choose('Night', 'night', 'All nights', named(everyNight))}
      {types.length > 1 &&
        choose(
          'Type',
          'type',
          'All types',
          types.map((type) => ({ value: type, label: frameTypeName[type] })),
        )}
      {objects.length > 1 && choose('Object', 'object', 'All objects', named(objects))}
      {filters.length > 1 && choose('Filter', 'filter', 'All filters', named(filters))}
      <Part>
        <Choice
          label="Verdict"
          value={flag ? `${FLAG}${flag}` : (verdict ?? ALL)}
          options={[
            { value: ALL, label: 'All verdicts' },
            { value: 'good', label: 'Not rejected' },
            { value: 'rejected', label: 'Rejected' },
            { value: 'remarkable', label: 'Remarkable' },
            ...qualityFlag.options.map((one) => ({ value: `${FLAG}${one}`, label: `… ${qualityFlagText[one]}` })),
          ]}
          onChange={(value) => {
            const chosen = qualityFlag.options.find((one) => value === `${FLAG}${one}`);
            const said = (['good', 'rejected', 'remarkable'] as const).find((one) => one === value);
            set({ verdict: said, flag: chosen });
          }}
        />
      </Part>
      <Part>
        <Choice
          label="Value"
          value={range?.quantity ?? ALL}
          options={[
            { value: ALL, label: 'All values' },
            ...quantityNames.map((name) => ({ value: name, label: quantityTitle(name) })),
          ]}
          onChange={(value) => set({ range: value === ALL ? undefined : { quantity: value as QuantityName } })}
        />
      </Part>
      {range && <Range range={range} onChange={(next) => set({ range: next })} />}
    </div>
  );
}

function Part({ children }: { children: ReactNode }) {
  return <div className="min-w-32 max-w-56 flex-1">{children}</div>;
}

type WantedRange = NonNullable<LibraryFilter['range']>;

/** From what to what; an empty end is open. */
function Range({ range, onChange }: { range: WantedRange; onChange: (range: WantedRange) => void }) {
  const { quantity, least, most } = range;
  const { unit, per = 1 }: FrameQuantity = frameQuantities[quantity];
  const shown = (value: number | undefined) => (value === undefined ? null : value / per);
  return (
    <div className="flex min-w-56 max-w-md flex-1 gap-1.5">
      <NumberField
        label="At least"
        unit={unit}
        placeholder="at least"
        value={shown(least)}
        onChange={(value) => onChange({ ...range, least: value * per })}
        onEmpty={() => onChange(most === undefined ? { quantity } : { quantity, most })}
      />
      <NumberField
        label="At most"
        unit={unit}
        placeholder="at most"
        value={shown(most)}
        onChange={(value) => onChange({ ...range, most: value * per })}
        onEmpty={() => onChange(least === undefined ? { quantity } : { quantity, least })}
      />
    </div>
  );
}
