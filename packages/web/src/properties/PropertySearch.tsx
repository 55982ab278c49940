import type { FoundProperty } from '@uraniborg/api';
import { Popover } from 'radix-ui';
import { type KeyboardEvent, useEffect, useId, useState } from 'react';
import { command } from '../observatory/command.ts';
import { goTo } from '../shell/places.ts';
import { PROPERTIES } from './PropertyDevices.tsx';

const TYPING_PAUSE_MS = 150;

/** Finds properties by their name, label, group or elements, on every server; the chosen one is opened. */
export function PropertySearch() {
  const [text, setText] = useState('');
  const [found, setFound] = useState<{ found: FoundProperty[]; more: boolean } | null>(null);
  const [marked, setMarked] = useState(0);
  const listId = useId();
  const wanted = text.trim();
  useEffect(() => {
    if (wanted === '') {
      setFound(null);
      return;
    }
    let current = true;
    const take = (answer: { found: FoundProperty[]; more: boolean } | null) => {
      if (!current) return;
      setFound(answer);
      setMarked(0);
    };
    const timer = setTimeout(
      () => command('properties.find', { text: wanted }).then(take, () => take(null)),
      TYPING_PAUSE_MS,
    );
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [wanted]);
  const choose = ({ server, device, group, name }: FoundProperty): void => {
    setText('');
    setFound(null);
    goTo('equipment', PROPERTIES, server, device, group, name);
  };
  const list = found?.found ?? [];
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && list.length > 0) {
      event.preventDefault();
      setMarked((marked + step + list.length) % list.length);
    }
    const property = list[marked];
    if (event.key === 'Enter' && property) choose(property);
    if (event.key === 'Escape') setText('');
  };
  const showing = found !== null && wanted !== '';
  return (
    <Popover.Root open={showing}>
      <Popover.Anchor asChild>
        <input
          role="combobox"
          aria-label="Search properties"
          aria-expanded={showing}
          aria-controls={listId}
          aria-activedescendant={list.length > 0 ? `${listId}-${marked}` : undefined}
          value={text}
          placeholder="Search every property"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          enterKeyHint="search"
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
          className="h-(--control) w-full min-w-0 rounded-control bg-raised px-2.5"
        />
      </Popover.Anchor>
      <Popover.Portal>
        <Popover.Content
          id={listId}
          role="listbox"
          aria-label="Properties found"
          align="start"
          sideOffset={4}
          collisionPadding={8}
          onOpenAutoFocus={(event) => event.preventDefault()}
          onCloseAutoFocus={(event) => event.preventDefault()}
          className="z-50 max-h-[min(28rem,var(--radix-popover-content-available-height))] w-(--radix-popover-trigger-width) overflow-y-auto rounded-control bg-hover p-1 outline-none"
        >
          {list.length === 0 && <p className="px-2.5 py-2 text-soft">No property is called so</p>}
          {list.map((one, at) => (
            <div
              key={`${one.server} ${one.device} ${one.name}`}
              id={`${listId}-${at}`}
              role="option"
              aria-selected={at === marked}
              tabIndex={-1}
              // Before the field loses the focus.
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => choose(one)}
              onKeyDown={() => {}}
              className={`cursor-pointer rounded px-2.5 py-1.5 ${at === marked ? 'bg-accent text-onaccent' : ''}`}
            >
              <span className="block break-words">
                {one.label} <span className={at === marked ? '' : 'text-faint'}>{one.name}</span>
              </span>
              <span className={`block text-sm ${at === marked ? '' : 'text-soft'}`}>
                {one.device}, {one.group}
              </span>
            </div>
          ))}
          {found?.more && <p className="px-2.5 py-2 text-soft">There are more; write more of the name.</p>}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
