import type { LiveStackOptions, LiveStackState } from '@uraniborg/api';
import { utcText } from '@uraniborg/core';
import { useState } from 'react';
import { run } from '../observatory/command.ts';
import { useObservatory } from '../observatory/observatory.ts';
import { Button } from '../parts/Button.tsx';
import { Field } from '../parts/Field.tsx';
import { NumberField } from '../parts/NumberField.tsx';
import { Quantity } from '../parts/Quantity.tsx';
import { numberText, secondsText } from '../parts/quantities.ts';
import { Segments } from '../parts/Segments.tsx';
import { Toggle } from '../parts/Toggle.tsx';
import { GrowthPlot } from './GrowthPlot.tsx';

const set = (change: Partial<LiveStackOptions>) => void run('liveStack.set', change);

/** Lights stacked as they come: what is in the stack, what is not and why, and how it is done. */
export function LiveStackPanel() {
  const stack = useObservatory((state) => state.liveStack);
  if (!stack) return null;
  const { running, accepted, frame, canUndo, fileName, message } = stack;
  return (
    <section className="flex flex-col gap-3 p-3" aria-label="Live stack">
      {(running || accepted > 0) && <Grown stack={stack} />}
      <Button
        kind={running ? 'plain' : 'primary'}
        className="h-12 text-base"
        onClick={() => void run(running ? 'liveStack.stop' : 'liveStack.start', {})}
      >
        {running ? 'Stop stacking' : 'Stack what is taken'}
      </Button>
      <StackButtons accepted={accepted} hasPicture={frame !== null} canUndo={canUndo} />
      {fileName !== null && <p className="break-words text-faint">{fileName}</p>}
      {message !== '' && (
        <p role="alert" className="text-bad">
          {message}
        </p>
      )}
      <Settings options={stack.options} />
      <Judged stack={stack} />
    </section>
  );
}

/** So few frames are soon there again. */
const SOON_AGAIN = 3;

/** What is done with the stack. A night of frames is not thrown away by one slip of a cold finger. */
function StackButtons(props: { accepted: number; hasPicture: boolean; canUndo: boolean }) {
  const { accepted, hasPicture, canUndo } = props;
  const [isAsking, setAsking] = useState(false);
  const reset = () => {
    setAsking(false);
    void run('liveStack.reset', {});
  };
  if (isAsking && hasPicture)
    return (
      <div className="flex flex-wrap gap-2" role="alertdialog" aria-label="Throw the stack away?">
        <Button className="flex-1" onClick={reset}>
          Throw {accepted} frames away
        </Button>
        <Button className="flex-1" onClick={() => setAsking(false)}>
          Keep them
        </Button>
      </div>
    );
  return (
    <div className="flex gap-2">
      <Button className="flex-1" disabled={!hasPicture} onClick={() => void run('liveStack.save', {})}>
        Save
      </Button>
      <Button className="flex-1" disabled={!canUndo} onClick={() => void run('liveStack.undo', {})}>
        Undo last
      </Button>
      <Button
        className="flex-1"
        disabled={!hasPicture}
        onClick={() => (accepted > SOON_AGAIN ? setAsking(true) : reset())}
      >
        Reset
      </Button>
    </div>
  );
}

function Grown({ stack }: { stack: LiveStackState }) {
  const { accepted, refused, seconds, growth, rejected, masters } = stack;
  const gain = growth.at(-1);
  return (
    <div className="flex flex-col gap-2">
      <div className="flex items-end justify-between gap-3">
        <span className="font-light text-4xl leading-none" data-testid="stacked">
          {accepted}
          <span className="text-faint text-xl"> {accepted === 1 ? 'frame' : 'frames'}</span>
        </span>
        <span className="text-right">
          <Quantity text={secondsText(seconds)} />
          {refused > 0 && <span className="block text-warn">{refused} refused</span>}
        </span>
      </div>
      {gain !== undefined && (
        <div className="flex items-center justify-between gap-3 text-soft">
          <span>
            Signal to noise <span className="text-ink">× {numberText(gain, 1)}</span>
          </span>
          {rejected > 0 && <Quantity text={`left out ${numberText(rejected * 100, 2)}`} unit="%" />}
        </div>
      )}
      <GrowthPlot growth={growth} count={accepted} />
      {masters.length > 0 && <p className="break-words text-faint">{masters.join(', ')}</p>}
    </div>
  );
}

