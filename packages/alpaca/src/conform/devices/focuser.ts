import { alpacaErrors } from '../../alpacaError.ts';
import { type Examination, outcomeOf } from '../examination.ts';

export async function examineFocuser(x: Examination): Promise<void> {
  await examineTemperatureCompensation(x);
  const absolute = await x.flag('Absolute');
  const maxStep = (await x.number('MaxStep')) ?? 0;
  const maxIncrement = (await x.number('MaxIncrement')) ?? 0;
  if (!absolute) {
    const step = Math.max(1, Math.floor(maxIncrement / 10));
    for (const by of [step, -step])
      if (await x.does('command.works', 'Move', { Position: by })) await x.until(`Move(${by})`, 'IsMoving', false);
    return;
  }
  const before = (await x.number('Position')) ?? 0;
  const leg = Math.max(1, Math.min(maxIncrement, Math.floor(maxStep / 20)));
  for (const target of [before + (before + leg <= maxStep ? leg : -leg), before]) await moveTo(x, target);
  // ASCOM: a driver clamps a move beyond its ends or refuses it; it never goes there.
  for (const [beyond, limit] of [
    [-10, 0],
    [maxStep + 10, maxStep],
  ] as const) {
    const answer = await x.probe.put('Move', { Position: beyond });
    if (answer.error !== 0) {
      x.judge('command.refuses', `Move(${beyond})`, answer.error === alpacaErrors.invalidValue, outcomeOf(answer));
      continue;
    }
    await x.until(`Move(${beyond})`, 'IsMoving', false);
    await x.arrives(`Move(${beyond})`, 'Position', limit, 0);
  }
  await moveTo(x, before);
  await examineHalt(x, before, leg);
}

async function moveTo(x: Examination, target: number): Promise<void> {
  if (!(await x.does('command.works', 'Move', { Position: target }))) return;
  if (await x.until(`Move(${target})`, 'IsMoving', false)) await x.arrives(`Move(${target})`, 'Position', target, 1);
}

async function examineHalt(x: Examination, before: number, leg: number): Promise<void> {
  const halt = await x.probe.put('Halt');
  if (halt.error === alpacaErrors.notImplemented) {
    x.note('command.works', 'Halt', 'info', 'This focuser cannot be halted.');
    return;
  }
  x.judge('command.works', 'Halt', halt.error === 0, outcomeOf(halt));
  await x.probe.put('Move', { Position: before >= leg ? before - leg : before + leg });
  await x.does('command.works', 'Halt');
  await x.until('Halt during a move', 'IsMoving', false, 5000);
  await moveTo(x, before);
}

async function examineTemperatureCompensation(x: Examination): Promise<void> {
  const available = await x.flag('TempCompAvailable');
  for (const on of [true, false]) {
    const answer = await x.probe.put('TempComp', { TempComp: on });
    const right = available ? answer.error === 0 : answer.error === alpacaErrors.notImplemented;
    x.judge(
      'focuser.temperatureCompensation',
      `TempComp(${on}), TempCompAvailable is ${available}`,
      right,
      outcomeOf(answer),
    );
  }
}
