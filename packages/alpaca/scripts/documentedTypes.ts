/**
 * The interfaces of every device written out, each member with a comment: what an editor shows of the published package.
 * In the sources they are computed from the member table, where an editor has no words to show; a test sees that both are
 * the same types.
 */
import { type DeviceType, deviceTypes } from '../src/deviceTypes.ts';
import { enumerations } from '../src/enumerations.ts';
import { type Member, memberParameters, membersByPath } from '../src/memberIndex.ts';
import type { TypeName } from '../src/members/row.ts';
import { memberDoc } from './memberDoc.ts';

type Side = 'Client' | 'Driver';

/** @param modules where a module of the package is, by its name: "deviceInterface" */
export function documentedTypes(modules: (name: string) => string): string {
  const types = Object.keys(deviceTypes) as DeviceType[];
  const both = (['Client', 'Driver'] as const).flatMap((side) => [
    ...types.map((type) => deviceInterface(type, side)),
    `export interface ${side}s {\n${types.map((type) => `  ${type}: ${interfaceName(type, side)};`).join('\n')}\n}`,
  ]);
  const shapes = 'AlpacaImage, AxisRate, CallOptions, DeviceState, DownloadOptions, DriverImage';
  return [
    `import type { ${shapes} } from '${modules('deviceInterface')}';`,
    `import type { Enumerated } from '${modules('enumerations')}';`,
    ...both,
    '',
  ].join('\n');
}

/** "CameraClient". */
export function interfaceName(type: DeviceType, side: Side): string {
  return deviceTypes[type].name + side;
}

function deviceInterface(type: DeviceType, side: Side): string {
  const { name, platform7 } = deviceTypes[type];
  const what = side === 'Client' ? `A ${name} somewhere else` : `What a driver of a ${name} implements`;
  const members = [...membersByPath(type).values()].flatMap((member) => methods(member, type, side));
  return `/** ${what}: interface version ${platform7}. */\nexport interface ${interfaceName(type, side)} {\n${members.join('\n')}\n}`;
}

function methods(member: Member, type: DeviceType, side: Side): string[] {
  const optional = side === 'Driver' && !member.row.mandatory ? '?' : '';
  const method = (name: string, writes: boolean) => {
    const parameters = memberParameters(member, writes).map(
      (parameter) =>
        `${writes ? 'value' : parameter.name.slice(0, 1).toLowerCase() + parameter.name.slice(1)}: ${typeText(parameter.type, type, side)}`,
    );
    const options = member.row.type === 'image' ? 'DownloadOptions' : 'CallOptions';
    if (side === 'Client') parameters.push(`options?: ${writes ? 'CallOptions' : options}`);
    const value = writes || !member.row.type ? 'void' : typeText(member.row.type, type, side);
    const returns = side === 'Client' ? `Promise<${value}>` : `${value} | Promise<${value}>`;
    return `${comment(member, type)}\n  ${name}${optional}: (${parameters.join(', ')}) => ${returns};`;
  };
  return [method(member.method, false), ...(member.put ? [method(member.put, true)] : [])];
}

function comment(member: Member, type: DeviceType): string {
  const { text, ascom, since, refusals, link } = memberDoc(member, type);
  const lines = [
    text,
    '',
    `ASCOM: ${ascom}${since && `, ${since}`}.`,
    ...(refusals ? [`Refused with: ${refusals}.`] : []),
    `@see ${link}`,
  ];
  return `  /**\n${lines.map((line) => `   * ${line}`.trimEnd()).join('\n')}\n   */`;
}

function typeText(type: TypeName, device: DeviceType, side: Side): string {
  switch (type) {
    case 'int':
    case 'double':
      return 'number';
    case 'utcDate':
    case 'fitsDate':
      return 'string';
    case 'string[]':
      return 'readonly string[]';
    case 'int[]':
      return 'readonly number[]';
    case 'driveRate[]':
      return "readonly Enumerated<'driveRate'>[]";
    case 'axisRate[]':
      return 'readonly AxisRate[]';
    case 'image':
      return side === 'Client' ? 'AlpacaImage' : 'DriverImage';
    case 'deviceState':
      return `DeviceState<'${device}'>`;
    default:
      return type in enumerations ? `Enumerated<'${type}'>` : type;
  }
}
