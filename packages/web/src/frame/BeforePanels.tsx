import { FirstLook } from '../image/FirstLook.tsx';
import { useObservatory } from '../observatory/observatory.ts';

/** The newest frame where the image panel is going to be, until the panels have been laid out. */
export function BeforePanels() {
  const newest = useObservatory(({ frames }) => frames[0]?.id);
  return (
    <div className="absolute inset-0 right-86 bottom-48 z-10 bg-ground">{newest && <FirstLook id={newest} />}</div>
  );
}
