import { MountPanel } from './MountPanel.tsx';
import { SkyDome } from './SkyDome.tsx';

/** Pointing: the dome of the sky and the mount's controls. */
export function SkyPlace() {
  return (
    <div className="flex h-full min-h-0 flex-col gap-1 overflow-y-auto md:flex-row md:overflow-hidden">
      <div className="min-h-56 flex-1 bg-panel p-3 max-md:max-h-60 md:order-1">
        <SkyDome />
      </div>
      <div className="flex-none bg-panel md:order-2 md:w-90 md:overflow-y-auto">
        <MountPanel />
      </div>
    </div>
  );
}
