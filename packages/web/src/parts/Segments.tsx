import { ToggleGroup } from 'radix-ui';
import type { ReactNode } from 'react';

interface Props<T extends string> {
  label: string;
  value: T;
  options: readonly { value: T; label: ReactNode; disabled?: boolean }[];
  disabled?: boolean;
  /** As wide as there is room, all parts alike. */
  wide?: boolean;
  onChange: (value: T) => void;
}

/** One of a few, all in view. */
export function Segments<T extends string>({ label, value, options, disabled, wide, onChange }: Props<T>) {
  return (
    <ToggleGroup.Root
      type="single"
      aria-label={label}
      value={value}
      disabled={disabled}
      onValueChange={(next) => {
        if (next) onChange(next as T);
      }}
      className={`rounded-control bg-raised ${wide ? 'flex w-full' : 'inline-flex'}`}
    >
      {options.map((option) => (
        <ToggleGroup.Item
          key={option.value}
          value={option.value}
          disabled={option.disabled}
          className={`h-(--control) min-w-(--control) whitespace-nowrap rounded-control px-2.5 text-soft disabled:opacity-40 data-[state=on]:bg-hover data-[state=on]:text-accent data-[state=on]:shadow-[inset_0_-2px_0_var(--accent)] enabled:hover:text-ink ${wide ? 'flex-[1_1_auto]' : ''}`}
        >
          {option.label}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  );
}
