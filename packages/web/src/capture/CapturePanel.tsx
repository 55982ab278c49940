import type { FrameType } from '@uraniborg/api';
import { useDevice, useObservatory, useReading } from '../observatory/observatory.ts';
import { Button } from '../parts/Button.tsx';
import { Choice } from '../parts/Choice.tsx';
import { DeviceNeeded } from '../parts/DeviceNeeded.tsx';
import { Field } from '../parts/Field.tsx';
import { NumberField } from '../parts/NumberField.tsx';
import { frameTypeName, frameTypes } from '../parts/names.ts';
import { leftText } from '../parts/quantities.ts';
import { Segments } from '../parts/Segments.tsx';
import { TextField } from '../parts/TextField.tsx';
import { useRemembered } from '../remembered.ts';
import { useShortcut } from '../shell/shortcuts.ts';
import { AreaField } from './AreaField.tsx';
import { CaptureRunning } from './CaptureRunning.tsx';
import { captureCount, captureMode, setCapture, startCapture, useCaptureSettings } from './captureSettings.ts';
import { stepExposure } from './exposureSteps.ts';
import { GainField } from './GainField.tsx';
import { stopCapture, useCapture } from './runningCapture.ts';

const NO_FILTER = 'none';

/** Exposures: what to take, and the one button. Most used comes first, so that a phone shows it without scrolling. */
export function CapturePanel() {
  const settings = useCaptureSettings();
  const camera = useReading('camera');
  const link = useDevice('camera')?.link;
  const wheel = useReading('filterWheel');
  const running = useCapture();
  const mode = useRemembered(captureMode);
  const count = useRemembered(captureCount);
  const known = useObservatory((state) => state.version) !== undefined;
  useShortcut('expose', () => void (running ? stopCapture() : link === 'on' && startCapture()));

  if (!known || !settings) return null;
  if (!camera) return <DeviceNeeded device="camera" />;
  const bias = settings.frameType === 'bias';
  const filters = wheel?.filters ?? [];
  const bins = Array.from({ length: camera.maxBin }, (_, i) => i + 1);

  return (
    <section className="flex flex-col gap-2 p-3" aria-label="Capture">
      {running ? (
        <CaptureRunning activity={running} />
      ) : (
        <>
          <Segments
            label="What to take"
            wide
            value={mode}
            options={[
              { value: 'single', label: 'Single' },
              { value: 'loop', label: 'Loop' },
              { value: 'series', label: 'Series' },
            ]}
            onChange={(value) => captureMode.set(value)}
          />
          <Field label="Exposure">
            <NumberField
              label="Exposure"
              unit="s"
              value={bias ? null : settings.seconds}
              placeholder="as short as it can"
              disabled={bias}
              min={camera.exposureMin}
              max={camera.exposureMax}
              step={stepExposure}
              onChange={(seconds) => void setCapture({ seconds })}
            />
          </Field>
          {mode === 'series' && (
            <Field label="Count">
              <NumberField
                label="Count"
                whole
                value={count}
                min={1}
                max={10_000}
                unit={`in ${leftText(count * (bias ? 0 : settings.seconds))}`}
                step={(value, direction) => value + direction}
                onChange={(value) => captureCount.set(value)}
              />
            </Field>
          )}
          <Button kind="primary" className="h-12 text-base" onClick={() => void startCapture()}>
            {mode === 'single' ? 'Take one' : mode === 'loop' ? 'Start loop' : `Take ${count}`}
          </Button>
        </>
      )}
      <div className="mt-1 flex flex-col gap-2">
        <Field label="Object">
          <TextField
            label="Object"
            value={settings.object}
            maxLength={68}
            placeholder="Name for the files"
            onChange={(object) => void setCapture({ object: object.trim() })}
          />
        </Field>
        <Field label="Type">
          <Choice
            label="Frame type"
            value={settings.frameType}
            options={frameTypes.map((value) => ({ value, label: frameTypeName[value] }))}
            onChange={(value) => void setCapture({ frameType: value as FrameType })}
          />
        </Field>
        {filters.length > 0 && (
          <Field label="Filter">
            <Choice
              label="Filter"
              value={settings.filter === null ? NO_FILTER : String(settings.filter)}
              options={[
                { value: NO_FILTER, label: 'As it is' },
                ...filters.map(({ name }, slot) => ({ value: String(slot), label: name })),
              ]}
              onChange={(value) => void setCapture({ filter: value === NO_FILTER ? null : Number(value) })}
            />
          </Field>
        )}
        <Field label="Binning">
          {bins.length <= 4 ? (
            <Segments
              label="Binning"
              wide
              value={String(settings.bin)}
              options={bins.map((bin) => ({ value: String(bin), label: `${bin}×${bin}` }))}
              onChange={(bin) => void setCapture({ bin: Number(bin) })}
            />
          ) : (
            <Choice
              label="Binning"
              value={String(settings.bin)}
              options={bins.map((bin) => ({ value: String(bin), label: `${bin}×${bin}` }))}
              onChange={(bin) => void setCapture({ bin: Number(bin) })}
            />
          )}
        </Field>
        <AreaField area={settings.area ?? null} sensor={camera} />
        {(camera.gainNames || camera.gainRange) && (
          <Field label={camera.offsetRange ? 'Gain, offset' : 'Gain'}>
            <GainField camera={camera} gain={settings.gain ?? camera.gain} />
            {camera.offsetRange && (
              <NumberField
                label="Offset"
                whole
                value={settings.offset ?? camera.offset}
                {...camera.offsetRange}
                onChange={(offset) => void setCapture({ offset })}
              />
            )}
          </Field>
        )}
      </div>
    </section>
  );
}
