import { useState } from 'react';
import { run } from '../observatory/command.ts';
import { useReading } from '../observatory/observatory.ts';
import { Button } from '../parts/Button.tsx';
import { DeviceNeeded } from '../parts/DeviceNeeded.tsx';
import { Field } from '../parts/Field.tsx';
import { NumberField } from '../parts/NumberField.tsx';
import { Quantity } from '../parts/Quantity.tsx';
import { numberText } from '../parts/quantities.ts';
import { isNumber, remembered, useRemembered } from '../remembered.ts';

const bigStep = remembered('focuser.big', 500, isNumber);
const smallStep = remembered('focuser.small', 50, isNumber);

/** The focuser by hand: to a position, or by steps inwards and outwards. */
export function FocuserPanel() {
  const focuser = useReading('focuser');
  const big = useRemembered(bigStep);
  const small = useRemembered(smallStep);
  const [target, setTarget] = useState<number | null>(null);
  if (!focuser) return <DeviceNeeded device="focuser" />;
  const { position, maxPosition, moving, temperature } = focuser;
  const steps = [-big, -small, small, big];
  return (
    <section className="flex flex-col gap-3 p-3" aria-label="Focuser">
      <div className="flex items-end justify-between">
        <span className="font-light text-4xl leading-none" data-testid="focuser-position">
          {numberText(position)}
        </span>
        <span className="text-right text-soft">
          {moving && <span className="block text-accent">moving</span>}
          {temperature !== null && <Quantity text={numberText(temperature, 1)} unit="°C" />}
        </span>
      </div>
      <div className="grid grid-cols-4 gap-1">
        {steps.map((by, at) => (
          <Button
            // biome-ignore lint/suspicious/noArrayIndexKey: big and small may be the same number
            key={at}
            className="h-12 px-1"
            disabled={position + by < 0 || position + by > maxPosition}
            onClick={() => void run('focuser.move', { by })}
          >
            {by > 0 ? '+' : ''}
            {numberText(by)}
          </Button>
        ))}
        <span className="col-span-2 text-center text-faint text-xs">inwards</span>
        <span className="col-span-2 text-center text-faint text-xs">outwards</span>
      </div>
      <Field label="Go to">
        <NumberField
          label="Focuser position"
          whole
          value={target ?? position}
          min={0}
          max={maxPosition}
          onChange={setTarget}
        />
        <Button
          kind="primary"
          disabled={target === null || target === position}
          onClick={() => {
            if (target !== null) void run('focuser.move', { to: target }).then(() => setTarget(null));
          }}
        >
          Go
        </Button>
      </Field>
      <Field label="Steps">
        <NumberField label="Small step" whole value={small} min={1} max={maxPosition} onChange={smallStep.set} />
        <NumberField label="Big step" whole value={big} min={1} max={maxPosition} onChange={bigStep.set} />
      </Field>
    </section>
  );
}
