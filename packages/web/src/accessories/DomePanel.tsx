import { run } from '../observatory/command.ts';
import { useReading } from '../observatory/observatory.ts';
import { Button } from '../parts/Button.tsx';
import { DeviceNeeded } from '../parts/DeviceNeeded.tsx';
import { GoTo } from '../parts/GoTo.tsx';
import { numberText } from '../parts/quantities.ts';
import { Toggle } from '../parts/Toggle.tsx';
import { useBusy } from './useBusy.ts';

const shutterSays = {
  open: 'Open',
  closed: 'Closed',
  opening: 'Opening',
  closing: 'Closing',
  error: 'Shutter failed',
} as const;

/** The dome or roof: its shutter, where its slit looks, and whether that follows the telescope. */
export function DomePanel() {
  const dome = useReading('dome');
  const busy = useBusy('dome');
  if (!dome) return <DeviceNeeded device="dome" />;
  const { azimuth, shutter, moving, parked, slaved, canSetAzimuth, canSetShutter, canPark, canSlave } = dome;
  return (
    <section className="flex flex-col gap-3 p-3" aria-label="Dome">
      <div className="flex items-end justify-between">
        <span className="font-light text-4xl leading-none" data-testid="shutter">
          {shutter === null ? 'Dome' : shutterSays[shutter]}
        </span>
        <span className="text-right text-soft">
          <span className={`block ${moving ? 'text-accent' : ''}`}>
            {moving ? 'moving' : parked ? 'parked' : slaved ? 'following' : 'standing still'}
          </span>
          {azimuth !== null && (
            <span>
              <span className="text-faint">azimuth</span> {numberText(azimuth, 1)}°
            </span>
          )}
        </span>
      </div>
      {canSetShutter && (
        <div className="flex gap-2">
          <Button
            className="h-12 flex-1"
            disabled={busy || shutter === 'open'}
            onClick={() => void run('dome.shutter', { to: 'open' })}
          >
            Open
          </Button>
          <Button
            className="h-12 flex-1"
            disabled={busy || shutter === 'closed'}
            onClick={() => void run('dome.shutter', { to: 'closed' })}
          >
            Close
          </Button>
        </div>
      )}
      {canSlave && (
        <Toggle
          label="Follow the telescope"
          on={slaved}
          disabled={busy}
          onChange={(on) => void run('dome.slave', { on })}
        />
      )}
      {canSetAzimuth && azimuth !== null && (
        <GoTo
          label="Dome azimuth"
          angle={azimuth}
          disabled={busy || slaved}
          onGo={(to) => run('dome.turn', { azimuth: to })}
        />
      )}
      {canPark && (
        <Button disabled={busy || parked} onClick={() => void run('dome.park', {})}>
          {parked ? 'Parked' : 'Park'}
        </Button>
      )}
    </section>
  );
}
