/**
 * Writes docs/reference/alpaca/: a page per device type, one for what all have in common, one for the enumerations; all
 * from the member table.
 *
 *     node packages/alpaca/scripts/buildReference.ts
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { alpacaErrors } from '../src/alpacaError.ts';
import { type DeviceType, deviceTypes } from '../src/deviceTypes.ts';
import { enumerations } from '../src/enumerations.ts';
import { type Member, memberParameters, membersByPath, sinceVersion } from '../src/memberIndex.ts';
import { commonMembers } from '../src/members/commonMembers.ts';
import type { Default, TypeName } from '../src/members/row.ts';
import { inWords, memberDoc } from './memberDoc.ts';

export const referenceFolder = join(import.meta.dirname, '../../../docs/reference/alpaca');

/** Every page by its file name. */
export function referencePages(): Map<string, string> {
  const pages = new Map<string, string>();
  for (const type of Object.keys(deviceTypes) as DeviceType[]) pages.set(`${type}.md`, devicePage(type));
  pages.set('common.md', commonPage());
  pages.set('enumerations.md', enumerationPage());
  pages.set('README.md', firstPage());
  return pages;
}

const made = '<!-- Made from the member table by packages/alpaca/scripts/buildReference.ts: do not edit. -->\n';

function firstPage(): string {
  const rows = (Object.keys(deviceTypes) as DeviceType[]).map((type) => {
    const { name, platform7 } = deviceTypes[type];
    return `| [${name}](${type}.md) | \`'${type}'\` | ${platform7} | ${ownMembers(type).length} |`;
  });
  return [
    made,
    '# ASCOM Alpaca in TypeScript\n',
    "`alpacaClient('camera', 0, { transport })` gives every member of a device somewhere else, `AlpacaDriver<'camera'>` is what a device of your own implements.",
    'Three rules give the names: a *read* is a method named as the ASCOM property in camelCase (`ccdTemperature()`), a *write* is `put` and the ASCOM name (`putCoolerOn(true)`), a *command* or a question with parameters is a method with positional arguments (`startExposure(2, true)`).',
    'Every call of a client returns a promise and takes `{ signal }` last.\n',
    '| Device | Type | Interface | Members of its own |\n| --- | --- | --- | --- |',
    ...rows,
    '\nAll devices also have the [common members](common.md). The words of the enumerations are [here](enumerations.md).',
    '\n## Errors\n',
    'A refusal is a `DeviceError`; its `code` is the ASCOM number (`alpacaErrors` has their names), or `"HTTP 400"` where the server does not know the device or the member. No usable answer is a `TransportError`, none in time a `TimeoutError`.\n',
    'The pages say which refusals of a member are right answers. Any member but those that say who the device is may besides be refused as *not connected*, and, when the hardware fails, as *unspecified* or with a number of its own from 0x500 to 0xFFF.\n',
    '| Refusal | Number |\n| --- | --- |',
    ...Object.entries(alpacaErrors).map(
      ([name, number]) => `| ${inWords(name)} | 0x${number.toString(16).toUpperCase()} |`,
    ),
    '',
  ].join('\n');
}

function devicePage(type: DeviceType): string {
  const { name, platform7 } = deviceTypes[type];
  return [
    made,
    `# ${name}\n`,
    `\`AlpacaClient<'${type}'>\` and \`AlpacaDriver<'${type}'>\`, interface version ${platform7}, at \`/api/v1/${type.toLowerCase()}/{number}/\`. See also the [common members](common.md).\n`,
    table(ownMembers(type), type),
  ].join('\n');
}

function commonPage(): string {
  const members = [...membersByPath('camera').values()].filter(({ name }) => name in commonMembers);
  return [
    made,
    '# Members of every device\n',
    'At `/api/v1/{type}/{number}/`. What ASCOM Platform 7 brought (Connect, Connecting, Disconnect, DeviceState) a client has for older devices too: it emulates them.\n',
    table(members, undefined),
  ].join('\n');
}

function enumerationPage(): string {
  const sections = Object.entries(enumerations).map(([name, words]) => {
    const rows = Object.entries(words).map(([word, number]) => `| \`'${word}'\` | ${number} |`);
    return `## ${name}\n\n| In TypeScript | On the wire |\n| --- | --- |\n${rows.join('\n')}\n`;
  });
  return [made, '# Enumerations\n', 'Words in TypeScript, numbers on the wire.\n', ...sections].join('\n');
}

function ownMembers(type: DeviceType): Member[] {
  return [...membersByPath(type).values()].filter(({ name }) => !(name in commonMembers));
}

function table(members: readonly Member[], type: DeviceType | undefined): string {
  const rows = members.map((member) => {
    const { row } = member;
    const signatures = [signature(member, false), ...(member.put ? [signature(member, true)] : [])];
    const since = type
      ? String(sinceVersion(type, row))
      : { actions: 'Action', platform7: 'Platform 7' }[String(row.since)];
    const { text, ascom, link, refusals } = memberDoc(member, type);
    return `| ${[signatures.join('<br>'), `[${ascom}](${link})`, since ?? 'first', absent(member), text, refusals].join(' | ')} |`;
  });
  const head = ['In TypeScript', 'ASCOM', 'Since version', 'Left out by a driver', 'What it is', 'Refused with'];
  return `${[head, head.map(() => '---')].map((cells) => `| ${cells.join(' | ')} |`).join('\n')}\n${rows.join('\n')}\n`;
}

function signature(member: Member, writes: boolean): string {
  const parameters = memberParameters(member, writes).map(
    ({ name, type }) => `${writes ? 'value' : lowerFirst(name)}: ${typeText(type)}`,
  );
  const returns = writes || !member.row.type ? 'void' : typeText(member.row.type);
  return `\`${writes ? member.put : member.method}(${parameters.join(', ')}): ${returns}\``;
}

function absent({ row, name }: Member): string {
  if (row.mandatory) return 'cannot be';
  const fallback: Default | undefined = row.default;
  if (fallback === undefined)
    return row.offline ? 'the server answers' : name === 'DeviceState' ? 'assembled' : 'not implemented';
  if (typeof fallback !== 'object' || Array.isArray(fallback)) return `\`${JSON.stringify(fallback)}\``;
  if ('has' in fallback) return `whether there is ${fallback.has}`;
  if ('same' in fallback) return `as ${fallback.same}`;
  return 'when' in fallback && 'is' in fallback ? `whether ${fallback.when} is '${fallback.is}'` : 'not implemented';
}

function typeText(type: TypeName): string {
  switch (type) {
    case 'int':
    case 'double':
      return 'number';
    case 'utcDate':
    case 'fitsDate':
      return 'string';
    case 'int[]':
      return 'number[]';
    case 'driveRate[]':
      return 'DriveRate[]';
    case 'axisRate[]':
      return 'AxisRate[]';
    case 'image':
      return 'AlpacaImage';
    case 'deviceState':
      return 'DeviceState';
    default:
      return type in enumerations ? type.slice(0, 1).toUpperCase() + type.slice(1) : type;
  }
}

function lowerFirst(name: string): string {
  return name.slice(0, 1).toLowerCase() + name.slice(1);
}

if (import.meta.main) {
  mkdirSync(referenceFolder, { recursive: true });
  for (const [name, text] of referencePages()) writeFileSync(join(referenceFolder, name), text);
}
