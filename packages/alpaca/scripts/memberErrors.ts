/** Which refusals of a member are right answers: told by its row, by the Can properties and by what is checked of it. */
import { type AlpacaErrorName, alpacaErrors } from '../src/alpacaError.ts';
import { type Expectation, expectations } from '../src/conform/expectations.ts';
import { type DeviceType, deviceTypes } from '../src/deviceTypes.ts';
import { enumerations } from '../src/enumerations.ts';
import { type Member, memberParameters } from '../src/memberIndex.ts';
import type { Members } from '../src/members/row.ts';

/** Refusals by their ASCOM name, with when they are due; "" where the name says it. In the order of their numbers. */
export function memberErrors(member: Member, type: DeviceType | undefined): Map<AlpacaErrorName, string> {
  const errors = new Map<AlpacaErrorName, string>();
  const { name, row } = member;
  const expected: Expectation = (type && expectations[type][name]) ?? {};

  const can = type && (expected.when ?? expected.write?.when ?? canProperty(type, name));
  const optional = !expected.when && row.default === undefined && expected.may?.includes('notImplemented');
  const leftOut = !row.mandatory && row.default === undefined && !row.offline && row.type !== 'deviceState';
  if (can && !optional) {
    const writing = row.access === 'readWrite' && !expected.when;
    errors.set('notImplemented', `${writing ? 'when written, ' : ''}unless ${can}`);
  } else if (leftOut || expected.may?.includes('notImplemented')) errors.set('notImplemented', '');

  // Where the row says it, there are more reasons than one.
  const own = row.errors?.includes('invalidValue');
  const invalid = [...memberParameters(member, row.access === 'readWrite')].flatMap((parameter) => {
    if (parameter.type in enumerations) return [`${parameter.name} is no ${parameter.type}`];
    return type === 'switch' && parameter.name === 'Id' ? ['Id is not 0 to MaxSwitch - 1'] : [];
  });
  if (expected.write?.bad && expected.range) invalid.push(`outside ${expected.range.join(' to ')}`);
  if (invalid.length > 0 && !own) errors.set('invalidValue', invalid.join(', or '));

  for (const other of [...(expected.may ?? []), ...(row.errors ?? [])]) if (!errors.has(other)) errors.set(other, '');
  return new Map([...errors].sort(([a], [b]) => alpacaErrors[a] - alpacaErrors[b]));
}

/** The property that says whether a member works. */
function canProperty(type: DeviceType, name: string): string | undefined {
  const rows: Members = deviceTypes[type].members;
  return Object.keys(rows).find((can) => {
    const value = rows[can]?.default;
    return typeof value === 'object' && 'has' in value && value.has === name;
  });
}
