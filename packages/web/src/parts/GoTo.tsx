import { useState } from 'react';
import { Button } from './Button.tsx';
import { Field } from './Field.tsx';
import { NumberField } from './NumberField.tsx';

interface Props {
  label: string;
  /** Where it is now, degrees. */
  angle: number;
  disabled?: boolean;
  onGo: (angle: number) => Promise<unknown>;
  /** Says that it stands at this angle now. */
  onSync?: ((angle: number) => Promise<unknown>) | undefined;
}

/** An angle that is typed, and the button that goes there. */
export function GoTo({ label, angle, disabled = false, onGo, onSync }: Props) {
  const [target, setTarget] = useState<number | null>(null);
  return (
    <Field label="Go to">
      <NumberField
        label={label}
        unit="°"
        value={target ?? Number(angle.toFixed(1))}
        min={0}
        max={360}
        disabled={disabled}
        onChange={setTarget}
      />
      <Button
        kind="primary"
        disabled={disabled || target === null}
        onClick={() => {
          if (target !== null) void onGo(target).then(() => setTarget(null));
        }}
      >
        Go
      </Button>
      {onSync && (
        <Button
          disabled={disabled || target === null}
          onClick={() => {
            if (target !== null) void onSync(target).then(() => setTarget(null));
          }}
        >
          Sync
        </Button>
      )}
    </Field>
  );
}
