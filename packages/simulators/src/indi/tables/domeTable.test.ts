import { isOn, numberOf } from '@uraniborg/indi';
import { expect, test } from 'vitest';
import { indiSession } from '../../testing/indiSession.ts';

test('a dome turns by its buttons, and is unslaved by hand only', async () => {
  const dome = 'Simulated dome';
  const { connected, change, send, client, sleep } = await indiSession();
  await connected(dome);
  await expect(change(dome, 'ABS_DOME_POSITION', { DOME_ABSOLUTE_POSITION: 90 })).rejects.toThrow(
    /follows the telescope/,
  );
  await change(dome, 'DOME_AUTOSYNC', { DOME_AUTOSYNC_DISABLE: true });
  await change(dome, 'ABS_DOME_POSITION', { DOME_ABSOLUTE_POSITION: 90 });
  await change(dome, 'REL_DOME_POSITION', { DOME_RELATIVE_POSITION: -20 });
  const azimuth = () => numberOf(client.vector(dome, 'ABS_DOME_POSITION'), 'DOME_ABSOLUTE_POSITION') ?? NaN;
  expect(azimuth()).toBeCloseTo(70, 0);
  await send(dome, 'DOME_MOTION', { DOME_CW: true });
  await sleep(3000);
  expect(isOn(client.vector(dome, 'DOME_MOTION'), 'DOME_CW')).toBe(true);
  await change(dome, 'DOME_ABORT_MOTION', { ABORT: true });
  expect(azimuth()).toBeGreaterThan(75);
  expect(isOn(client.vector(dome, 'DOME_MOTION'), 'DOME_CW')).toBe(false);
  await change(dome, 'DOME_SYNC', { DOME_SYNC_VALUE: 10 });
  expect(azimuth()).toBeCloseTo(10);
  await change(dome, 'DOME_HOME', { DOME_GO: true });
  await sleep(1000);
  expect(Math.abs(((azimuth() + 180) % 360) - 180)).toBeLessThan(0.2);
});
