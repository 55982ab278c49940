import type { FieldPhotometry } from '@uraniborg/api';
import { useMemo, useState } from 'react';
import { Button } from '../../parts/Button.tsx';
import { numberText } from '../../parts/quantities.ts';
import { Numbers, PanelNote } from './Numbers.tsx';
import { compareWithCatalogue, type ShownPhotometry } from './photometry.ts';
import { SmallPlot } from './SmallPlot.tsx';

/** All stars of the frame against the catalogue. They are marked in the image: dashed where they were left out. */
export function CataloguePart({
  frame,
  field,
  onKept,
}: {
  frame: string;
  field: ShownPhotometry['field'];
  onKept: () => void;
}) {
  const [kept, setKept] = useState<string | null>(null);
  const busy = field !== null && field.value === null && field.failure === null;
  const value = field?.value ?? null;
  return (
    <section aria-label="Catalogue" className="flex flex-col gap-2 border-t pt-2">
      <Button disabled={busy} onClick={() => void compareWithCatalogue(frame, false)}>
        {busy ? 'Comparing …' : 'Compare with the catalogue'}
      </Button>
      {field?.failure && <PanelNote failure={field.failure} busy={false} />}
      {value && <Found value={value} />}
      {value && (
        <Button
          disabled={kept === frame}
          onClick={() =>
            void compareWithCatalogue(frame, true).then(() => {
              setKept(frame);
              onKept();
            })
          }
        >
          {kept === frame ? 'This zero point is used' : 'Use this zero point'}
        </Button>
      )}
    </section>
  );
}

function Found({ value }: { value: FieldPhotometry }) {
  const data = useMemo(() => {
    const stars = value.stars.filter(({ used }) => used).sort((a, b) => a.magnitude - b.magnitude);
    return {
      x: stars.map(({ magnitude }) => magnitude),
      series: [
        { values: stars.map(({ residual }) => residual), how: 'points' as const },
        { values: stars.map(() => 0), how: 'line' as const },
      ],
    };
  }, [value]);
  return (
    <>
      <SmallPlot label="Measured minus catalogue, against magnitude" unit=" mag" {...data} />
      <Numbers
        rows={[
          ['Zero point', `${numberText(value.zeroPoint, 3)} ± ${numberText(value.zeroPointError, 3)}`, 'mag'],
          ['Scatter', numberText(value.rms, 3), 'mag'],
          ['Stars', `${value.used} used, ${value.rejected} left out`],
          value.colourTerm && [
            'Colour term',
            `${numberText(value.colourTerm.value, 3)} ± ${numberText(value.colourTerm.error, 3)}`,
            `per B−V above ${numberText(value.colourTerm.reference, 1)}`,
          ],
          ['Limit, SNR 5', numberText(value.limitingMagnitude, 2), 'mag'],
          value.skyBrightness === null ? null : ['Sky', numberText(value.skyBrightness, 2), 'mag/″²'],
          ['Band', value.band, 'V for stars of Hipparcos'],
          ['Place on the sky', value.solution === 'header' ? 'from the header' : 'solved just now'],
        ]}
      />
      {!value.colourTerm && <p className="text-soft text-sm">{whyNoColourTerm(value)}</p>}
    </>
  );
}

/** As the observatory has it: fewer colours would give a term of chance. */
const FEWEST_COLOURS = 8;

function whyNoColourTerm({ stars }: FieldPhotometry): string {
  const coloured = stars.filter(({ used, bv }) => used && bv !== null).length;
  if (coloured >= FEWEST_COLOURS)
    return `No colour term: the ${coloured} stars whose colour is known show none beyond its error.`;
  return `No colour term: the catalogue has colours for stars of Hipparcos only, here for ${coloured || 'none'} of those used, and ${FEWEST_COLOURS} are needed. In another filter than V a very red or blue star can be some tenths off.`;
}
