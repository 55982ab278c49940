import type { ReadingOf } from '@uraniborg/api';
import { Choice } from '../parts/Choice.tsx';
import { NumberField } from '../parts/NumberField.tsx';
import { setCapture } from './captureSettings.ts';

/** Gain as the camera knows it: a number in a range, or one of its own names. */
export function GainField({ camera, gain }: { camera: ReadingOf<'camera'>; gain: number | null }) {
  if (camera.gainNames) {
    return (
      <Choice
        label="Gain"
        value={String(gain ?? 0)}
        options={camera.gainNames.map((label, index) => ({ value: String(index), label }))}
        onChange={(value) => void setCapture({ gain: Number(value) })}
      />
    );
  }
  return (
    <NumberField
      label="Gain"
      whole
      value={gain}
      {...camera.gainRange}
      onChange={(value) => void setCapture({ gain: value })}
    />
  );
}
