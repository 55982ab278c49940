import { type ComponentProps, useEffect, useRef, useState } from 'react';

interface Props extends Omit<ComponentProps<'input'>, 'onChange' | 'value'> {
  label: string;
  value: string;
  onChange: (value: string) => void;
}

/** A text, taken on Enter or when the field is left; Escape turns it back. */
export function TextField({ label, value, onChange, ...rest }: Props) {
  const [text, setText] = useState(value);
  const editing = useRef(false);
  const turningBack = useRef(false);
  useEffect(() => {
    if (!editing.current) setText(value);
  }, [value]);
  const take = (): void => {
    editing.current = false;
    if (turningBack.current) return;
    if (text !== value) onChange(text);
  };
  return (
    <input
      {...rest}
      aria-label={label}
      value={text}
      autoComplete="off"
      autoCapitalize="off"
      spellCheck={false}
      enterKeyHint="done"
      onFocus={() => {
        editing.current = true;
      }}
      onChange={(event) => setText(event.target.value)}
      onBlur={take}
      onKeyDown={(event) => {
        if (event.key === 'Enter') take();
        if (event.key === 'Escape') {
          // Leaving the field takes what is written; here it must not.
          turningBack.current = true;
          setText(value);
          event.currentTarget.blur();
          turningBack.current = false;
        }
      }}
      className="h-(--control) w-full min-w-0 rounded-control bg-raised px-2.5 disabled:opacity-40"
    />
  );
}
