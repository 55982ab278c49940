import type { MagnitudeCalibration, StarPhotometry } from '@uraniborg/api';
import { useEffect, useState } from 'react';
import { run } from '../../observatory/command.ts';
import { Button } from '../../parts/Button.tsx';
import { Field } from '../../parts/Field.tsx';
import { Needs } from '../../parts/Needs.tsx';
import { NumberField } from '../../parts/NumberField.tsx';
import { decimalsFor, numberText, secondsText } from '../../parts/quantities.ts';
import { useRemembered } from '../../remembered.ts';
import { useAnswer } from '../useAnswer.ts';
import { CataloguePart } from './CataloguePart.tsx';
import { Numbers, PanelNote } from './Numbers.tsx';
import { aperture, bias, showCircles, usePhotometry } from './photometry.ts';
import { useTools } from './tools.ts';

/** The light of the star that was tapped, its magnitude, and what makes magnitudes of light in this set-up. */
export function PhotometryPanel({ frame }: { frame: string }) {
  const { star: place } = useTools();
  const radius = useRemembered(aperture);
  const level = useRemembered(bias);
  const { field } = usePhotometry();
  /** What has been calibrated anew is measured anew. */
  const [round, setRound] = useState(0);
  const options = { ...(radius !== null && { aperture: radius }), ...(level !== null && { bias: level }) };
  const { value, failure, busy } = useAnswer('frame.photometry', place && { frame, ...place, ...options }, round);
  const star = place ? (value?.star ?? null) : null;
  useEffect(() => {
    showCircles(star && { x: star.x, y: star.y, radii: [star.aperture, ...star.annulus] });
    return () => showCircles(null);
  }, [star]);
  return (
    <div className="flex flex-col gap-2">
      {star ? (
        <Measured star={star} calibration={value?.calibration ?? null} />
      ) : (
        <PanelNote failure={failure} busy={busy}>
          {place ? 'There is no star within 30 pixels of that place. Tap another.' : 'Tap a star in the image.'}
        </PanelNote>
      )}
      {star && place && (
        <Needs access="operator">
          <SetMagnitude
            known={star.magnitude}
            onSet={async (magnitude) => {
              const circle = radius === null ? {} : { aperture: radius };
              if (await run('frame.setMagnitude', { frame, ...place, ...circle, magnitude })) setRound(round + 1);
            }}
          />
        </Needs>
      )}
      <Field label="Aperture">
        <NumberField
          label="Aperture"
          unit="px"
          min={1}
          max={100}
          placeholder="2 × HFD"
          value={radius ?? (star ? Math.round(star.aperture * 10) / 10 : null)}
          step={(now, direction) => Math.round(now + direction)}
          onChange={aperture.set}
        />
        {radius !== null && <Button onClick={() => aperture.set(null)}>Auto</Button>}
      </Field>
      <Field label="Bias">
        <NumberField label="Bias" unit="ADU" placeholder="for the sky" value={level} onChange={bias.set} />
        {level !== null && <Button onClick={() => bias.set(null)}>None</Button>}
      </Field>
      <Needs access="operator">
        <CataloguePart frame={frame} field={field?.frame === frame ? field : null} onKept={() => setRound(round + 1)} />
      </Needs>
    </div>
  );
}

function Measured({ star, calibration }: { star: StarPhotometry; calibration: MagnitudeCalibration | null }) {
  const magnitude = star.magnitude ?? star.instrumental;
  const { magnitudeError: error } = star;
  const digits = decimalsFor(star.noise);
  return (
    <>
      <p className="pt-1">
        <span className={`text-3xl font-light ${star.saturated ? 'text-bad' : ''}`} data-testid="magnitude">
          {numberText(magnitude, 3)}
        </span>{' '}
        <span className="whitespace-nowrap text-soft text-lg">± {numberText(error, error < 0.0995 ? 3 : 2)}</span>
        <span className="block text-soft">
          {star.magnitude === null
            ? 'mag, instrumental: set a magnitude, or take the catalogue'
            : fromText(calibration)}
        </span>
        {star.saturated && <span className="block text-bad">Saturated: some of its light is missing.</span>}
      </p>
      <Numbers
        rows={[
          ['Exposure', star.exposure === null ? 'not in the header' : secondsText(star.exposure)],
          ['Air mass', star.airmass === null ? 'not in the header' : numberText(star.airmass, 3)],
          ['Flux', `${numberText(star.flux, digits)} ± ${numberText(star.fluxError, digits)}`, 'ADU'],
          ['Signal to noise', numberText(star.snr, star.snr < 100 ? 1 : 0)],
          ['Peak', numberText(star.peak, digits), 'ADU'],
          ['Background', `${numberText(star.background, digits + 1)} ± ${numberText(star.noise, digits + 1)}`, 'ADU'],
          star.magnitude === null ? null : ['Instrumental', numberText(star.instrumental, 3), 'mag'],
          star.limitingMagnitude === null ? null : ['Limit, SNR 3', numberText(star.limitingMagnitude, 2), 'mag'],
          star.skyBrightness === null ? null : ['Sky', numberText(star.skyBrightness, 2), 'mag/″²'],
          ['Gain', star.gain === null ? '1, not in the header' : numberText(star.gain, 3), 'e⁻/ADU'],
          ['Centre', `${numberText(star.x, 2)}, ${numberText(star.y, 2)}`, 'px'],
        ]}
      />
    </>
  );
}

function fromText(calibration: MagnitudeCalibration | null): string {
  if (!calibration) return 'mag';
  const { from, error } = calibration;
  const zero = error === null ? '' : `, zero point ± ${numberText(error, 3)}`;
  return `mag, after ${from === 'star' ? 'a star of known magnitude' : 'the catalogue'}${zero}`;
}

/** The star that is measured has this magnitude: so do all others, on its scale. */
function SetMagnitude({ known, onSet }: { known: number | null; onSet: (magnitude: number) => Promise<void> }) {
  const [typed, setTyped] = useState<number | null>(null);
  return (
    <Field label="Known as">
      <NumberField
        label="Known magnitude"
        unit="mag"
        min={-30}
        max={30}
        placeholder={known === null ? 'known' : numberText(known, 2)}
        value={typed}
        onChange={setTyped}
      />
      <Button
        disabled={typed === null}
        onClick={() => {
          if (typed !== null) void onSet(typed).then(() => setTyped(null));
        }}
      >
        Set
      </Button>
    </Field>
  );
}
