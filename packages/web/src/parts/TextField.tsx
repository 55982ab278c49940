import { type ComponentProps, useEffect, useRef, useState } from 'react';

interface Props extends Omit<ComponentProps<'input'>, 'onChange' | 'value'> {
  label: string;
  value: string;
  onChange: (value: string) => void;
}

/** A text, taken on Enter or when the field is left; Escape turns it back. */
export function TextField({ label, value, onChange, ...rest }: Props) {
  const [text, setText] = useState(value);
  // True from the first key until it is taken. It is given even when it is the value known here, which may be older than
  // what was given last; and no value that arrives meanwhile takes its place.
  const typed = useRef(false);
  useEffect(() => {
    if (!typed.current) setText(value);
  }, [value]);
  const take = (): void => {
    if (!typed.current) return;
    typed.current = false;
    onChange(text);
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
      onChange={(event) => {
        typed.current = true;
        setText(event.target.value);
      }}
      onBlur={take}
      onKeyDown={(event) => {
        if (event.key === 'Enter') take();
        if (event.key === 'Escape') {
          // Leaving the field takes what is written; here it must not.
          typed.current = false;
          setText(value);
          event.currentTarget.blur();
        }
      }}
      className="h-(--control) w-full min-w-0 rounded-control bg-raised px-2.5 disabled:opacity-40"
    />
  );
}
