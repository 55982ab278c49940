import { ImageView } from '../image/ImageView.tsx';
import { Needs } from '../parts/Needs.tsx';
import { useWide } from '../shell/useWide.ts';
import { MountPanel } from './MountPanel.tsx';
import { SkyDome } from './SkyDome.tsx';

/** Pointing: the sky now, the mount's controls, and on a wide screen what the camera sees there. */
export function SkyPlace() {
  const wide = useWide();
  return (
    <div className="flex h-full min-h-0 flex-col gap-1 overflow-y-auto md:flex-row md:overflow-hidden">
      <div className="h-76 flex-none bg-panel p-2 md:order-1 md:h-auto md:min-w-0 md:flex-1 md:p-3">
        <SkyDome />
      </div>
      <div className="flex flex-none flex-col gap-1 md:order-2 md:w-90 lg:w-100">
        <div className="flex-none bg-panel">
          <Needs access="operator">
            <MountPanel />
          </Needs>
        </div>
        {wide && (
          <div className="min-h-0 flex-1">
            <ImageView />
          </div>
        )}
      </div>
    </div>
  );
}
