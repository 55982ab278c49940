import { type Examination, outcomeOf } from '../examination.ts';

/** A wheel that says it has more would be turned for ever. */
const mostSlots = 100;

export async function examineFilterWheel(x: Examination): Promise<void> {
  const names = (await x.value('Names')) as string[] | undefined;
  const offsets = (await x.value('FocusOffsets')) as number[] | undefined;
  const count = names?.length ?? 0;
  x.judge(
    'filterWheel.lists',
    'Names, FocusOffsets',
    count > 0 && offsets?.length === count,
    `${count} names, ${offsets?.length} offsets`,
  );
  for (const bad of [-1, count]) await x.refuses('command.refuses', 'Position', { Position: bad });
  const before = await x.number('Position');
  for (let slot = 0; slot < Math.min(count, mostSlots); slot++) await turnTo(x, slot);
  if (before !== undefined && before >= 0) await turnTo(x, before);
}

async function turnTo(x: Examination, slot: number): Promise<void> {
  if (!(await x.does('command.works', 'Position', { Position: slot }))) return;
  await x.until(`Position(${slot})`, 'Position', slot);
  const still = await x.probe.get('Position');
  x.judge('command.arrives', `Position(${slot})`, still.value === slot, outcomeOf(still));
}
