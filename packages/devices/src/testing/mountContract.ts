import { normaliseDegrees, separation, signedDegrees } from '@uraniborg/core';
import { describe, expect, test } from 'vitest';
import type { Direction, Mount } from '../mount.ts';
import { abortAfter, type Bench, type MakeBench, onBench } from './contract.ts';
import { deviceContract } from './deviceContract.ts';

export interface MountContractOptions {
  /** How near to the target counts as there, degrees. Default 0.2: mounts have pointing errors. */
  readonly tolerance?: number;
  /** Makes the way to the park position short, where time is real. */
  readonly beforePark?: (device: Mount) => Promise<void>;
  /**
   * The driver moves its declination axis, and not the telescope: on the west side of the pier its north is south. On
   * which side it is depends on the hour. Default: north is north.
   */
  readonly northOfAxis?: boolean;
}

/** What every mount promises. Registers its tests. */
export function mountContract(name: string, make: MakeBench<Mount>, options: MountContractOptions = {}): void {
  const { tolerance = 0.2, beforePark = async () => {}, northOfAxis = false } = options;

  /** Unparked, and two places high in the sky, ten degrees and more apart. */
  async function ready({ device, run, waiting }: Bench<Mount> & { waiting: Parameters<Mount['read']>[0] }) {
    const { canUnpark } = device.capabilities();
    const reading = await run(device.read(waiting));
    if (reading.parked && canUnpark) await run(device.unpark(waiting));
    const site = await run(device.readSite(waiting));
    // Where the mount points already if that is high enough, so that no time is lost on the way.
    const meridian = (reading.siderealTimeHours ?? reading.ra / 15) * 15;
    const dec = site && reading.dec > site.latitude ? 75 : (site?.latitude ?? 45) * 0.7;
    const near: Direction = { ra: normaliseDegrees(meridian + 20), dec };
    const far: Direction = { ra: normaliseDegrees(meridian + 30), dec: dec - 10 };
    return { near, far };
  }

  describe(`mount: ${name}`, () => {
    deviceContract(make);

    test('slews, arrives, and tracks', () =>
      onBench(make, async (bench) => {
        const { device, run, waiting } = bench;
        const { near, far } = await ready(bench);
        for (const target of [near, far]) {
          await run(device.slew(target, waiting));
          const reading = await run(device.read(waiting));
          expect(separation(reading, target)).toBeLessThan(tolerance);
          expect(reading).toMatchObject({ slewing: false, tracking: true, parked: false });
        }
      }));

    test('stops both axes when a slew is aborted, and slews again', () =>
      onBench(make, async (bench) => {
        const { device, clock, run, waiting } = bench;
        const { near, far } = await ready(bench);
        await run(device.slew(near, waiting));
        const { signal, reason } = abortAfter(clock, 1200);
        await expect(run(device.slew({ ra: far.ra, dec: far.dec - 40 }, { clock, signal }))).rejects.toBe(reason);
        const stopped = await run(device.read(waiting));
        expect(stopped.slewing).toBe(false);
        await run(clock.sleep(2000));
        const later = await run(device.read(waiting));
        expect(separation(later, stopped)).toBeLessThan(0.1);
        await run(device.slew(near, waiting));
        expect(separation(await run(device.read(waiting)), near)).toBeLessThan(tolerance);
      }));

    test('believes a sync', () =>
      onBench(make, async (bench) => {
        const { device, run, waiting } = bench;
        if (!device.capabilities().canSync) return;
        const { near } = await ready(bench);
        await run(device.slew(near, waiting));
        const aside = { ra: normaliseDegrees(near.ra + 0.5), dec: near.dec - 0.3 };
        await run(device.sync(aside, waiting));
        expect(separation(await run(device.read(waiting)), aside)).toBeLessThan(0.05);
      }));

    test('parks, and moves again when it is unparked', () =>
      onBench(make, async (bench) => {
        const { device, run, waiting } = bench;
        const { canPark, canUnpark } = device.capabilities();
        if (!canPark || !canUnpark) return;
        const { near } = await ready(bench);
        await run(beforePark(device));
        await run(device.park(waiting));
        expect(await run(device.read(waiting))).toMatchObject({ parked: true, slewing: false });
        await run(device.stop(waiting));
        await run(device.unpark(waiting));
        await run(device.slew(near, waiting));
        expect(await run(device.read(waiting))).toMatchObject({ parked: false });
      }));

    test('moves by hand in the direction asked for, until it is told to stop', () =>
      onBench(make, async (bench) => {
        const { device, clock, run, waiting } = bench;
        const rate = device.capabilities().moveRates.at(-1);
        if (rate === undefined) return;
        const { near } = await ready(bench);
        await run(device.slew(near, waiting));
        for (const axis of ['ra', 'dec'] as const) {
          const before = await run(device.read(waiting));
          await run(device.move(axis, rate, waiting));
          await run(clock.sleep(1000));
          await run(device.move(axis, 0, waiting));
          await run(device.stop(waiting));
          const after = await run(device.read(waiting));
          const moved = axis === 'ra' ? signedDegrees(after.ra - before.ra) : after.dec - before.dec;
          const turned = northOfAxis && axis === 'dec' && before.pierSide === 'west';
          expect(turned ? -moved : moved).toBeGreaterThan(0);
          expect(after.slewing).toBe(false);
        }
      }));

    test('switches its tracking', () =>
      onBench(make, async (bench) => {
        const { device, run, waiting } = bench;
        if (!device.capabilities().canSetTracking) return;
        await ready(bench);
        for (const on of [true, false, true]) {
          await run(device.setTracking(on, waiting));
          expect((await run(device.read(waiting))).tracking).toBe(on);
        }
      }));

    test('gives guide pulses that end', () =>
      onBench(make, async (bench) => {
        const { device, run, waiting } = bench;
        if (!device.capabilities().canPulseGuide) return;
        const { near } = await ready(bench);
        await run(device.slew(near, waiting));
        for (const direction of ['north', 'south', 'east', 'west'] as const)
          await run(device.pulseGuide(direction, 300, waiting));
        expect(separation(await run(device.read(waiting)), near)).toBeLessThan(tolerance);
      }));

    test('knows where it stands, or can be told', () =>
      onBench(make, async ({ device, run, waiting }) => {
        const site = { latitude: 55.9, longitude: 12.7, elevation: 40 };
        await run(device.setSite(site, waiting));
        const said = await run(device.readSite(waiting));
        expect(said?.latitude).toBeCloseTo(site.latitude, 3);
        expect(said?.longitude).toBeCloseTo(site.longitude, 3);
        expect(said?.elevation).toBeCloseTo(site.elevation, 0);
      }));

    test('takes the time that it is told', () =>
      onBench(make, async ({ device, clock, run, waiting }) => {
        const hour = 3_600_000;
        // Minutes may pass by the clock of the bench while it answers.
        for (const late of [hour, 0]) {
          await run(device.setTime(clock.now() + late, waiting));
          const said = (await run(device.readTime(waiting))) ?? Number.NaN;
          expect(Math.abs(said - clock.now() - late)).toBeLessThan(hour / 4);
        }
      }));
  });
}
