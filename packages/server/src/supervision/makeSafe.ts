import type { ProfileOptions } from '@uraniborg/api';
import { DeviceError, TimeoutError, TransportError } from '@uraniborg/core';
import { type Operation, park, track } from '@uraniborg/operations';

/**
 * What is done about the mount when an operation that runs unattended had to give up on a device: it shall not follow
 * the sky into the ground. Undefined when nothing is to be done: the failure was not a device's, or the owner wants it so.
 */
export function makeSafe(
  error: unknown,
  thenMount: ProfileOptions['recovery']['thenMount'],
): Operation<undefined> | undefined {
  if (thenMount === 'nothing' || !ofDevice(error)) return undefined;
  return thenMount === 'park'
    ? { name: 'Park, because the observatory had to give up', needs: ['mount'], plan: park }
    : { name: 'Stop tracking, because the observatory had to give up', needs: ['mount'], plan: () => track(false) };
}

function ofDevice(error: unknown): boolean {
  return error instanceof DeviceError || error instanceof TransportError || error instanceof TimeoutError;
}
