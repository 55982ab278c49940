import { useState } from 'react';
import { Button } from '../parts/Button.tsx';

interface Props {
  label: string;
  value?: string;
  /** What its button says. */
  action: string;
  onTake: (name: string) => void;
  onLeave: () => void;
}

/** The name of a profile, taken by its button or Enter; Escape leaves. */
export function ProfileName({ label, value = '', action, onTake, onLeave }: Props) {
  const [name, setName] = useState(value);
  return (
    <form
      className="flex flex-wrap items-center gap-2 py-1.5"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim()) onTake(name.trim());
      }}
    >
      <input
        // biome-ignore lint/a11y/noAutofocus: it appears because a person has just asked to name something
        autoFocus
        aria-label={label}
        placeholder={label}
        value={name}
        maxLength={80}
        autoComplete="off"
        onChange={(event) => setName(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onLeave();
        }}
        className="h-(--control) min-w-40 flex-1 rounded-control bg-raised px-2.5"
      />
      <Button type="submit" kind="primary" disabled={name.trim() === ''}>
        {action}
      </Button>
      <Button kind="quiet" onClick={onLeave}>
        Cancel
      </Button>
    </form>
  );
}
