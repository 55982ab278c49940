import { Unplug } from 'lucide-react';
import { useSilence } from '../observatory/observatory.ts';
import { leftText } from '../parts/quantities.ts';

/** Over everything that is now only memory. What runs at the telescope goes on without this page. */
export function LostLine() {
  const silence = useSilence();
  return (
    <div role="alert" className="absolute inset-0 z-30 flex items-center justify-center bg-ground/85 p-4">
      <div className="flex max-w-sm flex-col items-center gap-2 rounded-control bg-panel p-6 text-center">
        <Unplug size={32} strokeWidth={1.25} className="text-bad" aria-hidden="true" />
        <p className="text-base">The line to the observatory is lost</p>
        <p className="font-light text-2xl" data-testid="silence">
          {leftText(silence)}
          <span className="text-faint text-base"> ago was its last word</span>
        </p>
        <p className="text-soft">
          What it was doing goes on, and nobody can stop it from here. This page is trying to reach it again.
        </p>
      </div>
    </div>
  );
}
