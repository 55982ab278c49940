import { CircleHelp, ShieldAlert, ShieldCheck } from 'lucide-react';
import { weatherText } from '../equipment/weatherText.ts';
import { useDevice, useReading } from '../observatory/observatory.ts';
import { DeviceNeeded } from '../parts/DeviceNeeded.tsx';
import { Quantity } from '../parts/Quantity.tsx';

/** Whether it is safe to observe, in words and by a shape, and what the weather station reads. */
export function WeatherPanel() {
  const [station, monitor] = [useDevice('weather'), useDevice('safety')];
  const weather = useReading('weather');
  const safety = useReading('safety');
  return (
    <section className="flex flex-col gap-3 p-3" aria-label="Weather and safety">
      {monitor?.address && <Safety safe={safety ? safety.safe : null} />}
      {monitor?.address && !safety && <DeviceNeeded device="safety" />}
      {weather && (
        <dl className="grid grid-cols-[1fr_auto] gap-x-3 gap-y-1">
          {weatherText(weather).map(({ name, text }) => (
            <div key={name} className="contents">
              <dt className="text-soft first-letter:uppercase">{name}</dt>
              <dd className="text-right">
                <Quantity text={text} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      {station?.address && !weather && <DeviceNeeded device="weather" />}
    </section>
  );
}

function Safety({ safe }: { safe: boolean | null }) {
  const [Icon, tone, says] =
    safe === null
      ? ([CircleHelp, 'text-warn', 'Not known'] as const)
      : safe
        ? ([ShieldCheck, 'text-good', 'Safe'] as const)
        : ([ShieldAlert, 'text-bad', 'Not safe'] as const);
  return (
    <p className={`flex items-center gap-3 font-light text-4xl leading-none ${tone}`} data-testid="safety">
      <Icon size={32} strokeWidth={1.5} aria-hidden="true" />
      {says}
    </p>
  );
}
