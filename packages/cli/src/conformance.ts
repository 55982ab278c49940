import { writeFile } from 'node:fs/promises';
import {
  type CheckReport,
  checkDevice,
  type DeviceType,
  deviceTypes,
  httpTransport,
  managementClient,
  reportHtml,
  reportJson,
  reportText,
  type Transport,
  tally,
} from '@uraniborg/alpaca';
import { DeviceError, InvalidInput, systemClock } from '@uraniborg/core';
import { type Report, report } from './report.ts';
import type { Terminal } from './terminal.ts';

export interface ConformOptions {
  device: string;
  protocol?: boolean;
  report?: 'html' | 'json';
  out?: string;
  user?: string;
}

interface Chosen {
  readonly type: DeviceType;
  readonly number: number;
}

/**
 * Checks devices of a server and tells how they do.
 *
 * @throws DeviceError when a check failed; InvalidInput no such device; TransportError nobody answers there
 */
export async function conform(url: string, options: ConformOptions, terminal: Terminal): Promise<void> {
  const transport = httpTransport(url, authorisationOf(options.user));
  try {
    const reports = await check(transport, options, terminal);
    await tell(reports, url, options, terminal);
    const wrong = reports.reduce((sum, { findings }) => sum + tally(findings).error + tally(findings).issue, 0);
    if (wrong > 0) throw new DeviceError(`${wrong} checks failed`, 'conform');
  } finally {
    transport.close();
  }
}

async function check(transport: Transport, options: ConformOptions, terminal: Terminal): Promise<CheckReport[]> {
  const { progress, event }: Report = report(terminal, false);
  const reports: CheckReport[] = [];
  for (const { type, number } of await devicesOf(transport, options.device, terminal.signal)) {
    const name = `${deviceTypes[type].name} ${number}`;
    let count = 0;
    const done = await checkDevice(
      {
        transport,
        type,
        number,
        scope: options.protocol ? 'protocol' : 'all',
        onFinding: ({ subject }) => progress(`${name}: ${++count} checks, ${subject}`),
      },
      { clock: systemClock, signal: terminal.signal },
    );
    event({ event: 'checked' }, `${name}: ${done.findings.length} checks`);
    reports.push(done);
  }
  return reports;
}

async function devicesOf(transport: Transport, wanted: string, signal: AbortSignal): Promise<readonly Chosen[]> {
  if (wanted !== 'all') return [parseDevice(wanted)];
  const devices = await managementClient(transport).configuredDevices({ signal });
  if (devices.length === 0) throw new InvalidInput('The server lists no devices; name one with --device camera/0');
  return devices;
}

function parseDevice(text: string): Chosen {
  const [name = '', number = ''] = text.toLowerCase().split('/');
  const type = (Object.keys(deviceTypes) as DeviceType[]).find((each) => each.toLowerCase() === name);
  if (!type || !/^\d+$/.test(number))
    throw new InvalidInput(`"${text}" is no device; write for example camera/0, or all`, '--device');
  return { type, number: Number(number) };
}

function authorisationOf(text: string | undefined): { authorisation?: { user: string; password: string } } {
  if (text === undefined) return {};
  const [user = '', ...password] = text.split(':');
  return { authorisation: { user, password: password.join(':') } };
}

async function tell(
  reports: readonly CheckReport[],
  url: string,
  options: ConformOptions,
  terminal: Terminal,
): Promise<void> {
  const written =
    options.report === 'html'
      ? reportHtml(reports, `Alpaca conformance of ${url}`)
      : options.report === 'json'
        ? reportJson(reports)
        : undefined;
  if (written !== undefined && options.out !== undefined) await writeFile(options.out, written, { flag: 'w' });
  else if (written !== undefined) terminal.out(written);
  // A report on standard output is for a program or a file; the summary is for whoever sits there.
  (written === undefined || options.out !== undefined ? terminal.out : terminal.err)(reportText(reports));
}
