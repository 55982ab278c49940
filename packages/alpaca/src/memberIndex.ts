import { type DeviceType, deviceTypes } from './deviceTypes.ts';
import { commonMembers } from './members/commonMembers.ts';
import type { Members, Parameter, Row } from './members/row.ts';

/** A row of the table with the names that follow from it. */
export interface Member {
  /** As ASCOM spells it: "CCDTemperature". */
  readonly name: string;
  readonly row: Row;
  /** The method that reads it or does it: "ccdTemperature". */
  readonly method: string;
  /** The method that writes it, where it can be written: "putCCDTemperature". */
  readonly put: string | undefined;
  /** The last part of its URL: "ccdtemperature". */
  readonly path: string;
}

/** The camelCase of an ASCOM name: the run-time twin of the type `MethodName`. */
export function methodName(name: string): string {
  const abbreviation = /^(?:CCD|UTC)/.exec(name)?.[0] ?? name.slice(0, 1);
  return abbreviation.toLowerCase() + name.slice(abbreviation.length);
}

const indexes = new Map<DeviceType, ReadonlyMap<string, Member>>();
for (const [type, { members }] of Object.entries(deviceTypes) as [DeviceType, { members: Members }][]) {
  const index = new Map<string, Member>();
  for (const [name, row] of Object.entries({ ...members, ...commonMembers } as Members))
    index.set(name.toLowerCase(), {
      name,
      row,
      method: methodName(name),
      put: row.access === 'readWrite' ? `put${name}` : undefined,
      path: name.toLowerCase(),
    });
  indexes.set(type, index);
}

/** The members of a device type by the last part of their URL, the type's own first, then the common ones. */
export function membersByPath(type: DeviceType): ReadonlyMap<string, Member> {
  return indexes.get(type) ?? new Map();
}

/** The version of the type's interface that brought a member. */
export function sinceVersion(type: DeviceType, row: Row): number {
  return typeof row.since === 'number' ? row.since : deviceTypes[type][row.since];
}

/** The device type that a server or a URL spells in some case ("FilterWheel", "filterwheel"). */
export function deviceTypeNamed(name: string): DeviceType | undefined {
  const lower = name.toLowerCase();
  return (Object.keys(deviceTypes) as DeviceType[]).find((type) => type.toLowerCase() === lower);
}

/** The members of a type that its DeviceState reports. */
export function stateMembers(type: DeviceType): Member[] {
  return [...membersByPath(type).values()].filter(({ row }) => 'state' in row && row.state === true);
}

/** The parameters that a member is sent with; a property that is written has one, of its own name. */
export function memberParameters({ row, name }: Member, writes: boolean): readonly Parameter[] {
  if (row.access === 'command' || row.access === 'query') return row.parameters;
  return writes ? [{ name, type: row.type }] : [];
}