function Settings({ options }: { options: LiveStackOptions }) {
  const { gate, method } = options;
  return (
    <div className="flex flex-col gap-2">
      <Field label="Joined by">
        <Segments
          label="Joined by"
          wide
          value={method}
          options={[
            { value: 'kappaSigma', label: 'Kappa-sigma' },
            { value: 'mean', label: 'Mean' },
            { value: 'sum', label: 'Sum' },
          ]}
          onChange={(value) => set({ method: value })}
        />
      </Field>
      <Toggle
        label="Calibrate with the masters that fit"
        on={options.calibrate}
        onChange={(calibrate) => set({ calibrate })}
      />
      <Toggle label="Colour from a colour sensor" on={options.debayer} onChange={(debayer) => set({ debayer })} />
      <Limit
        label="Refuse large stars"
        unit="× the usual HFD"
        value={gate.hfd}
        usual={1.5}
        range={[1, 10]}
        onChange={(hfd) => set({ gate: { ...gate, hfd } })}
      />
      <Limit
        label="Refuse clouds"
        unit="of the usual stars"
        value={gate.stars}
        usual={0.5}
        range={[0, 1]}
        onChange={(stars) => set({ gate: { ...gate, stars } })}
      />
      <Limit
        label="Refuse trails"
        unit="eccentricity"
        value={gate.eccentricity}
        usual={0.8}
        range={[0, 1]}
        onChange={(eccentricity) => set({ gate: { ...gate, eccentricity } })}
      />
      <Field label="Save every">
        <NumberField
          label="Save every"
          whole
          unit={options.saveEvery === 0 ? 'never' : 'frames'}
          value={options.saveEvery}
          min={0}
          max={10_000}
          step={(value, direction) => value + direction * 5}
          onChange={(saveEvery) => set({ saveEvery })}
        />
      </Field>
    </div>
  );
}

/** A limit that can be left off. */
function Limit(props: {
  label: string;
  unit: string;
  value: number | null;
  usual: number;
  range: readonly [number, number];
  onChange: (value: number | null) => void;
}) {
  const { label, unit, value, usual, range, onChange } = props;
  return (
    <>
      <Toggle label={label} on={value !== null} onChange={(on) => onChange(on ? usual : null)} />
      {value !== null && (
        <NumberField
          label={`${label}: limit`}
          unit={unit}
          value={value}
          min={range[0]}
          max={range[1]}
          onChange={onChange}
        />
      )}
    </>
  );
}

/** The latest frames; those that were refused say why. */
function Judged({ stack }: { stack: LiveStackState }) {
  if (stack.frames.length === 0) return null;
  return (
    <ol className="flex flex-col gap-1" aria-label="Frames of the stack">
      {stack.frames.slice(0, 12).map(({ frame, startedAt, refused, stars, hfd }) => (
        <li key={frame} className="flex gap-3">
          <span className="flex-none text-faint">{utcText(startedAt, 0).slice(11, 19)}</span>
          {refused === null ? (
            <span className="flex gap-3">
              <span className="text-good">stacked</span>
              {stars !== null && <Quantity text={numberText(stars)} unit="stars" />}
              {hfd !== null && <Quantity text={`HFD ${numberText(hfd, 2)}`} unit="px" />}
            </span>
          ) : (
            <span className="min-w-0 break-words text-warn">{refused}</span>
          )}
        </li>
      ))}
    </ol>
  );
}
