import { useObservatory } from '../observatory/observatory.ts';

/** What everybody who looks at this screen must know, for as long as it is true. */
export function Banners() {
  const simulated = useObservatory((state) => state.simulated) ?? false;
  const notice = useObservatory((state) => state.notice) ?? '';
  return (
    <>
      {simulated && (
        <p
          role="note"
          className="flex h-6 flex-none items-center justify-center gap-2 bg-[repeating-linear-gradient(115deg,var(--panel)_0_14px,var(--raised)_14px_28px)] text-center text-warn text-xs"
        >
          <span className="font-semibold tracking-widest">SIMULATED</span>
          <span className="text-soft max-md:hidden">This sky and these devices are made up by the program</span>
        </p>
      )}
      {notice && (
        <p role="alert" className="flex-none bg-raised px-3 py-1 text-center text-warn">
          {notice}
        </p>
      )}
    </>
  );
}
