import type { FrameSummary } from '@uraniborg/api';
import { Choice } from '../parts/Choice.tsx';
import { frameTypeName, frameTypes } from '../parts/names.ts';
import type { LibraryFilter } from './libraryFilter.ts';

interface Props {
  frames: readonly FrameSummary[];
  wanted: LibraryFilter;
  onChange: (wanted: LibraryFilter) => void;
}

/** Which frames are listed. What there is only one of is not asked for. */
export function FilterBar({ frames, wanted, onChange }: Props) {
  const types = frameTypes.filter((type) => frames.some(({ frameType }) => frameType === type));
  const objects = [...new Set(frames.map(({ object }) => object))].sort();
  const filters = [...new Set(frames.map(({ filter }) => filter ?? ''))].sort();
  const choose = (label: string, key: keyof LibraryFilter, options: { value: string; label: string }[]) => (
    <div className="min-w-28 max-w-56 flex-1">
      <Choice
        label={label}
        value={wanted[key]}
        options={options}
        onChange={(value) => onChange({ ...wanted, [key]: value })}
      />
    </div>
  );
  const all = (label: string) => ({ value: 'all', label });
  return (
    <div className="flex flex-none flex-wrap gap-1.5 px-3 pb-2">
      {types.length > 1 &&
        choose('Type', 'type', [
          all('All types'),
          ...types.map((type) => ({ value: type, label: frameTypeName[type] })),
        ])}
      {objects.length > 1 &&
        choose('Object', 'object', [
          all('All objects'),
          ...objects.filter((object) => object !== '').map((object) => ({ value: object, label: object })),
        ])}
      {filters.length > 1 &&
        choose('Filter', 'filter', [
          all('All filters'),
          ...filters.filter((filter) => filter !== '').map((filter) => ({ value: filter, label: filter })),
        ])}
      {choose('Verdict', 'verdict', [
        all('All verdicts'),
        { value: 'good', label: 'Not rejected' },
        { value: 'rejected', label: 'Rejected' },
        { value: 'remarkable', label: 'Remarkable' },
      ])}
    </div>
  );
}
