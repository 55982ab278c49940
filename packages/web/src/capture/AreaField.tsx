import type { SensorArea } from '@uraniborg/api';
import { Crop } from 'lucide-react';
import { useEffect, useState } from 'react';
import { run } from '../observatory/command.ts';
import { useObservatory } from '../observatory/observatory.ts';
import { Button } from '../parts/Button.tsx';
import { Choice } from '../parts/Choice.tsx';
import { Field } from '../parts/Field.tsx';
import { IconButton } from '../parts/IconButton.tsx';
import { NumberField } from '../parts/NumberField.tsx';
import { TextField } from '../parts/TextField.tsx';
import { drawArea, useAreaDrawing } from './areaDrawing.ts';
import { setCapture } from './captureSettings.ts';
import { onSensor, type Preset, presetArea, presetOf, presets, same } from './sensorAreas.ts';

interface Props {
  area: SensorArea | null;
  sensor: { width: number; height: number };
}

const presetNames: Record<Preset, string> = {
  full: 'Whole sensor',
  half: 'Half',
  quarter: 'Quarter',
  square: 'Square in the middle',
};
const OWN = 'own';

/** The part of the sensor that is read out: a preset, drawn on the image, or in numbers. */
export function AreaField({ area, sensor }: Props) {
  const kept = useObservatory(({ profiles }) => profiles.profile.options.camera.areas) ?? [];
  const drawing = useAreaDrawing();
  const [name, setName] = useState('');
  useEffect(() => () => drawArea(false), []);
  const preset = presetOf(area, sensor);
  const mine = kept.find((one) => same({ x: one.x, y: one.y, width: one.width, height: one.height }, area));
  const value = preset ?? (mine ? `kept ${mine.name}` : OWN);
  const take = (next: SensorArea | null) => void setCapture({ area: next });
  const choose = (chosen: string): void => {
    const of = presets.find((each) => each === chosen);
    const one = kept.find((each) => `kept ${each.name}` === chosen);
    if (of) take(presetArea(of, sensor));
    else if (one) take(onSensor({ x: one.x, y: one.y, width: one.width, height: one.height }, sensor));
  };
  const keep = (areas: typeof kept) => void run('profile.set', { options: { camera: { areas } } });
  return (
    <>
      <Field label="Area">
        <Choice
          label="Frame area"
          value={value}
          options={[
            ...presets.map((each) => ({ value: each, label: presetNames[each] })),
            ...kept.map((each) => ({ value: `kept ${each.name}`, label: each.name })),
            ...(value === OWN && area ? [{ value: OWN, label: `${area.width} × ${area.height}` }] : []),
          ]}
          onChange={choose}
        />
        <IconButton
          icon={Crop}
          label="Draw the frame area on the image"
          pressed={drawing}
          onClick={() => drawArea(!drawing)}
        />
      </Field>
      {drawing && <p className="text-accent">Draw it on the image with the mouse or a finger.</p>}
      {area && (
        <>
          <div className="grid grid-cols-2 gap-2">
            {(['x', 'y', 'width', 'height'] as const).map((part) => (
              <NumberField
                key={part}
                label={`Area ${part}`}
                unit={{ x: 'left', y: 'top', width: 'wide', height: 'high' }[part]}
                whole
                min={0}
                value={area[part]}
                onChange={(next) => take(onSensor({ ...area, [part]: next }, sensor))}
              />
            ))}
          </div>
          {!preset && !mine && (
            <div className="flex gap-2">
              <TextField
                label="Name of this area"
                placeholder="Name, to keep it"
                value={name}
                maxLength={40}
                onChange={(next) => setName(next.trim())}
              />
              <Button
                disabled={name === ''}
                onClick={() => {
                  keep([...kept.filter((one) => one.name !== name), { ...area, name }]);
                  setName('');
                }}
              >
                Keep
              </Button>
            </div>
          )}
          {mine && (
            <Button kind="quiet" onClick={() => keep(kept.filter((one) => one !== mine))}>
              Forget {mine.name}
            </Button>
          )}
        </>
      )}
    </>
  );
}
