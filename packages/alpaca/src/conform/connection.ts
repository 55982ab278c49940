/** Connecting, what every device has, and letting go. */
import { alpacaErrors } from '../alpacaError.ts';
import { deviceTypes } from '../deviceTypes.ts';
import type { Property, Row } from '../members/row.ts';
import { shown } from '../wire/shown.ts';
import { type Examination, outcomeOf } from './examination.ts';
import { typeFault } from './valueType.ts';

/** Connects and reads the interface version; false when the device cannot be examined any further. */
export async function examineConnection(x: Examination): Promise<boolean> {
  const name = await x.probe.get('Name');
  if (!x.judge('protocol.reachable', 'Name', name.status !== 0, name.status === 0 ? name.message : 'it answers'))
    return false;

  const version = await x.probe.get('InterfaceVersion');
  const newest = deviceTypes[x.type].platform7;
  const known = Number.isInteger(version.value) && Number(version.value) >= 1 && Number(version.value) <= newest;
  x.judge('common.interfaceVersion', 'InterfaceVersion', known, `${outcomeOf(version)}, of 1 to ${newest}`);
  x.version = known ? Number(version.value) : 1;

  await examineUnconnected(x);
  if (x.version >= newest) {
    const answer = await x.probe.put('Connect');
    if (!x.judge('connect.completes', 'Connect', answer.error === 0, outcomeOf(answer))) return false;
    x.judge('write.time', 'Connect', answer.ms <= 1000, `${answer.ms.toFixed(0)} ms`);
    const ended = await x.until('Connect', 'Connecting', false);
    const connected = await x.probe.get('Connected');
    x.judge('connect.async', 'Connect', ended && connected.value === true, `Connected is ${outcomeOf(connected)}`);
    if (connected.value === true) return true;
  }
  const answer = await x.probe.put('Connected', { Connected: true });
  const connected = await x.probe.get('Connected');
  const found = answer.error === 0 ? `Connected is ${outcomeOf(connected)}` : outcomeOf(answer);
  return x.judge('connect.completes', 'Connected(True)', answer.error === 0 && connected.value === true, found);
}

async function examineUnconnected(x: Examination): Promise<void> {
  if ((await x.probe.get('Connected')).value === true) {
    x.note('connect.required', x.type, 'skipped', 'It is connected already, and other programs may be using it.');
    return;
  }
  // One that needs the hardware in every type: the first that has no default in the table.
  const members = Object.entries(deviceTypes[x.type].members) as [string, Row][];
  const needs = members.find(
    ([, row]) => row.access === 'read' && !row.offline && row.mandatory && row.type !== 'image',
  );
  if (!needs) return;
  const [member, row] = needs;
  const answer = await x.probe.get(member);
  const right =
    answer.error === alpacaErrors.notConnected || (row.whenDisconnected !== undefined && answer.error === 0);
  x.judge('connect.required', member, right, outcomeOf(answer));
}

export async function examineCommon(x: Examination): Promise<void> {
  for (const member of ['Name', 'Description', 'DriverInfo', 'DriverVersion']) {
    const answer = await x.probe.get(member);
    x.timed(member, answer);
    const fault = answer.error === 0 ? typeFault(x.row(member), answer.value) : outcomeOf(answer);
    if (x.judge('read.type', member, fault === undefined, fault ?? outcomeOf(answer)))
      x.judge('common.text', member, String(answer.value).trim() !== '', outcomeOf(answer));
  }
  if (x.has('SupportedActions')) {
    const actions = await x.probe.get('SupportedActions');
    const fault = typeFault(x.row('SupportedActions'), actions.value);
    x.judge('read.type', 'SupportedActions', fault === undefined, fault ?? outcomeOf(actions));
    await x.refuses('common.unknownAction', 'Action', { Action: 'NoSuchAction', Parameters: '' }, [
      'actionNotImplemented',
      'notImplemented',
    ]);
  }
  if (x.has('DeviceState')) await examineState(x);
}

async function examineState(x: Examination): Promise<void> {
  const answer = await x.probe.get('DeviceState');
  x.timed('DeviceState', answer);
  const fault = answer.error === 0 ? typeFault(x.row('DeviceState'), answer.value) : outcomeOf(answer);
  if (!x.judge('read.type', 'DeviceState', fault === undefined, fault ?? 'a list of {Name, Value}')) return;
  const state = new Map((answer.value as { Name: string; Value: unknown }[]).map((entry) => [entry.Name, entry.Value]));
  x.judge(
    'state.names',
    'TimeStamp',
    state.has('TimeStamp'),
    state.has('TimeStamp') ? shown(state.get('TimeStamp')) : 'missing',
  );

  const members = Object.entries(deviceTypes[x.type].members as Record<string, Row>);
  const operational = members.filter(
    (entry): entry is [string, Property] => 'state' in entry[1] && entry[1].state === true,
  );
  for (const [member, row] of operational) {
    if (state.has(member)) {
      const wrong = typeFault(row, state.get(member));
      x.judge('state.types', `DeviceState ${member}`, wrong === undefined, wrong ?? JSON.stringify(state.get(member)));
      continue;
    }
    const misspelt = [...state.keys()].find((key) => key.toLowerCase() === member.toLowerCase());
    const readable = (await x.probe.get(member)).error === 0;
    const found = misspelt
      ? `spelt "${misspelt}"`
      : readable
        ? 'missing, although it can be read'
        : 'absent, and it cannot be read';
    x.judge('state.names', member, !misspelt && !readable, found);
  }
}

export async function examineDisconnection(x: Examination): Promise<void> {
  if (x.version >= deviceTypes[x.type].platform7) {
    if (await x.does('connect.disconnects', 'Disconnect')) await x.until('Disconnect', 'Connecting', false);
  } else await x.does('connect.disconnects', 'Connected', { Connected: false });
  const connected = await x.probe.get('Connected');
  x.judge('connect.disconnects', 'Connected', connected.value === false, outcomeOf(connected));
}
