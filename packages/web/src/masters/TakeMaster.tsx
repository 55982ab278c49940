import { Camera } from 'lucide-react';
import { useState } from 'react';
import { CaptureRunning } from '../capture/CaptureRunning.tsx';
import { useCaptureSettings } from '../capture/captureSettings.ts';
import { stepExposure } from '../capture/exposureSteps.ts';
import { useCapture } from '../capture/runningCapture.ts';
import { run } from '../observatory/command.ts';
import { useReading } from '../observatory/observatory.ts';
import { Button } from '../parts/Button.tsx';
import { Field } from '../parts/Field.tsx';
import { NumberField } from '../parts/NumberField.tsx';
import { Segments } from '../parts/Segments.tsx';
import { Toggle } from '../parts/Toggle.tsx';
import { isNumber, remembered, useRemembered } from '../remembered.ts';

type Kind = 'dark' | 'bias' | 'flat' | 'darkFlat';
const plural: Record<Kind, string> = { dark: 'darks', bias: 'biases', flat: 'flats', darkFlat: 'dark flats' };

const chosenCount = remembered('masters.count', 10, isNumber);
/** Few good pixels of a CMOS sensor lie so far out; those of a CCD lie nearer. */
const chosenSigma = remembered('masters.sigma', 8, isNumber);

/** A master in one step: frames are taken with the settings of the capture form, and made into one. */
export function TakeMaster() {
  const [open, setOpen] = useState(false);
  const [kind, setKind] = useState<Kind>('dark');
  const [seconds, setSeconds] = useState<number | null>(null);
  const [covers, setCovers] = useState(true);
  const [maps, setMaps] = useState(false);
  const count = useRemembered(chosenCount);
  const sigma = useRemembered(chosenSigma);
  const camera = useReading('camera');
  const cover = useReading('coverCalibrator');
  const form = useCaptureSettings();
  const running = useCapture();
  if (!camera || !form) return null;
  if (running) return <CaptureRunning activity={running} />;
  if (!open)
    return (
      <Button className="self-start" onClick={() => setOpen(true)}>
        <Camera size={16} aria-hidden="true" /> Take one with the camera…
      </Button>
    );
  const hasCover = cover?.cover != null;
  const closes = hasCover && covers;
  const exposed = seconds ?? form.seconds;
  const take = async () => {
    const started = await run('masters.take', {
      kind,
      count,
      cover: closes,
      ...(kind === 'bias' ? {} : { seconds: exposed }),
      ...(kind === 'dark' && maps && { sigma }),
    });
    if (started) setOpen(false);
  };
  return (
    <div className="flex flex-col gap-2 border-y py-2">
      <Segments<Kind>
        label="Kind of master"
        wide
        value={kind}
        options={[
          { value: 'dark', label: 'Dark' },
          { value: 'bias', label: 'Bias' },
          { value: 'flat', label: 'Flat' },
          { value: 'darkFlat', label: 'Dark flat' },
        ]}
        onChange={setKind}
      />
      <Field label="Frames">
        <NumberField
          label="Frames of the master"
          whole
          value={count}
          min={2}
          max={200}
          step={(now, direction) => now + direction}
          onChange={chosenCount.set}
        />
      </Field>
      {kind !== 'bias' && (
        <Field label="Exposure">
          <NumberField
            label="Exposure of the master"
            unit="s"
            value={exposed}
            min={camera.exposureMin}
            max={camera.exposureMax}
            step={stepExposure}
            onChange={setSeconds}
          />
        </Field>
      )}
      {kind === 'dark' && (
        <>
          <Toggle label="Map its bad pixels too" on={maps} onChange={setMaps} />
          {maps && (
            <Field label="Threshold">
              <NumberField
                label="Threshold of the map"
                unit="σ"
                value={sigma}
                min={1}
                max={1000}
                step={(now, direction) => now + direction}
                onChange={chosenSigma.set}
              />
            </Field>
          )}
        </>
      )}
      {hasCover && <Toggle label="Close the cover, and open it again after" on={covers} onChange={setCovers} />}
      <p className="text-soft">{adviceFor(kind, closes)}</p>
      <div className="flex gap-2">
        <Button kind="primary" className="flex-1" onClick={() => void take()}>
          Take {count} {plural[kind]}
        </Button>
        <Button onClick={() => setOpen(false)}>Not now</Button>
      </div>
    </div>
  );
}

function adviceFor(kind: Kind, closes: boolean): string {
  const same = 'Gain, offset, binning and area are those of the capture form.';
  if (kind === 'flat')
    return `Light the panel first; the middle should come to half or two thirds of the range. ${same} So is the filter.`;
  return closes ? same : `Cover the telescope first, unless the camera has a shutter. ${same}`;
}
