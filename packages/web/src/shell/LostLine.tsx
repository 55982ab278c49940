import { Unplug } from 'lucide-react';

/** Over everything that is now only memory. What runs at the telescope goes on without this page. */
export function LostLine() {
  return (
    <div role="alert" className="absolute inset-0 z-30 flex items-center justify-center bg-ground/75 p-4">
      <div className="flex max-w-sm flex-col items-center gap-2 rounded-control bg-panel p-6 text-center">
        <Unplug size={32} strokeWidth={1.25} className="text-bad" aria-hidden="true" />
        <p className="text-base">The line to the observatory is lost</p>
        <p className="text-soft">What it was doing goes on. This page is trying to reach it again.</p>
      </div>
    </div>
  );
}
