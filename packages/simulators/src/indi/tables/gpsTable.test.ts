import { numberOf, textOf } from '@uraniborg/indi';
import { expect, test } from 'vitest';
import { indiSession } from '../../testing/indiSession.ts';

const GPS = 'Simulated GPS';

test('searches for its satellites first, then knows place and time', async () => {
  const { connected, client, sleep, change } = await indiSession();
  await connected(GPS);
  expect(client.vector(GPS, 'GEOGRAPHIC_COORD')?.state).toBe('Busy');
  await sleep(9000);
  expect(client.vector(GPS, 'GEOGRAPHIC_COORD')?.state).toBe('Ok');
  expect(numberOf(client.vector(GPS, 'GEOGRAPHIC_COORD'), 'LAT')).toBeCloseTo(55.9, 1);
  await change(GPS, 'GPS_REFRESH', { REFRESH: true });
  expect(textOf(client.vector(GPS, 'TIME_UTC'), 'UTC')).toBe('2026-11-09T21:00:09');
});
