import { FirstLook } from '../image/FirstLook.tsx';
import { useObservatory } from '../observatory/observatory.ts';

/** Empty panels as they usually lie, the newest frame where the image is going to be, until they have been laid out. */
export function BeforePanels() {
  const newest = useObservatory(({ frames }) => frames[0]?.id);
  return (
    <div className="absolute inset-0 z-10 flex gap-1 bg-ground" aria-hidden="true">
      <div className="flex min-w-0 flex-1 flex-col">
        <div className="relative flex-1">{newest && <FirstLook id={newest} />}</div>
        <div className="mb-1 h-10.5 bg-panel" />
        <div className="h-47 bg-panel max-[900px]:h-62" />
      </div>
      <div className="flex w-84.5 flex-col gap-1">
        <div className="flex-1 bg-panel" />
        <div className="flex-1 bg-panel" />
      </div>
    </div>
  );
}
