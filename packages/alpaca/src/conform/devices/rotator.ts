import type { Examination } from '../examination.ts';

/** Degrees: rotators have steps of up to some tenths. */
const tolerance = 1;

export async function examineRotator(x: Examination): Promise<void> {
  const start = (await x.number('Position')) ?? 0;
  for (const target of [45, 225, 315]) await rotate(x, 'MoveAbsolute', target, 'Position', target);
  for (const by of [10, -10]) {
    const from = (await x.number('Position')) ?? 0;
    await rotate(x, 'Move', by, 'Position', (from + by + 360) % 360);
  }
  for (const bad of [-405, 405]) await x.refuses('command.refuses', 'MoveAbsolute', { Position: bad });
  if (x.has('MoveMechanical')) await rotate(x, 'MoveMechanical', 90, 'MechanicalPosition', 90);
  if (x.has('Sync')) await examineSync(x);
  await rotate(x, 'MoveAbsolute', start, 'Position', start);
  await x.does('command.works', 'Halt');
}

async function rotate(x: Examination, member: string, position: number, reads: string, target: number): Promise<void> {
  const subject = `${member}(${position})`;
  if (!(await x.does('command.works', member, { Position: position }))) return;
  if (await x.until(subject, 'IsMoving', false)) await x.arrives(subject, reads, target, tolerance, 360);
}

async function examineSync(x: Examination): Promise<void> {
  const mechanical = (await x.number('MechanicalPosition')) ?? 0;
  const before = (await x.number('Position')) ?? 0;
  const shifted = (before + 20) % 360;
  if (!(await x.does('command.works', 'Sync', { Position: shifted }))) return;
  const position = (await x.number('Position')) ?? Number.NaN;
  const still = (await x.number('MechanicalPosition')) ?? Number.NaN;
  const right = Math.abs(position - shifted) <= tolerance && Math.abs(still - mechanical) <= tolerance;
  x.judge(
    'rotator.sync',
    `Sync(${shifted})`,
    right,
    `Position ${position}, MechanicalPosition ${mechanical} before and ${still} after`,
  );
  await rotate(x, 'MoveAbsolute', (shifted + 15) % 360, 'MechanicalPosition', (mechanical + 15) % 360);
  await x.does('command.works', 'Sync', { Position: (((await x.number('Position')) ?? 0) + 340) % 360 });
}
