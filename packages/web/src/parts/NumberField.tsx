import { Minus, Plus } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { parseNumber } from './quantities.ts';

interface Props {
  label: string;
  value: number | null;
  unit?: string;
  min?: number;
  max?: number;
  /** Whole numbers only. */
  whole?: boolean;
  disabled?: boolean;
  /** The next value when a step up (1) or down (-1) is asked for; without it there are no buttons for it. */
  step?: (value: number, direction: 1 | -1) => number;
  placeholder?: string;
  onChange: (value: number) => void;
  /** When it is left empty; without it an empty field turns back. */
  onEmpty?: () => void;
}

/** A number that is typed or stepped. It is taken on Enter or when the field is left; what is no number turns back. */
export function NumberField(props: Props) {
  const { label, value, unit, min, max, whole, disabled, step, placeholder, onChange, onEmpty } = props;
  const shown = value === null ? '' : String(Number(value.toPrecision(10)));
  const [text, setText] = useState(shown);
  // True from the first key until it is taken. It is given even when it is the value known here, which may be older than
  // what was given last; and no value that arrives meanwhile takes its place.
  const typed = useRef(false);
  useEffect(() => {
    if (!typed.current) setText(shown);
  }, [shown]);

  const bounded = (next: number): number =>
    Math.min(
      Math.max(whole ? Math.round(next) : next, min ?? Number.NEGATIVE_INFINITY),
      max ?? Number.POSITIVE_INFINITY,
    );
  const take = (): void => {
    if (!typed.current) return;
    typed.current = false;
    if (onEmpty && text.trim() === '') {
      onEmpty();
      return;
    }
    const parsed = parseNumber(text);
    setText(parsed === null ? shown : String(bounded(parsed)));
    if (parsed !== null) onChange(bounded(parsed));
  };
  const turnBack = (input: HTMLInputElement): void => {
    // Leaving the field takes what is written; here it must not.
    typed.current = false;
    setText(shown);
    input.blur();
  };
  const move = (direction: 1 | -1): void => {
    const from = parseNumber(text) ?? value ?? 0;
    const next = bounded(step ? step(from, direction) : from + direction);
    typed.current = false;
    setText(String(next));
    if (next !== value) onChange(next);
  };
  const onKey = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'Enter') take();
    if (event.key === 'Escape') turnBack(event.currentTarget);
    if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      event.preventDefault();
      move(event.key === 'ArrowUp' ? 1 : -1);
    }
  };
  const wrong = text !== '' && (parseNumber(text) === null || bounded(parseNumber(text) ?? 0) !== parseNumber(text));

  return (
    <div
      className={`flex h-(--control) w-full min-w-0 items-center rounded-control bg-raised focus-within:outline-2 focus-within:outline-accent has-[input:disabled]:opacity-40 ${wrong ? 'outline-2 outline-bad' : ''}`}
    >
      {step && <Stepper icon={Minus} label={`Less ${label}`} disabled={disabled} onClick={() => move(-1)} />}
      <input
        aria-label={label}
        aria-invalid={wrong}
        value={text}
        disabled={disabled}
        placeholder={placeholder}
        inputMode={whole && (min ?? -1) >= 0 ? 'numeric' : 'decimal'}
        autoComplete="off"
        enterKeyHint="done"
        onFocus={(event) => event.target.select()}
        onChange={(event) => {
          typed.current = true;
          setText(event.target.value);
        }}
        onBlur={take}
        onKeyDown={onKey}
        className={`h-full w-full min-w-0 bg-transparent outline-none ${step ? (unit ? 'text-right' : 'text-center') : 'pl-2.5'}`}
      />
      {unit && !(text === '' && placeholder) && (
        <span className={`flex-none pl-1 text-faint ${step ? 'w-1/3' : 'pr-2.5'}`}>{unit}</span>
      )}
      {step && <Stepper icon={Plus} label={`More ${label}`} disabled={disabled} onClick={() => move(1)} />}
    </div>
  );
}

function Stepper(props: { icon: typeof Plus; label: string; disabled: boolean | undefined; onClick: () => void }) {
  const { icon: Icon, label, disabled, onClick } = props;
  return (
    <button
      type="button"
      aria-label={label}
      disabled={disabled}
      onClick={onClick}
      className="flex size-(--control) flex-none items-center justify-center rounded-control text-soft enabled:hover:bg-hover enabled:hover:text-ink"
    >
      <Icon size={16} aria-hidden="true" />
    </button>
  );
}
