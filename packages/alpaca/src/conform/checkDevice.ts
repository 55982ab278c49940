/**
 * Checks one device of any Alpaca server, the wire and the behaviour, by the rules in `rules.ts`.
 *
 * The device is really used: a camera exposes, a mount slews, a dome turns. It is left as it was found as far as the
 * standard allows (position, filter, brightness), disconnected.
 */
import type { Waiting } from '@uraniborg/core';
import { type DeviceType, deviceTypes } from '../deviceTypes.ts';
import type { Transport } from '../transport.ts';
import { examineCommon, examineConnection, examineDisconnection } from './connection.ts';
import { examineCamera } from './devices/camera.ts';
import { examineCoverCalibrator } from './devices/coverCalibrator.ts';
import { examineDome } from './devices/dome.ts';
import { examineFilterWheel } from './devices/filterWheel.ts';
import { examineFocuser } from './devices/focuser.ts';
import { examineObservingConditions } from './devices/observingConditions.ts';
import { examineRotator } from './devices/rotator.ts';
import { examineSafetyMonitor } from './devices/safetyMonitor.ts';
import { examineSwitch } from './devices/switch.ts';
import { examineTelescope } from './devices/telescope.ts';
import { Examination } from './examination.ts';
import type { Finding } from './finding.ts';
import { createProbe } from './probe.ts';
import { examineProperties } from './properties.ts';
import { examineProtocol } from './protocol.ts';
import { standStill } from './standStill.ts';

const examinations: { readonly [T in DeviceType]: (x: Examination) => Promise<void> } = {
  camera: examineCamera,
  coverCalibrator: examineCoverCalibrator,
  dome: examineDome,
  filterWheel: examineFilterWheel,
  focuser: examineFocuser,
  observingConditions: examineObservingConditions,
  rotator: examineRotator,
  safetyMonitor: examineSafetyMonitor,
  switch: examineSwitch,
  telescope: examineTelescope,
};

export interface CheckOptions {
  readonly transport: Transport;
  readonly type: DeviceType;
  readonly number: number;
  /** 'protocol': only the wire, nothing moves. 'device': only the behaviour. Default: both. */
  readonly scope?: 'protocol' | 'device' | 'all';
  readonly onFinding?: (finding: Finding) => void;
}

/** What a check of one device came to. */
export interface CheckReport {
  readonly type: DeviceType;
  readonly number: number;
  /** What the device calls itself; empty when it did not say. */
  readonly name: string;
  readonly findings: readonly Finding[];
}

/** @throws AbortedError when the signal aborts (the device is then told to stop); a device that does not answer is a finding, not an exception */
export async function checkDevice(options: CheckOptions, { clock, signal }: Waiting): Promise<CheckReport> {
  const { transport, type, number, scope = 'all' } = options;
  const findings: Finding[] = [];
  const probe = createProbe({ transport, type: deviceTypes[type].name, number, clock, signal });
  const onFinding = (finding: Finding) => {
    findings.push(finding);
    options.onFinding?.(finding);
  };
  const x = new Examination({ type, probe, clock, signal, onFinding });
  let name = '';
  try {
    if (await examineConnection(x)) {
      name = String((await x.value('Name')) ?? '');
      if (scope !== 'device') await examineProtocol(x);
      if (scope !== 'protocol') {
        await examineCommon(x);
        await examineProperties(x);
        await examinations[type](x);
      }
      await examineDisconnection(x);
    }
  } catch (error) {
    // Given up: nothing must go on moving that nobody watches.
    await standStill(transport, { type, number }, clock);
    throw error;
  }
  return { type, number, name, findings };
}
