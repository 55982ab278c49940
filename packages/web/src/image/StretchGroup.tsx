import { SlidersHorizontal } from 'lucide-react';
import { Field } from '../parts/Field.tsx';
import { NumberField } from '../parts/NumberField.tsx';
import { Segments } from '../parts/Segments.tsx';
import { Toggle } from '../parts/Toggle.tsx';
import { useRemembered } from '../remembered.ts';
import { ColourControls } from './ColourControls.tsx';
import type { FrameImage } from './frameImage.ts';
import { RangeSlider } from './histogram/RangeSlider.tsx';
import { calibrated, gamma, inverted, mirrorX, mirrorY, strength, stretchMode } from './imageLook.ts';
import { ToolGroup } from './ToolGroup.tsx';

/** How values become brightness, and which way round. */
export function StretchGroup({ image }: { image: FrameImage | null }) {
  const mode = useRemembered(stretchMode);
  const power = useRemembered(gamma);
  const mirrored = [useRemembered(mirrorX), useRemembered(mirrorY)] as const;
  const isInverted = useRemembered(inverted);
  const how = useRemembered(strength);
  const isCalibrated = useRemembered(calibrated);
  return (
    <ToolGroup
      icon={SlidersHorizontal}
      label="Brightness"
      active={power !== 1 || mirrored.includes(true) || isInverted || isCalibrated}
    >
      <RangeSlider />
      <Field label="Strength">
        <Segments
          label="Strength"
          wide
          value={how}
          disabled={mode !== 'auto'}
          options={[
            { value: 'low', label: 'Low' },
            { value: 'medium', label: 'Medium' },
            { value: 'high', label: 'High' },
          ]}
          onChange={strength.set}
        />
      </Field>
      <Field label="Gamma">
        <NumberField
          label="Gamma"
          value={power}
          min={0.1}
          max={5}
          step={(value, direction) => Math.round((value + direction * 0.05) * 100) / 100}
          onChange={gamma.set}
        />
      </Field>
      {image && (image.planes === 3 || image.bayer !== null) && <ColourControls image={image} />}
      <Toggle label="Calibrated, where masters fit" on={isCalibrated} onChange={calibrated.set} />
      <Toggle label="Black stars on white" on={isInverted} onChange={inverted.set} />
      <Toggle label="Mirror left and right" on={mirrored[0]} onChange={mirrorX.set} />
      <Toggle label="Mirror top and bottom" on={mirrored[1]} onChange={mirrorY.set} />
    </ToolGroup>
  );
}
