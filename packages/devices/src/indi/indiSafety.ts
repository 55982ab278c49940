import { DeviceError } from '@uraniborg/core';
import type { IndiClient } from '@uraniborg/indi';
import { onLink } from '../onLink.ts';
import type { Safety } from '../safety.ts';
import { indiLink } from './indiLink.ts';

/**
 * What an INDI driver says of safety: SAFETY_STATUS, or the verdict of a weather station. A warning (Busy) is safe
 * still; what has not been judged yet (Idle) is not.
 */
export function indiSafety(client: IndiClient, device: string, address: string): Safety {
  const link = indiLink(client, device, address, []);
  return onLink<Safety>(link, {
    kind: 'safety',
    capabilities() {
      link.assertConnected();
      return {};
    },
    async read() {
      link.assertConnected();
      const status = link.vector('SAFETY_STATUS') ?? link.vector('WEATHER_STATUS');
      if (!status)
        throw new DeviceError(`${device} says nothing about safety; choose another device for it`, 'Missing');
      return { safe: status.state === 'Ok' || status.state === 'Busy' };
    },
  });
}
