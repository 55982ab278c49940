/**
 * The checks of the wire: spelling, casing, ids, bad values and bad paths, for every member in the table. Nothing here
 * makes a device move: commands are sent only in forms that a right server refuses before it looks at the device, and a
 * property is written with the value that it has.
 */
import { alpacaErrors } from '../alpacaError.ts';
import { deviceTypes } from '../deviceTypes.ts';
import { commonMembers } from '../members/commonMembers.ts';
import type { Parameter, Row } from '../members/row.ts';
import { shown } from '../wire/shown.ts';
import type { Examination } from './examination.ts';
import { outcomeOf } from './examination.ts';
import { type Answer, wireText } from './probe.ts';

type Form = readonly (readonly [name: string, value: string])[];

const envelopeKeys = ['ClientTransactionID', 'ServerTransactionID', 'ErrorNumber', 'ErrorMessage', 'Value'];

export async function examineProtocol(x: Examination): Promise<void> {
  await examineManagement(x);
  await examinePaths(x);
  const rows: Record<string, Row> = { ...commonMembers, ...deviceTypes[x.type].members };
  for (const [member, row] of Object.entries(rows)) {
    if (!x.has(member) || member === 'ImageArrayVariant') continue;
    if (row.access === 'command') await examinePut(x, member, row.parameters);
    else if (row.access === 'query') await examineGet(x, member, row.parameters);
    else if (row.type !== 'image') {
      await examineGet(x, member, []);
      if (row.access !== 'readWrite') continue;
      await examinePut(x, member, [{ name: member, type: row.type }]);
      await examineWrite(x, member);
    }
  }
}

/** A value of the parameter's type that is as harmless as can be. */
function sample(parameter: Parameter): string {
  if (parameter.type === 'boolean') return 'False';
  if (parameter.type === 'string') return parameter.name === 'SensorName' ? 'Temperature' : 'x';
  return '0';
}

async function examineGet(x: Examination, member: string, parameters: readonly Parameter[]): Promise<void> {
  const { probe } = x;
  const given: Form = parameters.map((p) => [p.name, sample(p)]);
  const ask = (extra: Form, query = given) =>
    probe.raw({ method: 'GET', path: probe.path(member), parameters: [...query, ...extra] });

  const ids = probe.ids();
  const good = await ask(ids);
  if (!x.judge('protocol.status', `GET ${member}`, good.status === 200, outcomeOf(good))) return;
  x.judge(
    'protocol.contentType',
    `GET ${member}`,
    /^application\/json\b/.test(good.contentType),
    good.contentType || '(none)',
  );
  examineEnvelope(x, `GET ${member}`, good, Number(ids[1]?.[1]));

  const extra = await ask([...probe.ids(), ['ExtraParameter', 'ExtraValue']]);
  x.judge('protocol.extraParameter', `GET ${member}`, extra.status === 200, outcomeOf(extra));

  const lower = probe.ids().map(([name, value]) => [name.toLowerCase(), value] as const);
  const cased = await ask(lower);
  const echoed = cased.envelope?.ClientTransactionID === Number(lower[1]?.[1]);
  x.judge('protocol.idCasing', `GET ${member}`, cased.status === 200 && echoed, heard(cased));

  await examineIds(x, `GET ${member}`, (badIds) => ask(badIds));
  if (parameters.length === 0) return;

  const swapped = given.map(([name, value]) => [swapCase(name), value] as const);
  const other = await ask(probe.ids(), swapped);
  x.judge('protocol.queryCasing', `GET ${member}(${swapped[0]?.[0]})`, other.status === 200, outcomeOf(other));
  const missing = await ask(probe.ids(), []);
  x.judge('protocol.missingParameter', `GET ${member}`, refused(missing), outcomeOf(missing));
  await examineGarbage(x, `GET ${member}`, parameters, (query) => ask(probe.ids(), query));
}

async function examinePut(x: Examination, member: string, parameters: readonly Parameter[]): Promise<void> {
  // Without parameters there is no harmless way to send a command; its spelling is checked with the others'.
  if (parameters.length === 0) return;
  const { probe } = x;
  const send = (form: Form, ids = probe.ids()) =>
    probe.raw({ method: 'PUT', path: probe.path(member), parameters: [...form, ...ids] });
  const subject = `PUT ${member}`;

  const swapped = parameters.map((p) => [swapCase(p.name), sample(p)] as const);
  const cased = await send(swapped);
  x.judge('protocol.formCasing', `${subject}(${swapped[0]?.[0]})`, refused(cased), outcomeOf(cased));
  const missing = await send([]);
  x.judge('protocol.missingParameter', subject, refused(missing), outcomeOf(missing));
  await examineGarbage(x, subject, parameters, (form) => send(form));
}

