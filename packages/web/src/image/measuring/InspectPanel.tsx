import type { Inspection } from '@uraniborg/api';
import { Button } from '../../parts/Button.tsx';
import { Field } from '../../parts/Field.tsx';
import { NumberField } from '../../parts/NumberField.tsx';
import { numberText } from '../../parts/quantities.ts';
import { Segments } from '../../parts/Segments.tsx';
import { useRemembered } from '../../remembered.ts';
import {
  inspectionMode,
  inspectionPicture,
  panelMargin,
  panelSide,
  triangleAngle,
  useInspection,
} from './inspection.ts';
import { Numbers, PanelNote } from './Numbers.tsx';

/** Tilt, curvature and the size of the stars over the frame; drawn over the image as well. */
export function InspectPanel({ frame }: { frame: string }) {
  const mode = useRemembered(inspectionMode);
  const angle = useRemembered(triangleAngle);
  const picture = useRemembered(inspectionPicture);
  const { value, failure, busy } = useInspection(frame);
  return (
    <div className="flex flex-col gap-2">
      <Segments
        label="Picture"
        wide
        value={picture}
        options={[
          { value: 'shape', label: 'Shape' },
          { value: 'map', label: 'Map' },
          { value: 'panels', label: '9 panels' },
        ]}
        onChange={inspectionPicture.set}
      />
      <Segments
        label="Regions"
        wide
        value={mode}
        options={[
          { value: 'octagon', label: 'Octagon' },
          { value: 'triangle', label: 'Triangle' },
        ]}
        onChange={inspectionMode.set}
      />
      {mode === 'triangle' && (
        <Field label="Turned by">
          <NumberField
            label="Turned by"
            unit="°"
            value={angle}
            min={-360}
            max={360}
            step={(now, direction) => now + 5 * direction}
            onChange={triangleAngle.set}
          />
        </Field>
      )}
      {picture === 'panels' && <PanelSize now={value?.panels[0]?.width ?? null} />}
      {value ? <Found inspection={value} /> : <PanelNote failure={failure} busy={busy} />}
    </div>
  );
}

/** The smaller the panels, the closer they are shown. */
function PanelSize({ now }: { now: number | null }) {
  const side = useRemembered(panelSide);
  const margin = useRemembered(panelMargin);
  return (
    <>
      <Field label="Panels">
        <NumberField
          label="Side of a panel"
          unit="px"
          whole
          min={32}
          max={2048}
          value={side ?? now}
          step={(at, direction) => Math.round(at * (direction > 0 ? 1.25 : 0.8))}
          onChange={panelSide.set}
        />
        {side !== null && <Button onClick={() => panelSide.set(null)}>Auto</Button>}
      </Field>
      <Field label="Margin">
        <NumberField
          label="Margin of the panels"
          unit="px"
          whole
          min={0}
          max={4000}
          value={margin}
          step={(at, direction) => at + 20 * direction}
          onChange={panelMargin.set}
        />
      </Field>
    </>
  );
}

function Found({ inspection }: { inspection: Inspection }) {
  const { stars, hfd, tilt, offAxis, surface, regions } = inspection;
  const percent = (value: number, error: number) => `${numberText(value, 1)} ± ${numberText(error, 1)}`;
  return (
    <>
      {tilt ? (
        <p className="py-1">
          <span className={`text-lg ${tilt.certain && tilt.percent >= 15 ? 'text-warn' : ''}`}>
            Tilt: {tilt.certain ? tilt.verdict : 'not to be told from the noise'}
          </span>
          {tilt.certain && (
            <span className="block text-soft">
              Stars are smallest at the {tilt.best}, largest at the {tilt.worst}.
            </span>
          )}
        </p>
      ) : (
        <p className="py-1 text-soft">Too few stars in a region to tell the tilt.</p>
      )}
      <Numbers
        rows={[
          ['Stars', numberText(stars)],
          ['HFD, median', hfd === null ? null : numberText(hfd, 2), 'px'],
          tilt && ['Tilt', percent(tilt.percent, tilt.error), '%'],
          offAxis && ['Off axis', percent(offAxis.percent, offAxis.error), '%'],
          surface && ['Slope, across', percent(surface.tilt.percent, surface.tilt.error), '%'],
          surface && ['Saddle, corners', percent(surface.saddle.percent, surface.saddle.error), '%'],
          surface && ['Curvature, corners', percent(surface.curvature.percent, surface.curvature.error), '%'],
        ]}
      />
      <h3 className="pt-1 font-medium text-soft">HFD by region</h3>
      <Numbers
        rows={regions.map((region) => [
          `${region.name} (${region.stars})`,
          region.hfd === null
            ? null
            : `${numberText(region.hfd, 2)}${region.error === null ? '' : ` ± ${numberText(region.error, 2)}`}`,
          'px',
        ])}
      />
    </>
  );
}
