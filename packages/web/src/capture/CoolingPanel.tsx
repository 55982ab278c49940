import { Thermometer } from 'lucide-react';
import { useState } from 'react';
import { run } from '../observatory/command.ts';
import { useObservatory, useReading } from '../observatory/observatory.ts';
import { Button } from '../parts/Button.tsx';
import { DeviceNeeded } from '../parts/DeviceNeeded.tsx';
import { EmptyState } from '../parts/EmptyState.tsx';
import { Field } from '../parts/Field.tsx';
import { NumberField } from '../parts/NumberField.tsx';
import { ProgressBar } from '../parts/ProgressBar.tsx';
import { Quantity } from '../parts/Quantity.tsx';
import { numberText } from '../parts/quantities.ts';
import { CoolingRamp } from './CoolingRamp.tsx';

/** The temperature of the sensor. */
export function CoolingPanel() {
  const camera = useReading('camera');
  const ramp = useObservatory((state) => state.cooling);
  const rate = useObservatory((state) => state.profiles.profile.options.cooling.degreesPerMinute) ?? null;
  const [wanted, setWanted] = useState<number | null>(null);
  if (!camera) return <DeviceNeeded device="camera" />;
  const { temperature, coolerOn, coolerPower, setpoint, canSetTemperature } = camera;
  if (temperature === null && !canSetTemperature)
    return <EmptyState icon={Thermometer} title="This camera tells no temperature" />;
  const target = wanted ?? (typeof ramp?.target === 'number' ? ramp.target : setpoint) ?? -10;
  const cool = (to: number) => {
    setWanted(null);
    void run('camera.cool', { setpoint: to });
  };
  return (
    <section className="flex flex-col gap-3 p-3" aria-label="Cooling">
      <div className="flex items-end justify-between">
        <span className="font-light text-4xl leading-none">
          {temperature === null ? '–' : numberText(temperature, 1)}
          <span className="text-faint text-xl"> °C</span>
        </span>
        {coolerOn !== null && (
          <span className="text-right text-soft">
            {coolerOn && setpoint !== null ? (
              <>
                to <Quantity text={numberText(setpoint, 1)} unit="°C" />
              </>
            ) : (
              'Cooler off'
            )}
          </span>
        )}
      </div>
      {coolerPower !== null && (
        <div className="flex items-center gap-3">
          <span className="flex-none text-soft">Power</span>
          <ProgressBar fraction={coolerPower / 100} label="Cooler power" />
          <span className="w-12 flex-none text-right">
            <Quantity text={numberText(coolerPower)} unit="%" />
          </span>
        </div>
      )}
      {ramp && <CoolingRamp ramp={ramp} />}
      {canSetTemperature && (
        <>
          <Field label="Cool to">
            <NumberField
              label="Cool to"
              unit="°C"
              value={target}
              min={-100}
              max={50}
              step={(value, direction) => value + direction * 5}
              onChange={setWanted}
            />
          </Field>
          <Field label="Rate">
            <NumberField
              label="Rate"
              unit="°C/min"
              value={rate}
              min={0}
              max={60}
              placeholder="at once"
              step={(value, direction) => value + direction}
              onChange={(next) =>
                void run('profile.set', { options: { cooling: { degreesPerMinute: next > 0 ? next : null } } })
              }
            />
          </Field>
          <div className="flex gap-2">
            <Button kind={coolerOn ? 'plain' : 'primary'} className="flex-1" onClick={() => cool(target)}>
              {coolerOn ? 'Set' : 'Cool'}
            </Button>
            <Button
              className="flex-1"
              disabled={!coolerOn || ramp?.target === 'off'}
              onClick={() => void run('camera.cool', { setpoint: 'off' })}
            >
              {rate === null ? 'Cooler off' : 'Warm up'}
            </Button>
          </div>
        </>
      )}
    </section>
  );
}
