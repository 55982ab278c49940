import { Crosshair } from 'lucide-react';
import { Field } from '../parts/Field.tsx';
import { NumberField } from '../parts/NumberField.tsx';
import { Segments } from '../parts/Segments.tsx';
import { Toggle } from '../parts/Toggle.tsx';
import { useRemembered } from '../remembered.ts';
import type { FrameImage } from './frameImage.ts';
import {
  bullsEye,
  clipHigh,
  clipLow,
  clippingMarks,
  compass,
  crosshair,
  type Magnifier,
  magnifier,
  starMarks,
} from './imageLook.ts';
import { ToolGroup } from './ToolGroup.tsx';

/** What is drawn over the image. */
export function MarksGroup({ image }: { image: FrameImage | null }) {
  const cross = useRemembered(crosshair);
  const rings = useRemembered(bullsEye);
  const stars = useRemembered(starMarks);
  const clipped = useRemembered(clippingMarks);
  const lens = useRemembered(magnifier);
  const isCompass = useRemembered(compass);
  const low = useRemembered(clipLow);
  const high = useRemembered(clipHigh);
  const full = image ? image.zero + image.scale * image.range : null;
  return (
    <ToolGroup icon={Crosshair} label="Marks" active={cross || rings || stars || clipped || lens !== 'off'}>
      <Toggle label="Crosshair" on={cross} onChange={crosshair.set} />
      <Toggle label="Bull's eye" on={rings} onChange={bullsEye.set} />
      <Toggle label="Stars with their HFD" on={stars} onChange={starMarks.set} />
      <Toggle label="North and east, when solved" on={isCompass} onChange={compass.set} />
      <Toggle label="Clipped pixels" on={clipped} onChange={clippingMarks.set} />
      {clipped && (
        <>
          <Field label="Dark up to">
            <NumberField label="Dark up to" unit="ADU" value={low} onChange={clipLow.set} />
          </Field>
          <Field label="Full from">
            <NumberField
              label="Full from"
              unit="ADU"
              value={high ?? full}
              onChange={(value) => clipHigh.set(value === full ? null : value)}
            />
          </Field>
        </>
      )}
      <Field label="Magnifier">
        <Segments<Magnifier>
          label="Magnifier"
          wide
          value={lens}
          options={[
            { value: 'off', label: 'Off' },
            { value: 'pointer', label: 'Here' },
            { value: 'corner', label: 'Corner' },
          ]}
          onChange={magnifier.set}
        />
      </Field>
    </ToolGroup>
  );
}
