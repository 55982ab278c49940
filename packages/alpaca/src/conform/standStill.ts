import type { Clock } from '@uraniborg/core';
import type { DeviceType } from '../deviceTypes.ts';
import type { Transport } from '../transport.ts';
import { createProbe } from './probe.ts';

/** What ends every movement of a device, each tried whatever came of the one before. */
const stops: {
  readonly [T in DeviceType]?: readonly (readonly [member: string, parameters: Readonly<Record<string, unknown>>])[];
} = {
  camera: [['AbortExposure', {}]],
  coverCalibrator: [['HaltCover', {}]],
  dome: [['AbortSlew', {}]],
  focuser: [['Halt', {}]],
  rotator: [['Halt', {}]],
  telescope: [
    ['AbortSlew', {}],
    // An axis that MoveAxis turns goes on until it is told not to.
    ['MoveAxis', { Axis: 0, Rate: 0 }],
    ['MoveAxis', { Axis: 1, Rate: 0 }],
  ],
};

/** Stops a device in the midst of a check that is given up. Never rejects: what it cannot stop refuses, or is not there. */
export async function standStill(
  transport: Transport,
  device: { readonly type: DeviceType; readonly number: number },
  clock: Clock,
): Promise<void> {
  const probe = createProbe({ transport, ...device, clock, signal: new AbortController().signal });
  for (const [member, parameters] of stops[device.type] ?? []) await probe.put(member, parameters);
}
