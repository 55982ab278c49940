import { type Clock, utcText } from '@uraniborg/core';
import type { DeviceState } from '../deviceInterface.ts';
import type { DeviceType } from '../deviceTypes.ts';
import { type Member, membersByPath, stateMembers } from '../memberIndex.ts';
import { valueToJson } from '../wire/value.ts';
import { callMember, type OpenDevice } from './callMember.ts';
import { methodOf } from './device.ts';

interface Entry {
  readonly Name: string;
  readonly Value: unknown;
}

/**
 * The operational state as DeviceState sends it, assembled from the members that the table marks, or what the driver
 * itself returns. What cannot be read now is left out.
 */
export async function deviceStateEntries(open: OpenDevice, clock: Clock): Promise<Entry[]> {
  const own = methodOf(open.device.driver, 'deviceState');
  if (own) return entriesOf(open.device.type, (await own()) as DeviceState<DeviceType>, clock);
  const entries = stateMembers(open.device.type).map((member) => readEntry(open, member, member.name, []));
  if (open.device.type === 'switch') entries.push(...(await switchEntries(open)));
  const read = await Promise.all(entries);
  return [...read.filter((entry) => entry !== undefined), { Name: 'TimeStamp', Value: utcText(clock.now()) }];
}

async function readEntry(
  open: OpenDevice,
  member: Member,
  name: string,
  parameters: readonly unknown[],
): Promise<Entry | undefined> {
  try {
    const value = await callMember(open, member, parameters);
    return { Name: name, Value: valueToJson(member.row.type ?? 'string', value) };
  } catch {
    return undefined; // the standard: what cannot be read is left out
  }
}

/** A switch has no state of its own; each of its switches has three parts, numbered. */
async function switchEntries(open: OpenDevice): Promise<Promise<Entry | undefined>[]> {
  const members = membersByPath('switch');
  const maxSwitch = members.get('maxswitch');
  const count = maxSwitch ? Number(await callMember(open, maxSwitch, [])) : 0;
  const entries: Promise<Entry | undefined>[] = [];
  for (const path of ['getswitch', 'getswitchvalue', 'statechangecomplete']) {
    const member = members.get(path);
    for (let id = 0; member && id < count; id++) entries.push(readEntry(open, member, `${member.name}${id}`, [id]));
  }
  return entries;
}

function entriesOf(type: DeviceType, state: DeviceState<DeviceType>, clock: Clock): Entry[] {
  const entries: Entry[] = [];
  for (const { name, method, row } of stateMembers(type)) {
    const value: unknown = Reflect.get(state, method);
    if (value !== undefined) entries.push({ Name: name, Value: valueToJson(row.type ?? 'string', value) });
  }
  for (const [Name, Value] of Object.entries(state.others ?? {})) entries.push({ Name, Value });
  return [...entries, { Name: 'TimeStamp', Value: state.timeStamp ?? utcText(clock.now()) }];
}
