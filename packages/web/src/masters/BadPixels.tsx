import { useState } from 'react';
import { useAnswer } from '../image/useAnswer.ts';
import { run } from '../observatory/command.ts';
import { Button } from '../parts/Button.tsx';
import { NumberField } from '../parts/NumberField.tsx';
import { numberText } from '../parts/quantities.ts';

/** Where a map of bad pixels begins: few good pixels of a CMOS sensor lie so far out. */
const USUAL_SIGMA = 8;

/** A map of the bad pixels of a dark: how many there would be under a threshold, before it is made. */
export function BadPixels({ dark, onMade }: { dark: string; onMade: () => void }) {
  const [sigma, setSigma] = useState(USUAL_SIGMA);
  const [busy, setBusy] = useState(false);
  const count = useAnswer('masters.badPixels', { dark, sigma });
  const make = async () => {
    setBusy(true);
    const made = await run('masters.badPixels', { dark, sigma, keep: true });
    setBusy(false);
    if (made) onMade();
  };
  return (
    <div className="mt-2 ml-7 flex flex-wrap items-center gap-3">
      <div className="w-44">
        <NumberField
          label="Threshold"
          unit="σ"
          value={sigma}
          min={1}
          max={1000}
          step={(value, direction) => value + direction}
          onChange={setSigma}
        />
      </div>
      <span className="min-w-32 flex-1" aria-live="polite">
        {count.value ? (
          <>
            {numberText(count.value.badPixels)} <span className="text-faint">bad pixels</span>
          </>
        ) : (
          <span className={count.failure ? 'text-bad' : 'text-faint'}>{count.failure ?? 'Counting …'}</span>
        )}
      </span>
      <Button disabled={busy || !count.value || count.value.badPixels === 0} onClick={() => void make()}>
        Make the map
      </Button>
    </div>
  );
}
