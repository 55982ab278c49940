import { DeviceError } from '@uraniborg/core';
import { expect, test } from 'vitest';
import type { Device } from '../device.ts';
import { type MakeBench, patient } from './contract.ts';

/** What every device promises, whatever it is. */
export function deviceContract<D extends Device & { capabilities(): unknown; read(waiting: never): Promise<unknown> }>(
  make: MakeBench<D>,
): void {
  test('connects, again and again, and lets go', async () => {
    const { device, clock, run, end } = await make();
    const waiting = patient(clock);
    try {
      expect(device.connected).toBe(false);
      expect(() => device.capabilities()).toThrow(DeviceError);
      await expect(run(device.read(waiting as never))).rejects.toThrow(DeviceError);
      await run(device.connect(waiting));
      await run(device.connect(waiting));
      expect(device.connected).toBe(true);
      expect(device.name).not.toBe('');
      expect(device.name).not.toBe(device.address);
      expect(device.capabilities()).toBeDefined();
      await run(device.disconnect(waiting));
      await run(device.disconnect(waiting));
      expect(device.connected).toBe(false);
      await run(device.connect(waiting));
      expect(await run(device.read(waiting as never))).toBeDefined();
    } finally {
      await run(device.disconnect(waiting));
      await end();
    }
  });
}
