import type { SkyObject } from '@uraniborg/api';
import { useMemo } from 'react';
import { useObservatory, useTime } from '../observatory/observatory.ts';
import { heightText } from './heightText.ts';

interface Props {
  id: string;
  object: SkyObject;
  marked: boolean;
  onChoose: () => void;
}

/** An object that the typed text may mean: what it is, and how high it stands now. */
export function Suggestion({ id, object, marked, onChoose }: Props) {
  const place = useObservatory((state) => state.place);
  const time = useTime(60_000);
  const height = useMemo(
    () => (place && time !== null ? heightText(object, place, time) : null),
    [object, place, time],
  );
  const other = object.otherNames.find((name) => /[a-z]{3}/.test(name)) ?? object.otherNames[0];
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys of the list are those of its text field
    <div
      id={id}
      role="option"
      aria-selected={marked}
      tabIndex={-1}
      // The text field keeps the focus, or the list would close before the click.
      onMouseDown={(event) => event.preventDefault()}
      onClick={onChoose}
      className={`flex min-h-(--control) cursor-pointer items-center gap-2 rounded px-2.5 py-1 ${
        marked ? 'bg-accent text-onaccent' : 'hover:bg-raised'
      }`}
    >
      <span className="min-w-0 flex-1">
        <span className="block truncate">
          {object.name}
          {other && <span className={marked ? '' : 'text-soft'}> {other}</span>}
        </span>
        <span className={`block truncate text-xs ${marked ? '' : 'text-faint'}`}>
          {object.type}
          {object.magnitude !== null && `, mag ${object.magnitude.toFixed(1)}`}
        </span>
      </span>
      {height && (
        <span className={`flex-none text-right ${marked ? '' : height.up ? 'text-ink' : 'text-faint'}`}>
          {height.text}
        </span>
      )}
    </div>
  );
}
