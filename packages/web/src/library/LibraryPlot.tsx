import type { CommandOutput, FrameSummary, LibraryFilter } from '@uraniborg/api';
import { utcText } from '@uraniborg/core';
import { useEffect, useMemo, useRef, useState } from 'react';
import { command, run } from '../observatory/command.ts';
import { Choice } from '../parts/Choice.tsx';
import { numberText } from '../parts/quantities.ts';
import { oneOf, remembered, useRemembered } from '../remembered.ts';
import { notify } from '../shell/notices.ts';
import { QuantityPlot, type QuantityPoint } from './QuantityPlot.tsx';
import { type FrameQuantity, frameQuantities, type QuantityName, quantityNames, quantityTitle } from './quantities.ts';
import { useFiled } from './useFiled.ts';

const plotted = remembered<QuantityName>('library.plot', 'hfd', oneOf(...quantityNames));

type Points = CommandOutput<'library.points'>['points'];

interface Props {
  filter: LibraryFilter;
  shown: string | undefined;
  onPick: (frame: FrameSummary) => void;
}

/** The library tells of no more. */
const MOST_POINTS = 20_000;
/** Thousands of points are not asked for with every frame of a quick series. */
const REFRESH_MS = 1000;

/** One quantity of all frames that are listed. */
export function LibraryPlot({ filter, shown, onPick }: Props) {
  const quantity = useRemembered(plotted);
  const [points, setPoints] = useState<Points>([]);
  const [under, setUnder] = useState<QuantityPoint | null>(null);
  const asked = `${quantity} ${JSON.stringify(filter)}`;
  const filed = useFiled();
  const before = useRef('');
  // biome-ignore lint/correctness/useExhaustiveDependencies: a frame has come, or what is said of one
  useEffect(() => {
    let current = true;
    const ask = () =>
      command('library.points', { ...filter, quantity }).then(
        (answer) => current && setPoints(answer.points),
        (error: unknown) => notify('error', error instanceof Error ? error.message : String(error)),
      );
    const timer = setTimeout(() => void ask(), before.current === asked ? REFRESH_MS : 0);
    before.current = asked;
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [asked, filed]);
  // The library keeps parts of a whole where the screen has percent.
  const { per = 1, digits, unit }: FrameQuantity = frameQuantities[quantity];
  const shownPoints = useMemo(() => points.map((point) => ({ ...point, value: point.value / per })), [points, per]);
  const told = under ?? shownPoints.find(({ id }) => id === shown);
  const pick = async (frame: string) => {
    const found = await run('library.find', { ...filter, frame });
    if (found?.frame) onPick(found.frame);
  };
  return (
    <div className="flex h-full flex-col gap-2 pr-2">
      <div className="flex flex-none flex-wrap items-center gap-x-3 px-3">
        <div className="w-52">
          <Choice
            label="Quantity"
            value={quantity}
            options={quantityNames.map((name) => ({ value: name, label: quantityTitle(name) }))}
            onChange={(name) => plotted.set(name as QuantityName)}
          />
        </div>
        <p className="min-w-0 flex-1 truncate text-soft" data-testid="point">
          {told ? (
            <>
              {utcText(told.startedAt, 0).slice(0, 19).replace('T', ' ')}{' '}
              <span className="text-ink">{numberText(told.value, digits)}</span>{' '}
              <span className="text-faint">{unit}</span>
            </>
          ) : (
            points.length === MOST_POINTS && <span className="text-faint">The newest {numberText(MOST_POINTS)}</span>
          )}
        </p>
      </div>
      <div className="min-h-0 flex-1">
        <QuantityPlot points={shownPoints} shown={shown} onPick={(id) => void pick(id)} onPoint={setUnder} />
      </div>
    </div>
  );
}
