import type { DeviceState, ReadingOf } from '@uraniborg/api';
import { run } from '../observatory/command.ts';
import { useObservatory } from '../observatory/observatory.ts';
import { Button } from '../parts/Button.tsx';
import { Lamp } from '../parts/Lamp.tsx';
import { numberText } from '../parts/quantities.ts';
import { Slider } from '../parts/Slider.tsx';
import { Toggle } from '../parts/Toggle.tsx';

type One = ReadingOf<'switches'>['switches'][number];

/** Every box of switches: what is on or off, what is set within a range, and what can only be read. */
export function SwitchesPanel() {
  const devices = useObservatory((state) => state.devices) ?? [];
  return (
    <div className="flex flex-col gap-4 p-3">
      {devices
        .filter(({ role, address }) => role === 'switches' && address !== '')
        .map((box) => (
          <Box key={box.nickname} box={box} />
        ))}
    </div>
  );
}

function Box({ box: { nickname, link, message, reading } }: { box: DeviceState }) {
  const switches = link === 'on' && reading?.kind === 'switches' ? reading.switches : null;
  return (
    <section aria-label={nickname}>
      <header className="flex items-center gap-3">
        <Lamp state={link} />
        <h3 className="flex-1 font-medium">{nickname}</h3>
        {!switches && (
          <Button
            kind="primary"
            disabled={link === 'connecting'}
            onClick={() => void run('equipment.connect', { role: 'switches', nickname })}
          >
            {link === 'connecting' ? 'Connecting' : 'Connect'}
          </Button>
        )}
      </header>
      {message && !switches && <p className="text-bad">{message}</p>}
      <ul>
        {switches?.map((one) => (
          <li key={one.id} title={one.description || undefined}>
            <Control one={one} onChange={(value) => void run('switches.set', { nickname, id: one.id, value })} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Control({ one, onChange }: { one: One; onChange: (value: number) => void }) {
  const { name, writable, min, max, step, value } = one;
  const onOff = min === 0 && max === 1 && step === 1;
  if (onOff && writable)
    return <Toggle label={name} on={value === 1} disabled={value === null} onChange={(on) => onChange(on ? 1 : 0)} />;
  const digits = step >= 1 ? 0 : step >= 0.1 ? 1 : 2;
  const says = value === null ? 'not known' : onOff ? (value === 1 ? 'on' : 'off') : numberText(value, digits);
  return (
    <div className={writable ? 'grid grid-cols-[7rem_minmax(0,1fr)_3.5rem] items-center gap-2' : 'flex gap-3 py-1.5'}>
      <span className="flex-1 truncate text-soft">{name}</span>
      {writable && <Slider label={name} value={value ?? min} min={min} max={max} step={step} onChange={onChange} />}
      <span className="text-right">{says}</span>
    </div>
  );
}
