import { ActivityLine } from './ActivityLine.tsx';
import { Clock } from './Clock.tsx';
import { NightButton } from './NightButton.tsx';
import { RigLamps } from './RigLamps.tsx';
import { StopButton } from './StopButton.tsx';

/** Always in view: the lamps, what is going on, the time, night, and STOP. */
export function StatusBar() {
  return (
    <header className="grid flex-none grid-cols-[auto_1fr_auto] items-center gap-x-2 bg-panel px-1 md:gap-x-4 md:px-2">
      <RigLamps />
      <div className="min-w-0 max-md:order-last max-md:col-span-3">
        <ActivityLine />
      </div>
      <div className="flex items-center justify-end gap-1 md:gap-3">
        <Clock />
        <NightButton />
        <StopButton />
      </div>
    </header>
  );
}
