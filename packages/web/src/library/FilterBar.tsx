import type { LibraryFilter } from '@uraniborg/api';
import { Choice } from '../parts/Choice.tsx';
import { frameTypeName } from '../parts/names.ts';
import type { Overview } from './libraryPages.ts';

interface Props {
  overview: Overview;
  wanted: LibraryFilter;
  onChange: (wanted: LibraryFilter) => void;
}

const ALL = 'all';

/** Which frames are listed. What there is only one of is not asked for. */
export function FilterBar({ overview, wanted, onChange }: Props) {
  const { types, objects, filters } = overview;
  const choose = (
    label: string,
    key: keyof LibraryFilter,
    all: string,
    options: { value: string; label: string }[],
  ) => (
    <div className="min-w-28 max-w-56 flex-1">
      <Choice
        label={label}
        value={wanted[key] ?? ALL}
        options={[{ value: ALL, label: all }, ...options]}
        onChange={(value) => {
          const { [key]: _, ...others } = wanted;
          onChange(value === ALL ? others : { ...others, [key]: value });
        }}
      />
    </div>
  );
  const named = (names: readonly string[]) => names.map((name) => ({ value: name, label: name }));
  return (
    <div className="flex flex-none flex-wrap gap-1.5 px-3 pb-2">
      {types.length > 1 &&
        choose(
          'Type',
          'type',
          'All types',
          types.map((type) => ({ value: type, label: frameTypeName[type] })),
        )}
      {objects.length > 1 && choose('Object', 'object', 'All objects', named(objects))}
      {filters.length > 1 && choose('Filter', 'filter', 'All filters', named(filters))}
      {choose('Verdict', 'verdict', 'All verdicts', [
        { value: 'good', label: 'Not rejected' },
        { value: 'rejected', label: 'Rejected' },
        { value: 'remarkable', label: 'Remarkable' },
      ])}
    </div>
  );
}
