import { Tooltip } from 'radix-ui';
import type { ReactNode } from 'react';
import { type Shortcut, shortcuts } from '../shell/shortcuts.ts';
import { Keys } from './Keys.tsx';

/** The focus moves by the keyboard: not back to a button whose menu has been closed, where the name would be in the way. */
let isTabbing = false;
addEventListener(
  'keydown',
  ({ key }) => {
    isTabbing = key === 'Tab';
  },
  true,
);
addEventListener(
  'pointerdown',
  () => {
    isTabbing = false;
  },
  true,
);

/** The name of a control that shows only a sign, and its key. Never the browser's own, which is white. */
export function Tip({ label, shortcut, children }: { label: string; shortcut?: Shortcut; children: ReactNode }) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger
        asChild
        onFocus={(event) => {
          if (!isTabbing) event.preventDefault();
        }}
      >
        {children}
      </Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Content
          sideOffset={6}
          collisionPadding={8}
          className="z-50 flex items-center gap-2 rounded-control bg-hover px-2.5 py-1 text-ink text-sm"
        >
          {label}
          {shortcut && <Keys keys={shortcuts[shortcut].keys} />}
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
