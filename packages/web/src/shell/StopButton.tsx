import { useEffect, useState } from 'react';
import { run } from '../observatory/command.ts';
import { Tip } from '../parts/Tip.tsx';
import { closable, typing } from './shortcuts.ts';

/** The second Escape must come within this time. */
const ARMED_MS = 1500;

/**
 * Stops everything that moves or exposes, at once and without asking. By key it is Escape twice: one Escape closes
 * things all night long, and must not end a long exposure.
 */
export function StopButton() {
  const [armed, setArmed] = useState(false);
  useEffect(() => {
    let armedAt = Number.NEGATIVE_INFINITY;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.repeat || closable() || typing(event.target)) return;
      clearTimeout(timer);
      if (performance.now() - armedAt < ARMED_MS) {
        armedAt = Number.NEGATIVE_INFINITY;
        setArmed(false);
        void run('stop', {});
        return;
      }
      armedAt = performance.now();
      setArmed(true);
      timer = setTimeout(() => setArmed(false), ARMED_MS);
    };
    // Before anything else hears of it: what this Escape closes must still be seen to be open.
    addEventListener('keydown', onKey, true);
    return () => {
      clearTimeout(timer);
      removeEventListener('keydown', onKey, true);
    };
  }, []);
  return (
    <Tip label="Stop everything" shortcut="stop">
      <button
        type="button"
        onClick={() => void run('stop', {})}
        className={`h-11 min-w-18 rounded-control bg-stop px-4 font-bold text-onstop tracking-wide hover:brightness-110 ${armed ? 'outline-2 outline-ink outline-offset-2' : ''}`}
      >
        {armed ? 'Esc again' : 'STOP'}
      </button>
    </Tip>
  );
}
