import type { SkyObject } from '@uraniborg/api';
import { Popover } from 'radix-ui';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { setCapture } from '../capture/captureSettings.ts';
import { command, run } from '../observatory/command.ts';
import { Button } from '../parts/Button.tsx';
import { useShortcut } from '../shell/shortcuts.ts';
import { setAim, useAim } from './aim.ts';
import { Suggestion } from './Suggestion.tsx';

const TYPING_PAUSE_MS = 120;

/**
 * Where to go: the name of an object, with those that match, or coordinates in any notation. Choosing a name only
 * fills it in; nothing moves before Slew, or Enter on what is written.
 */
export function SlewTo({ disabled, canSync }: { disabled: boolean; canSync: boolean }) {
  const { text } = useAim();
  const [found, setFound] = useState<SkyObject[]>([]);
  const [open, setOpen] = useState(false);
  const [marked, setMarked] = useState(-1);
  const [asking, setAsking] = useState(false);
  /** What the mount is about to be told that it points at. */
  const [syncing, setSyncing] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const listId = useId();
  useShortcut('slewTo', () => input.current?.focus());

  useEffect(() => {
    const wanted = text.trim();
    if (!open || wanted === '') {
      setFound([]);
      return;
    }
    let current = true;
    const timer = setTimeout(() => {
      // Coordinates match no name, and that is no error: the slew itself says what it cannot read.
      command('sky.find', { text: wanted, limit: 8 }).then(
        ({ objects }) => {
          if (current) setFound(objects);
        },
        () => {
          if (current) setFound([]);
        },
      );
    }, TYPING_PAUSE_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [text, open]);

  const choose = (object: SkyObject): void => {
    setAim({ text: object.name, at: object });
    setOpen(false);
    setMarked(-1);
    input.current?.focus();
  };
  const slew = async (): Promise<void> => {
    const wanted = text.trim();
    if (!wanted) return;
    setOpen(false);
    setAsking(true);
    const answer = await run('mount.slew', { text: wanted });
    setAsking(false);
    if (answer) setAim({ text: wanted, at: answer.target });
    // Who slews to M 42 wants frames named M 42.
    if (answer?.target.name) void setCapture({ object: answer.target.name });
  };
  const sync = async (): Promise<void> => {
    const wanted = text.trim();
    setSyncing(null);
    const answer = await run('mount.sync', { text: wanted });
    if (answer) setAim({ text: wanted, at: answer.target });
  };
  const onKey = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && found.length > 0) {
      event.preventDefault();
      setMarked((at) => (at + step + found.length) % found.length);
    } else if (event.key === 'Enter') {
      const object = found[marked];
      if (open && object) choose(object);
      else void slew();
    } else if (event.key === 'Escape') {
      if (open && found.length > 0) setOpen(false);
      else input.current?.blur();
    }
  };
  const showing = open && found.length > 0;

  return (
    <Popover.Root open={showing}>
      <div className="flex gap-2">
        <Popover.Anchor asChild>
          <input
            ref={input}
            role="combobox"
            aria-label="Slew to"
            aria-expanded={showing}
            aria-controls={listId}
            aria-activedescendant={marked >= 0 ? `${listId}-${marked}` : undefined}
            aria-autocomplete="list"
            value={text}
            disabled={disabled}
            placeholder="Name, or RA Dec"
            autoComplete="off"
            autoCapitalize="off"
            autoCorrect="off"
            spellCheck={false}
            enterKeyHint="go"
            onChange={(event) => {
              setAim({ text: event.target.value, at: null });
              setOpen(true);
              setMarked(-1);
            }}
            onFocus={(event) => event.target.select()}
            onBlur={() => setOpen(false)}
            onKeyDown={onKey}
            className="h-(--control) w-full min-w-0 rounded-control bg-raised px-2.5 disabled:opacity-40"
          />
        </Popover.Anchor>
        <Button kind="primary" disabled={disabled || asking || text.trim() === ''} onClick={() => void slew()}>
          Slew
        </Button>
        {canSync && (
          <Button
            disabled={disabled || asking || text.trim() === ''}
            aria-expanded={syncing !== null}
            onClick={() => setSyncing(text.trim())}
          >
            Sync
          </Button>
        )}
      </div>
      {syncing !== null && (
        <div className="flex flex-wrap items-center gap-2">
          <span className="min-w-40 flex-1">Tell the mount that it points at {syncing} now?</span>
          <Button kind="primary" onClick={() => void sync()}>
            Sync it
          </Button>
          <Button kind="quiet" onClick={() => setSyncing(null)}>
            Cancel
          </Button>
        </div>
      )}
      <Popover.Portal>
        <Popover.Content
          id={listId}
          role="listbox"
          aria-label="Objects"
          align="start"
          sideOffset={4}
          collisionPadding={8}
          // The field keeps the focus: what is typed goes on filtering.
          onOpenAutoFocus={(event) => event.preventDefault()}
          onCloseAutoFocus={(event) => event.preventDefault()}
          className="z-50 max-h-[min(24rem,var(--radix-popover-content-available-height))] w-[max(19rem,var(--radix-popover-trigger-width))] overflow-y-auto rounded-control bg-hover p-1 outline-none"
        >
          {found.map((object, at) => (
            <Suggestion
              key={object.name}
              id={`${listId}-${at}`}
              object={object}
              marked={at === marked}
              onChoose={() => choose(object)}
            />
          ))}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
