import type { DeviceState } from '../deviceInterface.ts';
import type { DeviceType } from '../deviceTypes.ts';
import { stateMembers } from '../memberIndex.ts';
import { fieldOf, valueFromJson, WrongValue } from '../wire/value.ts';

/** The typed object of a DeviceState list. An entry whose value makes no sense counts as not told. @throws WrongValue no list */
export function deviceStateFrom<T extends DeviceType>(type: T, json: unknown): DeviceState<T> {
  if (!Array.isArray(json)) throw new WrongValue('the state is not a list');
  const state: Record<string, unknown> = {};
  const others: Record<string, boolean | number | string> = {};
  const known = new Map(stateMembers(type).map((member) => [member.path, member]));
  for (const entry of json) {
    const name = fieldOf(entry, 'Name');
    const value = fieldOf(entry, 'Value');
    if (typeof name !== 'string') continue;
    const member = known.get(name.toLowerCase());
    if (member?.row.type) state[member.method] = toldValue(member.row.type, value);
    else if (name.toLowerCase() === 'timestamp') state.timeStamp = toldValue('utcDate', value);
    else if (typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string')
      Object.defineProperty(others, name, { value, enumerable: true });
  }
  for (const name of Object.keys(state)) if (state[name] === undefined) delete state[name];
  return { ...state, ...(Object.keys(others).length > 0 ? { others } : {}) } as DeviceState<T>;
}

function toldValue(type: Parameters<typeof valueFromJson>[0], json: unknown): unknown {
  try {
    return valueFromJson(type, json);
  } catch (error) {
    if (error instanceof WrongValue) return undefined;
    throw error;
  }
}