/** Writing these is no small matter, even with the value that they have: a mount may turn over, a clock lose its time. */
const notWritten = ['SideOfPier', 'UTCDate', 'Position'];

/** A property is written as it is, in all the ways that a server has to take. */
async function examineWrite(x: Examination, member: string): Promise<void> {
  const { probe } = x;
  const value = notWritten.includes(member) ? undefined : await x.value(member);
  if (value === undefined) return;
  const form: Form = [[member, wireText(value)]];
  const subject = `PUT ${member}`;
  const send = (parameters: Form) => probe.raw({ method: 'PUT', path: probe.path(member), parameters });

  const ids = probe.ids();
  const good = await send([...form, ...ids]);
  if (!x.judge('protocol.status', subject, good.status === 200, outcomeOf(good))) return;
  examineEnvelope(x, subject, good, Number(ids[1]?.[1]));
  const reordered = await send([...[...probe.ids()].reverse(), ...form]);
  x.judge('protocol.order', subject, reordered.status === 200, outcomeOf(reordered));
  const extra = await send([...form, ...probe.ids(), ['ExtraParameter', 'ExtraValue']]);
  x.judge('protocol.extraParameter', subject, extra.status === 200, outcomeOf(extra));

  const lower = probe.ids().map(([name, id]) => [name.toLowerCase(), id] as const);
  const cased = await send([...form, ...lower]);
  const told = cased.envelope?.ClientTransactionID;
  const right = cased.status === 200 && (told === 0 || told === Number(lower[1]?.[1]));
  x.judge('protocol.formIds', subject, right, heard(cased));
  await examineIds(x, subject, (badIds) => send([...form, ...badIds]));
}

/** Parameters are read first; but what is not there at all may say so without looking at them. */
function refused(answer: Answer): boolean {
  return answer.status === 400 || answer.error === alpacaErrors.notImplemented;
}

async function examineGarbage(
  x: Examination,
  subject: string,
  parameters: readonly Parameter[],
  send: (parameters: Form) => Promise<Answer>,
): Promise<void> {
  for (const bad of parameters) {
    if (bad.type === 'string') continue; // any text is a text
    const answer = await send(parameters.map((p) => [p.name, p === bad ? 'asduio6fghZZ' : sample(p)]));
    const right = refused(answer) || answer.error === alpacaErrors.invalidValue;
    x.judge('protocol.garbage', `${subject}(${bad.name} asduio6fghZZ)`, right, outcomeOf(answer));
  }
}

/** One kind of bad id per member is enough to show that none slips through: each is tried on every member. */
async function examineIds(x: Examination, subject: string, send: (ids: Form) => Promise<Answer>): Promise<void> {
  for (const bad of ['', ' ', '-12345', 'NASDAQ']) {
    const answer = await send([
      ['ClientID', bad],
      ['ClientTransactionID', bad],
    ]);
    const id = answer.envelope?.ClientTransactionID;
    const right = answer.status === 400 || (answer.status === 200 && Number.isInteger(id) && (id as number) >= 0);
    x.judge('protocol.badIds', `${subject} with ids "${bad}"`, right, heard(answer));
  }
  const without = await send([]);
  const zero = without.status === 200 && without.envelope?.ClientTransactionID === 0;
  x.judge('protocol.clientTransaction', `${subject} without ids`, zero, heard(without));
}

