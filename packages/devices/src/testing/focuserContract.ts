import { InvalidInput } from '@uraniborg/core';
import { describe, expect, test } from 'vitest';
import type { Focuser } from '../focuser.ts';
import { abortAfter, type MakeBench, onBench } from './contract.ts';
import { deviceContract } from './deviceContract.ts';

/** What every focuser promises. Registers its tests. */
export function focuserContract(name: string, make: MakeBench<Focuser>): void {
  describe(`focuser: ${name}`, () => {
    deviceContract(make);

    test('moves to where it is sent, out and in', () =>
      onBench(make, async ({ device, run, waiting }) => {
        const { maxPosition } = device.capabilities();
        expect(maxPosition).toBeGreaterThan(0);
        const { position } = await run(device.read(waiting));
        const step = Math.max(1, Math.floor(maxPosition / 50));
        for (const target of [position + (position + step > maxPosition ? -2 : 1) * step, position]) {
          await run(device.moveTo(target, waiting));
          const reading = await run(device.read(waiting));
          expect(Math.abs(reading.position - target)).toBeLessThanOrEqual(1);
          expect(reading.moving).toBe(false);
        }
      }));

    test('does nothing when it stands there already', () =>
      onBench(make, async ({ device, run, waiting }) => {
        const { position } = await run(device.read(waiting));
        await run(device.moveTo(position, waiting));
        expect((await run(device.read(waiting))).position).toBe(position);
      }));

    test('refuses to leave its range', () =>
      onBench(make, async ({ device, run, waiting }) => {
        const { maxPosition } = device.capabilities();
        await expect(run(device.moveTo(maxPosition + 1, waiting))).rejects.toThrow(InvalidInput);
        await expect(run(device.moveTo(-1, waiting))).rejects.toThrow(InvalidInput);
        await expect(run(device.moveTo(1.5, waiting))).rejects.toThrow(InvalidInput);
      }));

    test('stands still when a move is aborted, and moves again', () =>
      onBench(make, async ({ device, clock, run, waiting }) => {
        const { maxPosition } = device.capabilities();
        const { position } = await run(device.read(waiting));
        const target = position > maxPosition / 2 ? 0 : maxPosition;
        const { signal, reason } = abortAfter(clock, 300);
        await expect(run(device.moveTo(target, { clock, signal }))).rejects.toBe(reason);
        const stopped = await run(device.read(waiting));
        expect(stopped.moving).toBe(false);
        await run(clock.sleep(1000));
        expect((await run(device.read(waiting))).position).toBe(stopped.position);
        const back = stopped.position > maxPosition / 2 ? stopped.position - 10 : stopped.position + 10;
        await run(device.moveTo(back, waiting));
        expect(Math.abs((await run(device.read(waiting))).position - back)).toBeLessThanOrEqual(1);
      }));

    test('halts when it stands already', () =>
      onBench(make, async ({ device, run, waiting }) => {
        await run(device.halt(waiting));
        expect((await run(device.read(waiting))).moving).toBe(false);
      }));
  });
}
