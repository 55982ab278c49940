import { alpacaErrors } from '../../alpacaError.ts';
import { enumerations } from '../../enumerations.ts';
import { type Examination, outcomeOf } from '../examination.ts';

const { coverStatus, calibratorStatus } = enumerations;

export async function examineCoverCalibrator(x: Examination): Promise<void> {
  if ((await x.number('CoverState')) === coverStatus.notPresent)
    for (const member of ['OpenCover', 'CloseCover', 'HaltCover'])
      await x.refuses('cover.absent', member, {}, ['notImplemented']);
  else await examineCover(x);
  if ((await x.number('CalibratorState')) === calibratorStatus.notPresent)
    for (const [member, parameters] of [
      ['CalibratorOn', { Brightness: 1 }],
      ['CalibratorOff', {}],
    ] as const)
      await x.refuses('cover.absent', member, parameters, ['notImplemented']);
  else await examineCalibrator(x);
}

async function examineCover(x: Examination): Promise<void> {
  const before = await x.number('CoverState');
  const order =
    before === coverStatus.open ? (['CloseCover', 'OpenCover'] as const) : (['OpenCover', 'CloseCover'] as const);
  for (const member of order) {
    if (!(await x.does('command.works', member))) continue;
    await settled(x, member, 'CoverMoving', 'CoverState', coverStatus.moving);
    const wanted = member === 'OpenCover' ? coverStatus.open : coverStatus.closed;
    const state = await x.number('CoverState');
    x.judge('cover.states', member, state === wanted, `CoverState is ${state}`);
  }
  await examineHalt(x, order);
}

/** Halts the cover on its way, and sends it where it was. */
async function examineHalt(x: Examination, [away, back]: readonly [string, string]): Promise<void> {
  if (!(await x.does('command.works', away))) return;
  const halt = await x.probe.put('HaltCover');
  const right = halt.error === 0 || halt.error === alpacaErrors.notImplemented;
  if (x.judge('cover.halts', 'HaltCover', right, outcomeOf(halt)) && halt.error === 0) {
    await x.clock.sleep(500, x.signal);
    const state = await x.number('CoverState');
    x.judge('cover.halts', 'HaltCover', state !== coverStatus.moving, `CoverState is ${state}`);
  }
  await settled(x, away, 'CoverMoving', 'CoverState', coverStatus.moving);
  if (await x.does('command.works', back)) await settled(x, back, 'CoverMoving', 'CoverState', coverStatus.moving);
}

async function examineCalibrator(x: Examination): Promise<void> {
  const most = (await x.number('MaxBrightness')) ?? 1;
  for (const bad of [-1, most + 1]) await x.refuses('command.refuses', 'CalibratorOn', { Brightness: bad });
  for (const brightness of new Set([1, Math.ceil(most / 2), most])) {
    if (!(await x.does('command.works', 'CalibratorOn', { Brightness: brightness }))) continue;
    await settled(x, `CalibratorOn(${brightness})`, 'CalibratorChanging', 'CalibratorState', calibratorStatus.notReady);
    const state = await x.number('CalibratorState');
    x.judge(
      'cover.states',
      `CalibratorOn(${brightness})`,
      state === calibratorStatus.ready,
      `CalibratorState is ${state}`,
    );
    await x.arrives(`CalibratorOn(${brightness})`, 'Brightness', brightness, 0);
  }
  if (!(await x.does('command.works', 'CalibratorOff'))) return;
  await settled(x, 'CalibratorOff', 'CalibratorChanging', 'CalibratorState', calibratorStatus.notReady);
  const state = await x.number('CalibratorState');
  x.judge('cover.states', 'CalibratorOff', state === calibratorStatus.off, `CalibratorState is ${state}`);
  await x.arrives('CalibratorOff', 'Brightness', 0, 0);
}

/** Waits by the flag of Platform 7 where there is one, else by the state. */
async function settled(x: Examination, subject: string, flag: string, state: string, busy: number): Promise<void> {
  if (x.has(flag)) {
    await x.until(subject, flag, false);
    return;
  }
  for (let tries = 0; tries < 2400 && (await x.number(state)) === busy; tries++) await x.clock.sleep(250, x.signal);
}
