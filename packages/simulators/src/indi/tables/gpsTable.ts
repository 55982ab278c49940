import { normaliseDegrees, utcText } from '@uraniborg/core';
import type { World } from '../../world.ts';
import type { DeviceTable } from '../deviceHost.ts';
import { buttons, numbers, quantity, texts } from '../property.ts';

/** From power to the first fix. */
const SEARCH_MS = 8000;

/** A GPS receiver beside the telescope: Busy until it has found its satellites. */
export function gpsTable({ clock, site }: World): DeviceTable {
  return {
    interfaces: ['gps'],
    properties() {
      const since = clock.now();
      const state = () => (clock.now() - since < SEARCH_MS ? 'Busy' : 'Ok');
      const { latitude, longitude, elevation } = site;
      return [
        numbers('GEOGRAPHIC_COORD', {
          label: 'Location',
          elements: {
            LAT: quantity('Lat (dd:mm:ss)', -90, 90, 0, '%010.6m'),
            LONG: quantity('Lon (dd:mm:ss)', 0, 360, 0, '%010.6m'),
            ELEV: quantity('Elevation (m)', -200, 10_000),
          },
          read: () => ({
            state: state(),
            values: state() === 'Ok' ? { LAT: latitude, LONG: normaliseDegrees(longitude), ELEV: elevation } : {},
          }),
        }),
        texts('TIME_UTC', {
          label: 'UTC',
          elements: { UTC: ['UTC Time', ''], OFFSET: ['UTC Offset', '0.00'] },
          read: () => ({
            state: state(),
            values: state() === 'Ok' ? { UTC: utcText(clock.now(), 0).slice(0, -1) } : {},
          }),
        }),
        // Whatever is pressed, everything is read again.
        buttons('GPS_REFRESH', { label: 'GPS', elements: { REFRESH: 'Refresh' }, press: () => {} }),
      ];
    },
  };
}
