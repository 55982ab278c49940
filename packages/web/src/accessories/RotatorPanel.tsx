import { CircleCheck, CircleDashed } from 'lucide-react';
import { run } from '../observatory/command.ts';
import { useReading } from '../observatory/observatory.ts';
import { DeviceNeeded } from '../parts/DeviceNeeded.tsx';
import { GoTo } from '../parts/GoTo.tsx';
import { numberText } from '../parts/quantities.ts';
import { Toggle } from '../parts/Toggle.tsx';
import { useBusy } from './useBusy.ts';

/** The position angle of the camera. */
export function RotatorPanel() {
  const rotator = useReading('rotator');
  const busy = useBusy('rotate');
  if (!rotator) return <DeviceNeeded device="rotator" />;
  const { angle, mechanicalAngle, moving, reversed, canReverse, canSync, calibrated } = rotator;
  return (
    <section className="flex flex-col gap-3 p-3" aria-label="Rotator">
      <div className="flex items-end justify-between">
        <span className="font-light text-4xl leading-none" data-testid="rotator-angle">
          {numberText(angle, 1)}°
        </span>
        <span className="text-right text-soft">
          <span className={`flex items-center justify-end gap-2 ${calibrated ? 'text-good' : 'text-warn'}`}>
            {calibrated ? <CircleCheck size={16} aria-hidden="true" /> : <CircleDashed size={16} aria-hidden="true" />}
            <span data-testid="calibrated">{calibrated ? 'calibrated' : 'not calibrated'}</span>
          </span>
          {moving && <span className="block text-accent">turning</span>}
          {mechanicalAngle !== null && (
            <span>
              <span className="text-faint">mechanics</span> {numberText(mechanicalAngle, 1)}°
            </span>
          )}
        </span>
      </div>
      <GoTo
        label="Rotator angle"
        angle={angle}
        disabled={busy}
        onGo={(to) => run('rotator.turn', { angle: to })}
        onSync={canSync ? (to) => run('rotator.sync', { angle: to }) : undefined}
      />
      {canReverse && (
        <Toggle
          label="Reverse"
          on={reversed === true}
          disabled={busy}
          onChange={(on) => void run('rotator.reverse', { on })}
        />
      )}
    </section>
  );
}
