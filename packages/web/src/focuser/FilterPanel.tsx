import { run } from '../observatory/command.ts';
import { useObservatory, useReading } from '../observatory/observatory.ts';
import { Button } from '../parts/Button.tsx';
import { DeviceNeeded } from '../parts/DeviceNeeded.tsx';

/** One button for each filter; the one in the light is marked. */
export function FilterPanel() {
  const wheel = useReading('filterWheel');
  const turning = useObservatory((state) => state.activities.some(({ kind }) => kind === 'filter')) ?? false;
  if (!wheel) return <DeviceNeeded device="filterWheel" />;
  return (
    <section className="flex flex-col gap-3 p-3" aria-label="Filter wheel">
      <div className="font-light text-4xl leading-none" data-testid="filter">
        {wheel.slot === null || turning ? (
          <span className="text-faint">{turning || wheel.turning ? 'turning' : 'not known'}</span>
        ) : (
          (wheel.filters[wheel.slot]?.name ?? `Slot ${wheel.slot + 1}`)
        )}
      </div>
      <div className="grid grid-cols-4 gap-1">
        {wheel.filters.map(({ name }, slot) => {
          const inLight = slot === wheel.slot;
          return (
            <Button
              // biome-ignore lint/suspicious/noArrayIndexKey: two slots may hold filters of one name; the slot is the key
              key={slot}
              className={`h-12 min-w-0 px-1 ${inLight ? 'text-accent outline-1 outline-accent' : ''}`}
              aria-pressed={inLight}
              disabled={turning}
              onClick={() => void run('filterWheel.select', { slot })}
            >
              <span className="truncate">{name}</span>
            </Button>
          );
        })}
      </div>
    </section>
  );
}
