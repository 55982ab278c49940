import { alpacaErrors } from '../../alpacaError.ts';
import { call, type Examination, outcomeOf } from '../examination.ts';
import { typeFault } from '../valueType.ts';

/** A device that says it has more would be examined for ever. */
const mostSwitches = 512;

export async function examineSwitch(x: Examination): Promise<void> {
  const count = (await x.number('MaxSwitch')) ?? 0;
  const questions = [
    'CanWrite',
    'GetSwitch',
    'GetSwitchName',
    'GetSwitchDescription',
    'GetSwitchValue',
    'MinSwitchValue',
    'MaxSwitchValue',
    'SwitchStep',
    'CanAsync',
    'StateChangeComplete',
  ];
  for (const member of questions.filter((name) => x.has(name)))
    for (const id of [-1, count]) await x.refuses('switch.ids', member, { Id: id }, ['invalidValue'], 'get');
  for (const id of [-1, count]) {
    await x.refuses('switch.ids', 'SetSwitch', { Id: id, State: false });
    await x.refuses('switch.ids', 'SetSwitchValue', { Id: id, Value: 0 });
  }
  for (let id = 0; id < Math.min(count, mostSwitches); id++) await examineOne(x, id, questions);
  if (count > mostSwitches)
    x.note('switch.ids', `switches ${mostSwitches} to ${count - 1}`, 'skipped', 'There are too many to be tried.');
}

async function examineOne(x: Examination, id: number, questions: readonly string[]): Promise<void> {
  const values = new Map<string, unknown>();
  for (const member of questions) {
    if (!x.has(member)) continue;
    const answer = await x.probe.get(member, { Id: id });
    x.timed(`${member}(${id})`, answer);
    const fault = answer.error === 0 ? typeFault(x.row(member), answer.value) : outcomeOf(answer);
    // Reading a write-only switch, and the state of one that is never set, may be refused.
    if (
      answer.error === alpacaErrors.notImplemented &&
      ['StateChangeComplete', 'GetSwitch', 'GetSwitchValue'].includes(member)
    )
      continue;
    x.judge('read.type', `${member}(${id})`, fault === undefined, fault ?? outcomeOf(answer));
    if (!fault) values.set(member, answer.value);
  }
  const [low, high, step] = ['MinSwitchValue', 'MaxSwitchValue', 'SwitchStep'].map((m) => Number(values.get(m))) as [
    number,
    number,
    number,
  ];
  const right = low < high && step > 0 && step <= high - low + 1e-9;
  x.judge('switch.limits', `switch ${id}`, right, `${low} to ${high} in steps of ${step}`);
  if (right) {
    const steps = (high - low) / step;
    x.judge('switch.steps', `switch ${id}`, Math.abs(steps - Math.round(steps)) <= 1e-6 * steps, `${steps} steps`);
  }
  const value = values.get('GetSwitchValue');
  if (typeof value === 'number')
    x.judge(
      'read.range',
      `GetSwitchValue(${id})`,
      value >= low - 1e-9 && value <= high + 1e-9,
      `${value}, of ${low} to ${high}`,
    );

  await examineName(x, id, values.get('GetSwitchName'));
  if (values.get('CanWrite') !== true) {
    await x.refuses('switch.readOnly', 'SetSwitch', { Id: id, State: true }, ['notImplemented']);
    await x.refuses('switch.readOnly', 'SetSwitchValue', { Id: id, Value: high }, ['notImplemented']);
    return;
  }
  for (const bad of [low - step, high + step])
    await x.refuses('command.refuses', 'SetSwitchValue', { Id: id, Value: bad });
  for (const wanted of [high, low]) await set(x, 'SetSwitchValue', id, { Value: wanted }, wanted, step);
  for (const state of [true, false]) await set(x, 'SetSwitch', id, { State: state }, state ? high : low, step);
  if (values.get('CanAsync') === true) {
    for (const state of [true, false]) await setAsync(x, id, state, state ? high : low, step);
    const cancel = await x.probe.put('CancelAsync', { Id: id });
    x.judge(
      'command.works',
      `CancelAsync(${id})`,
      cancel.error === 0 || cancel.error === alpacaErrors.notImplemented,
      outcomeOf(cancel),
    );
  } else if (x.has('SetAsync')) await x.refuses('can.false', 'SetAsync', { Id: id, State: false }, ['notImplemented']);
  if (typeof value === 'number') await set(x, 'SetSwitchValue', id, { Value: value }, value, step);
}

async function examineName(x: Examination, id: number, before: unknown): Promise<void> {
  if (typeof before !== 'string') return;
  for (const name of [`${before} 2`, before]) {
    const answer = await x.probe.put('SetSwitchName', { Id: id, Name: name });
    const subject = call('SetSwitchName', { Id: id, Name: name });
    const right = answer.error === 0 || answer.error === alpacaErrors.notImplemented;
    if (!x.judge('switch.names', subject, right, outcomeOf(answer)) || answer.error !== 0) return;
    const after = await x.value('GetSwitchName', { Id: id });
    x.judge('switch.names', subject, after === name, `GetSwitchName(${id}) is ${String(after)}`);
  }
}

async function set(
  x: Examination,
  member: string,
  id: number,
  what: Record<string, unknown>,
  wanted: number,
  step: number,
): Promise<void> {
  const parameters = { Id: id, ...what };
  if (!(await x.does('command.works', member, parameters))) return;
  await judgeValue(x, call(member, parameters), id, wanted, step);
}

async function setAsync(x: Examination, id: number, state: boolean, wanted: number, step: number): Promise<void> {
  const parameters = { Id: id, State: state };
  if (!(await x.does('command.works', 'SetAsync', parameters))) return;
  const subject = call('SetAsync', parameters);
  let complete = false;
  for (let tries = 0; tries < 2400 && !complete; tries++) {
    complete = (await x.value('StateChangeComplete', { Id: id })) === true;
    if (!complete) await x.clock.sleep(250, x.signal);
  }
  if (
    x.judge(
      'command.completes',
      subject,
      complete,
      complete ? 'StateChangeComplete' : 'still not complete after 10 minutes',
    )
  )
    await judgeValue(x, subject, id, wanted, step);
}

async function judgeValue(x: Examination, subject: string, id: number, wanted: number, step: number): Promise<void> {
  const after = await x.value('GetSwitchValue', { Id: id });
  const near = typeof after === 'number' && Math.abs(after - wanted) <= step / 2 + 1e-9;
  x.judge('write.roundTrip', subject, near, `GetSwitchValue(${id}) is ${String(after)}`);
}
