import { useLink } from '../observatory/observatory.ts';
import { ActivityLine } from './ActivityLine.tsx';
import { Clock } from './Clock.tsx';
import { NightButton } from './NightButton.tsx';
import { RigLamps } from './RigLamps.tsx';
import { StopButton } from './StopButton.tsx';
import { WhoButton } from './WhoButton.tsx';

/** Always in view: the lamps, what is going on, the time, who is here, night, and STOP. */
export function StatusBar() {
  // Nothing that was true before the line was lost may look as if it still were.
  const past = useLink() === 'lost' ? 'opacity-25' : '';
  return (
    <header className="grid flex-none grid-cols-[auto_1fr_auto] items-center gap-x-1 bg-panel px-1 md:gap-x-4 md:px-2">
      <div className={past}>
        <RigLamps />
      </div>
      <div className={`min-w-0 max-md:order-last max-md:col-span-3 ${past}`}>
        <ActivityLine />
      </div>
      <div className="flex items-center justify-end gap-1 md:gap-3">
        <div className={past}>
          <Clock />
        </div>
        <WhoButton />
        <NightButton />
        <StopButton />
      </div>
    </header>
  );
}
