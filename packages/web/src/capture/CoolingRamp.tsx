import type { ObservatoryState } from '@uraniborg/api';
import { run } from '../observatory/command.ts';
import { Button } from '../parts/Button.tsx';
import { ProgressBar } from '../parts/ProgressBar.tsx';
import { leftText, numberText } from '../parts/quantities.ts';

/** The way to a temperature, step by step: how far it has got, how long it still takes, and a way to stay here. */
export function CoolingRamp({ ramp }: { ramp: NonNullable<ObservatoryState['cooling']> }) {
  const { target, from, now, end, degreesPerMinute, thenDisconnect } = ramp;
  const fraction = from === end ? 1 : (now - from) / (end - from);
  const secondsLeft = (Math.abs(end - now) / degreesPerMinute) * 60;
  const does = target === 'off' ? 'Warming up' : `Cooling to ${numberText(target)} °C`;
  return (
    <div className="flex items-center gap-3" data-testid="ramp">
      <div className="min-w-0 flex-1">
        <p className="flex items-baseline justify-between gap-3">
          <span className="min-w-0">
            {target !== 'off' && end > from ? `Warming to ${numberText(target)} °C` : does}
            {thenDisconnect && <span className="text-soft">, then it is disconnected</span>}
          </span>
          <span className="flex-none">{leftText(secondsLeft)}</span>
        </p>
        <ProgressBar fraction={fraction} label={does} />
      </div>
      <Button onClick={() => void run('camera.cool', { setpoint: 'stay' })}>Stay here</Button>
    </div>
  );
}
