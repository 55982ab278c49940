import { useMemo } from 'react';
import { Button } from '../../parts/Button.tsx';
import { Field } from '../../parts/Field.tsx';
import { NumberField } from '../../parts/NumberField.tsx';
import { Segments } from '../../parts/Segments.tsx';
import { Toggle } from '../../parts/Toggle.tsx';
import { isBoolean, isNumber, oneOf, remembered, useRemembered } from '../../remembered.ts';
import { useAnswer } from '../useAnswer.ts';
import { PanelNote } from './Numbers.tsx';
import { SmallPlot } from './SmallPlot.tsx';
import { changeTools, useTools } from './tools.ts';

type Method = 'mean' | 'sum' | 'max';
const chosenMethod = remembered<Method>('spectrum.method', 'mean', oneOf('mean', 'sum', 'max'));
/** Pixels across the line. */
const chosenWidth = remembered('spectrum.width', 11, isNumber);
const isClean = remembered('spectrum.clean', false, isBoolean);

/** Values along a line that is drawn over the image. */
export function SpectrumPanel({ frame }: { frame: string }) {
  const { line, drawing } = useTools();
  const method = useRemembered(chosenMethod);
  const width = useRemembered(chosenWidth);
  const clean = useRemembered(isClean);
  const { value, failure, busy } = useAnswer(
    'frame.spectrum',
    line && { frame, ...line, width, method, ...(clean && { background: { gap: width, width } }) },
  );
  const data = useMemo(
    () => ({
      x: value?.values.map((_, at) => at * value.step) ?? [],
      series: [{ values: value?.values ?? [], how: 'line' as const }],
    }),
    [value],
  );
  return (
    <div className="flex flex-1 flex-col gap-2">
      <Button
        aria-pressed={drawing === 'line'}
        className="aria-pressed:text-accent"
        onClick={() => changeTools({ drawing: drawing ? null : 'line' })}
      >
        {drawing === 'line' ? 'Drag along the spectrum' : line ? 'Draw another line' : 'Draw a line'}
      </Button>
      <Segments<Method>
        label="Across the line"
        wide
        value={method}
        options={[
          { value: 'mean', label: 'Mean' },
          { value: 'sum', label: 'Sum' },
          { value: 'max', label: 'Largest' },
        ]}
        onChange={chosenMethod.set}
      />
      <Field label="Width">
        <NumberField
          label="Width"
          unit="px"
          value={width}
          min={1}
          max={2000}
          whole
          step={(value, direction) => value + 2 * direction}
          onChange={chosenWidth.set}
        />
      </Field>
      <Toggle label="Background taken off" on={clean} onChange={isClean.set} />
      {value ? (
        <>
          <SmallPlot label="Values along the line" {...data} unit=" px" tall />
          <p className="text-faint text-sm">ADU along the line, from where it was begun</p>
        </>
      ) : (
        <PanelNote failure={failure} busy={busy && line !== null}>
          Draw a line along a spectrum, or across anything.
        </PanelNote>
      )}
    </div>
  );
}
