import type { CommandOutput, FrameSummary, LibraryFilter } from '@uraniborg/api';
import { useEffect, useMemo, useState } from 'react';
import { command, run } from '../observatory/command.ts';
import { Choice } from '../parts/Choice.tsx';
import { oneOf, remembered, useRemembered } from '../remembered.ts';
import { notify } from '../shell/notices.ts';
import { QuantityPlot } from './QuantityPlot.tsx';
import { type FrameQuantity, frameQuantities, type QuantityName, quantityNames, quantityTitle } from './quantities.ts';

const plotted = remembered<QuantityName>('library.plot', 'hfd', oneOf(...quantityNames));

type Points = CommandOutput<'library.points'>['points'];

interface Props {
  filter: LibraryFilter;
  shown: string | undefined;
  onPick: (frame: FrameSummary) => void;
  /** Another object when any of the newest frames has changed. */
  changes: unknown;
}

/** One quantity of all frames that are listed. */
export function LibraryPlot({ filter, shown, onPick, changes }: Props) {
  const quantity = useRemembered(plotted);
  const [points, setPoints] = useState<Points>([]);
  const key = JSON.stringify(filter);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the newest frames have changed, or what is said of any
  useEffect(() => {
    let current = true;
    command('library.points', { ...(JSON.parse(key) as LibraryFilter), quantity }).then(
      (answer) => current && setPoints(answer.points),
      (error: unknown) => notify('error', error instanceof Error ? error.message : String(error)),
    );
    return () => {
      current = false;
    };
  }, [key, quantity, changes]);
  // The library keeps parts of a whole where the screen has percent.
  const { per = 1 }: FrameQuantity = frameQuantities[quantity];
  const shownPoints = useMemo(() => points.map((point) => ({ ...point, value: point.value / per })), [points, per]);
  const pick = async (frame: string) => {
    const found = await run('library.find', { ...filter, frame });
    if (found?.frame) onPick(found.frame);
  };
  return (
    <div className="flex h-full flex-col gap-2 pr-2">
      <div className="w-56 flex-none px-3">
        <Choice
          label="Quantity"
          value={quantity}
          options={quantityNames.map((name) => ({ value: name, label: quantityTitle(name) }))}
          onChange={(name) => plotted.set(name as QuantityName)}
        />
      </div>
      <div className="min-h-0 flex-1">
        <QuantityPlot points={shownPoints} shown={shown} onPick={(id) => void pick(id)} />
      </div>
    </div>
  );
}
