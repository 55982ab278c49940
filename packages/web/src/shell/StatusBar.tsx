import { useObservatory } from '../observatory/observatory.ts';
import { Lamp } from '../parts/Lamp.tsx';
import { roleName, roles } from '../parts/names.ts';
import { Tip } from '../parts/Tip.tsx';
import { ActivityLine } from './ActivityLine.tsx';
import { Clock } from './Clock.tsx';
import { NightButton } from './NightButton.tsx';
import { goTo } from './places.ts';
import { StopButton } from './StopButton.tsx';

/** Always in view: the lamps, what is going on, the time, night, and STOP. */
export function StatusBar() {
  const devices = useObservatory((state) => state.devices) ?? [];
  return (
    <header className="grid flex-none grid-cols-[auto_1fr_auto] items-center gap-x-2 bg-panel px-1 md:gap-x-4 md:px-2">
      <Tip label="Devices">
        <button
          type="button"
          aria-label="Devices"
          onClick={() => goTo('equipment')}
          className="flex h-12 min-w-11 items-center gap-2 rounded-control px-2 text-soft hover:bg-raised md:gap-4"
        >
          {roles.map((role) => {
            const device = devices.find((each) => each.role === role);
            return device?.address ? (
              <span key={role} className="flex items-center gap-1.5">
                <Lamp link={device.link} />
                <span className="max-lg:hidden">{roleName[role]}</span>
              </span>
            ) : null;
          })}
          {devices.every(({ address }) => address === '') && 'No devices'}
        </button>
      </Tip>
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
