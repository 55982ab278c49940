import { run } from '../observatory/command.ts';
import { useReading } from '../observatory/observatory.ts';
import { Button } from '../parts/Button.tsx';
import { DeviceNeeded } from '../parts/DeviceNeeded.tsx';
import { Field } from '../parts/Field.tsx';
import { NumberField } from '../parts/NumberField.tsx';
import { Slider } from '../parts/Slider.tsx';
import { Toggle } from '../parts/Toggle.tsx';
import { useBusy } from './useBusy.ts';

const coverSays = {
  open: 'Open',
  closed: 'Closed',
  moving: 'Moving',
  unknown: 'Not known',
  error: 'Cover failed',
} as const;
const lightSays = {
  off: 'light off',
  warming: 'light warming up',
  on: 'light on',
  unknown: 'light not known',
  error: 'light failed',
} as const;

/** The cover of the telescope and the flat panel in it, or one of them. */
export function CoverPanel() {
  const device = useReading('coverCalibrator');
  const busy = useBusy('cover');
  if (!device) return <DeviceNeeded device="coverCalibrator" />;
  const { cover, light, brightness, maxBrightness } = device;
  const lit = light === 'on' || light === 'warming';
  const shine = (to: number): void => void run('panel.light', { brightness: to < 1 ? 'off' : Math.round(to) });
  return (
    <section className="flex flex-col gap-3 p-3" aria-label="Cover and panel">
      <div className="flex items-end justify-between">
        <span className="font-light text-4xl leading-none" data-testid="cover">
          {cover === null ? 'Flat panel' : coverSays[cover]}
        </span>
        {light !== null && <span className="text-right text-soft">{lightSays[light]}</span>}
      </div>
      {cover !== null && (
        <div className="flex gap-2">
          <Button
            className="h-12 flex-1"
            disabled={busy || cover === 'open'}
            onClick={() => void run('cover.move', { to: 'open' })}
          >
            Open
          </Button>
          <Button
            className="h-12 flex-1"
            disabled={busy || cover === 'closed'}
            onClick={() => void run('cover.move', { to: 'closed' })}
          >
            Close
          </Button>
        </div>
      )}
      {light !== null && (
        <Toggle label="Light" on={lit} disabled={busy} onChange={(on) => shine(on ? brightness || maxBrightness : 0)} />
      )}
      {light !== null && maxBrightness > 1 && (
        <>
          <Slider
            label="Brightness by hand"
            value={brightness ?? 0}
            min={0}
            max={maxBrightness}
            step={1}
            disabled={busy}
            onChange={shine}
          />
          <Field label="Brightness">
            <NumberField
              label="Brightness"
              unit={`of ${maxBrightness}`}
              whole
              value={brightness ?? 0}
              min={0}
              max={maxBrightness}
              disabled={busy}
              onChange={shine}
            />
          </Field>
        </>
      )}
    </section>
  );
}
