import { useObservatory } from '../observatory/observatory.ts';

/** What everybody who looks at this screen must know, for as long as it is true: one line (Equipment has it whole). */
export function Banners() {
  const simulated = useObservatory((state) => state.simulated) ?? false;
  const notice = useObservatory((state) => state.notice) ?? '';
  if (!simulated && notice === '') return null;
  return (
    <p
      role="note"
      className="flex h-6 flex-none items-center justify-center gap-3 bg-[repeating-linear-gradient(115deg,var(--panel)_0_14px,var(--raised)_14px_28px)] px-3 text-xs"
    >
      {simulated && <span className="font-semibold text-warn tracking-widest">SIMULATED</span>}
      <span className="min-w-0 truncate text-soft">
        {notice || 'This sky and these devices are made up by the program'}
      </span>
    </p>
  );
}