function examineEnvelope(x: Examination, subject: string, answer: Answer, transaction: number): void {
  const { envelope } = answer;
  if (!envelope) {
    x.judge('protocol.keys', subject, false, answer.message);
    return;
  }
  const required = envelopeKeys.slice(0, 4);
  const missing = required.filter((key) => !(key in envelope));
  const strange = Object.keys(envelope).filter(
    (key) => !envelopeKeys.includes(key) && envelopeKeys.some((k) => k.toLowerCase() === key.toLowerCase()),
  );
  const faults = [...missing.map((key) => `${key} is missing`), ...strange.map((key) => `"${key}" is misspelt`)];
  x.judge('protocol.keys', subject, faults.length === 0, faults.join(', ') || 'all there');
  if (answer.error === 0 && subject.startsWith('GET'))
    x.judge('protocol.value', subject, 'Value' in envelope, outcomeOf(answer));
  const server = envelope.ServerTransactionID;
  x.judge('protocol.serverTransaction', subject, Number.isInteger(server) && (server as number) >= 1, shown(server));
  x.judge('protocol.clientTransaction', subject, envelope.ClientTransactionID === transaction, heard(answer));
  const { ErrorNumber: number, ErrorMessage: message } = envelope;
  const right =
    typeof message === 'string' &&
    (number === 0
      ? message === ''
      : Number.isInteger(number) && Number(number) >= 0x400 && Number(number) <= 0xfff && message !== '');
  x.judge('protocol.errorMessage', subject, right, `${shown(number)}, ${shown(message)}`);
}

async function examinePaths(x: Examination): Promise<void> {
  const right = x.probe.path('Name');
  const [, , version, type = '', number] = right.split('/');
  const wrong = [
    `/api/${version}/${type.toUpperCase()}/${number}/name`,
    `/api/${version}/nosuchdevice/${number}/name`,
    `/api/${version}/${type}/-1/name`,
    `/api/${version}/${type}/99999/name`,
    `/api/${version}/${type}/A/name`,
    `/api/${version}/${type}/${number}/nosuchmember`,
    `/api/${version}/${type}/${number}/NAME`,
    `/api/v2/${type}/${number}/name`,
    `/api/${type}/${number}/name`,
    `/apx/${version}/${type}/${number}/name`,
  ];
  for (const path of wrong) {
    const answer = await x.probe.raw({ method: 'GET', path, parameters: x.probe.ids() });
    x.judge('protocol.unknownPath', `GET ${path}`, answer.status >= 400 && answer.status < 500, outcomeOf(answer));
  }
}

async function examineManagement(x: Examination): Promise<void> {
  const ask = (path: string) => x.probe.raw({ method: 'GET', path, parameters: x.probe.ids() });
  const versions = await ask('/management/apiversions');
  const list = versions.value;
  x.judge('management.apiVersions', 'apiversions', Array.isArray(list) && list.includes(1), outcomeOf(versions));

  const description = await ask('/management/v1/description');
  const about = (description.value ?? {}) as Record<string, unknown>;
  for (const key of ['ServerName', 'Manufacturer', 'ManufacturerVersion', 'Location'])
    x.judge(
      'management.description',
      key,
      typeof about[key] === 'string' && about[key] !== '',
      about[key] === undefined ? 'missing' : shown(about[key]),
    );

  const answer = await ask('/management/v1/configureddevices');
  const devices = (Array.isArray(answer.value) ? answer.value : []).map(
    (device: unknown) => (typeof device === 'object' && device !== null ? device : {}) as Record<string, unknown>,
  );
  x.judge('management.devices', 'configureddevices', devices.length > 0, outcomeOf(answer));
  const names: string[] = Object.values(deviceTypes).map((description) => description.name);
  for (const device of devices) {
    const { DeviceType: type, DeviceNumber: number, DeviceName: name, UniqueID: id } = device;
    const right =
      typeof type === 'string' &&
      names.includes(type) &&
      Number.isInteger(number) &&
      Number(number) >= 0 &&
      typeof name === 'string' &&
      typeof id === 'string' &&
      id !== '';
    x.judge(
      'management.devices',
      `${typeof type === 'string' ? type : shown(type)} ${shown(number)}`,
      right,
      shown(device),
    );
  }
  const [, , , type, number] = x.probe.path('Name').split('/');
  const listed = devices.some(
    (d) => shown(d.DeviceType).toLowerCase() === `"${type}"` && shown(d.DeviceNumber) === number,
  );
  x.judge('management.listed', `${type}/${number}`, listed, listed ? 'listed' : `not among ${devices.length} devices`);
}

function heard(answer: Answer): string {
  if (!answer.envelope) return outcomeOf(answer);
  return `HTTP ${answer.status}, ClientTransactionID ${JSON.stringify(answer.envelope.ClientTransactionID)}`;
}

function swapCase(text: string): string {
  return text.replace(/[a-z]/gi, (c) => (c === c.toLowerCase() ? c.toUpperCase() : c.toLowerCase()));
}
