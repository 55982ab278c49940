/** Reads every property of a device, and writes those that can be written, against `expectations`. */
import { alpacaErrors } from '../alpacaError.ts';
import { deviceTypes } from '../deviceTypes.ts';
import type { Property, Row } from '../members/row.ts';
import { call, type Examination, outcomeOf } from './examination.ts';
import { type Expectation, expectations } from './expectations.ts';
import type { Answer } from './probe.ts';
import { typeFault } from './valueType.ts';

export async function examineProperties(x: Examination): Promise<void> {
  for (const [member, row] of Object.entries(deviceTypes[x.type].members)) {
    if (row.access !== 'read' && row.access !== 'readWrite') continue;
    const expected = expectations[x.type][member] ?? {};
    if (!x.has(member) || expected.functional) continue;
    const answer = await x.probe.get(member);
    await judgeRead(x, member, row, expected, answer);
    if (row.access === 'readWrite' && expected.write) await judgeWrite(x, member, expected, answer);
  }
}

async function judgeRead(
  x: Examination,
  member: string,
  row: Property,
  expected: Expectation,
  answer: Answer,
): Promise<void> {
  x.timed(member, answer);
  if (expected.when && !(await x.flag(expected.when))) {
    const denied = answer.error === alpacaErrors.notImplemented || answer.error === 0;
    x.judge('can.false', `${member}, ${expected.when} is false`, denied, outcomeOf(answer));
    return;
  }
  if (answer.error !== 0) {
    const allowed = expected.may?.some((name) => alpacaErrors[name] === answer.error);
    if (allowed) x.judge('read.error', member, true, outcomeOf(answer));
    else if (expected.when) x.judge('can.true', `${member}, ${expected.when} is true`, false, outcomeOf(answer));
    else x.judge(expected.may ? 'read.error' : 'read.mandatory', member, false, outcomeOf(answer));
    return;
  }
  const fault = typeFault(row, answer.value);
  if (!x.judge('read.type', member, fault === undefined, fault ?? outcomeOf(answer)) || !expected.range) return;
  const [low, limit] = expected.range;
  const high = typeof limit === 'string' ? ((await x.number(limit)) ?? Number.POSITIVE_INFINITY) : limit;
  const value = answer.value as number;
  x.judge('read.range', member, value >= low && value <= high, `${value}, of ${low} to ${high}`);
}

async function judgeWrite(x: Examination, member: string, expected: Expectation, read: Answer): Promise<void> {
  const { write } = expected;
  if (!write) return;
  // What is not of its type is not sent back.
  const usable = read.error === 0 && typeFault(x.row(member), read.value) === undefined;
  const can = write.when ?? expected.when;
  if (can && !(await x.flag(can))) {
    const value = usable ? read.value : harmless(x.row(member));
    const answer = await x.probe.put(member, { [member]: value });
    const denied = answer.error === alpacaErrors.notImplemented || answer.error === alpacaErrors.invalidOperation;
    x.judge('can.false', `${call(member, { [member]: value })}, ${can} is false`, denied, outcomeOf(answer));
    return;
  }
  if (read.error === alpacaErrors.notImplemented) return;
  for (const bad of write.bad ?? []) await x.refuses('write.refuses', member, { [member]: bad });

  const kept = usable ? [read.value] : [];
  const values = write.good === 'same' || write.good === undefined ? kept : [...write.good, ...kept];
  for (const value of values) {
    if (!(await x.does('write.error', member, { [member]: value }))) continue;
    const after = await x.probe.get(member);
    const same =
      typeof value === 'number' && typeof after.value === 'number'
        ? Math.abs(after.value - value) <= (write.tolerance ?? 1e-9 * Math.abs(value))
        : after.value === value;
    x.judge('write.roundTrip', call(member, { [member]: value }), after.error === 0 && same, outcomeOf(after));
  }
}

function harmless(row: Row): unknown {
  return 'type' in row && row.type === 'boolean' ? false : 0;
}
