import { Slider as Radix } from 'radix-ui';
import { useState } from 'react';
import { useForbidden } from './Needs.tsx';

interface Props {
  label: string;
  value: number;
  min: number;
  max: number;
  step: number;
  disabled?: boolean;
  /** What a value is called, where its number says nothing. */
  valueText?: (value: number) => string;
  /** When it is let go of. */
  onChange: (value: number) => void;
}

/** A number within a range, by dragging or by arrow keys. While it is held it stands where the hand is. */
export function Slider({ label, value, min, max, step, disabled, valueText, onChange }: Props) {
  const forbidden = useForbidden();
  const [held, setHeld] = useState<number | null>(null);
  return (
    <Radix.Root
      value={[held ?? value]}
      min={min}
      max={max}
      step={step}
      disabled={disabled || forbidden}
      onValueChange={([next]) => setHeld(next ?? null)}
      onValueCommit={([next]) => {
        setHeld(null);
        if (next !== undefined && next !== value) onChange(next);
      }}
      className="relative flex h-(--control) w-full min-w-0 touch-none select-none items-center data-[disabled]:opacity-40"
    >
      <Radix.Track className="relative h-1 flex-1 rounded-full bg-hover">
        <Radix.Range className="absolute h-full rounded-full bg-faint" />
      </Radix.Track>
      <Radix.Thumb
        aria-label={label}
        aria-valuetext={valueText?.(held ?? value)}
        className="flex size-(--control) items-center justify-center rounded-control"
      >
        <span className="block size-4 rounded-full bg-soft" />
      </Radix.Thumb>
    </Radix.Root>
  );
}
