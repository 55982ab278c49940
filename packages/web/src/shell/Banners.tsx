import { useState } from 'react';
import { useObservatory } from '../observatory/observatory.ts';

/** What everybody who looks at this screen must know, for as long as it is true. One line; a tap shows all of it. */
export function Banners() {
  const simulated = useObservatory((state) => state.simulated) ?? false;
  const notice = useObservatory((state) => state.notice) ?? '';
  const [whole, setWhole] = useState(false);
  if (!simulated && notice === '') return null;
  return (
    <button
      type="button"
      aria-expanded={whole}
      onClick={() => setWhole(!whole)}
      className="flex min-h-6 flex-none items-baseline justify-center gap-3 bg-[repeating-linear-gradient(115deg,var(--panel)_0_14px,var(--raised)_14px_28px)] px-3 py-0.5 text-xs"
    >
      {simulated && <span className="font-semibold text-warn tracking-widest">SIMULATED</span>}
      <span className={`min-w-0 text-soft ${whole ? 'text-left' : 'truncate'}`}>
        {notice || 'This sky and these devices are made up by the program'}
      </span>
    </button>
  );
}
