import type { NumberEntry, Property } from '@uraniborg/api';
import { type KeyboardEvent, useState } from 'react';
import { Button } from '../parts/Button.tsx';
import { parseNumber } from '../parts/quantities.ts';
import type { Setting } from './useSetting.ts';

type Written = Extract<Property, { type: 'number' | 'text' }>;
type Entry = NumberEntry | { name: string; label: string; value: string };

/** Numbers and texts: what they are, and fields for what they shall be, which are set together. */
export function WrittenValues({ property, setting }: { property: Written; setting: Setting }) {
  const { elements, writable, readable } = property;
  /** What has been typed, by element, and not been set yet. */
  const [typed, setTyped] = useState<Record<string, string>>({});
  const changed = Object.entries(typed).filter(([name, text]) => {
    const element = elements.find((one) => one.name === name);
    return element !== undefined && text !== textOf(element);
  });
  const set = async (): Promise<void> => {
    if (changed.length > 0 && (await setting.set(Object.fromEntries(changed)))) setTyped({});
  };
  return (
    <div className="flex flex-col gap-1.5">
      {elements.map((element) => (
        <div
          key={element.name}
          className={`grid items-center gap-x-4 ${writable ? 'grid-cols-[minmax(0,1fr)_minmax(8rem,11rem)] sm:grid-cols-[minmax(0,12rem)_minmax(0,1fr)_13rem]' : 'grid-cols-[minmax(0,12rem)_minmax(0,1fr)]'}`}
        >
          <div className={`min-w-0 ${writable ? 'sm:contents' : 'contents'}`}>
            <span className="block min-w-0 break-words text-soft">{element.label}</span>
            {readable && (
              <span className="block min-w-0 break-words" data-value={element.name}>
                {textOf(element) || <span className="text-faint">empty</span>}
              </span>
            )}
          </div>
          {writable && (
            <div className="col-start-2 sm:col-start-3">
              <WrittenField
                element={element}
                text={typed[element.name]}
                disabled={setting.pending}
                onType={(text) => setTyped((before) => ({ ...before, [element.name]: text }))}
                onTurnBack={() => setTyped({})}
                onSet={() => void set()}
              />
            </div>
          )}
        </div>
      ))}
      {(changed.length > 0 || setting.pending) && (
        <div className="flex justify-end gap-2">
          {!setting.pending && (
            <Button kind="quiet" onClick={() => setTyped({})}>
              Turn back
            </Button>
          )}
          <Button kind="primary" className="w-26" disabled={setting.pending} onClick={() => void set()}>
            {setting.pending ? 'Waiting' : 'Set'}
          </Button>
        </div>
      )}
    </div>
  );
}

interface FieldProps {
  element: Entry;
  text: string | undefined;
  disabled: boolean;
  onType: (text: string) => void;
  onTurnBack: () => void;
  onSet: () => void;
}

function WrittenField({ element, text, disabled, onType, onTurnBack, onSet }: FieldProps) {
  const now = textOf(element);
  const number = 'range' in element ? element : null;
  const plain = text === undefined ? null : parseNumber(text);
  const wrong =
    number?.range != null && plain !== null && text !== now && (plain < number.range.min || plain > number.range.max);
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'Enter') onSet();
    if (event.key === 'Escape') {
      onTurnBack();
      event.currentTarget.blur();
    }
    const way = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    const from = plain ?? number?.value ?? null;
    if (!way || !number || number.step <= 0 || from === null) return;
    event.preventDefault();
    const { min, max } = number.range ?? { min: Number.NEGATIVE_INFINITY, max: Number.POSITIVE_INFINITY };
    onType(String(Number(Math.min(max, Math.max(min, from + way * number.step)).toPrecision(12))));
  };
  return (
    <>
      <input
        aria-label={element.label}
        aria-invalid={wrong}
        value={text ?? now}
        disabled={disabled}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        enterKeyHint="send"
        onFocus={(event) => {
          // What it is at this moment stays in the field, however the value moves on.
          if (text === undefined) onType(now);
          event.currentTarget.select();
        }}
        onChange={(event) => onType(event.target.value)}
        onKeyDown={onKeyDown}
        className={`h-(--control) w-full min-w-0 rounded-control bg-raised px-2.5 disabled:opacity-40 ${(text ?? now) === now ? 'text-faint' : ''} ${wrong ? 'outline-2 outline-bad' : ''}`}
      />
      {number?.range && text !== undefined && (
        <span className={`block pt-1 text-xs ${wrong ? 'text-bad' : 'text-faint'}`}>{number.range.text}</span>
      )}
    </>
  );
}

function textOf(element: Entry): string {
  return 'text' in element ? element.text : element.value;
}
