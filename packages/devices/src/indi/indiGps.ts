import { InvalidInput, parseUtc, signedDegrees } from '@uraniborg/core';
import { type IndiClient, numberOf, textOf } from '@uraniborg/indi';
import type { Gps } from '../gps.ts';
import { onLink } from '../onLink.ts';
import { finite, indiLink } from './indiLink.ts';

const PLACE = 'GEOGRAPHIC_COORD';

/** A GPS receiver of an INDI server. Alpaca knows no such device. */
export function indiGps(client: IndiClient, device: string, address: string): Gps {
  const link = indiLink(client, device, address, [PLACE]);
  return onLink<Gps>(link, {
    kind: 'gps',
    capabilities() {
      link.assertConnected();
      return {};
    },
    async read() {
      link.assertConnected();
      const place = link.vector(PLACE);
      // Drivers are Busy while they look for satellites; the coordinates are old or zero then.
      const fixed = place?.state === 'Ok';
      const known = (element: string) => (fixed ? finite(numberOf(place, element)) : undefined);
      const longitude = known('LONG');
      return {
        fixed,
        latitude: known('LAT'),
        longitude: longitude === undefined ? undefined : signedDegrees(longitude),
        elevation: known('ELEV'),
        time: fixed ? timeOf(textOf(link.vector('TIME_UTC'), 'UTC')) : undefined,
      };
    },
  });
}

function timeOf(text: string | undefined): number | undefined {
  try {
    return text === undefined ? undefined : parseUtc(text);
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    return undefined;
  }
}
