import { AbortedError, InvalidInput, instantMs } from '@uraniborg/core';
import { describe, expect, test } from 'vitest';
import type { Camera, ExposureProgress } from '../camera.ts';
import { abortAfter, type MakeBench, onBench } from './contract.ts';
import { deviceContract } from './deviceContract.ts';

export interface CameraContractOptions {
  /** Seconds of an ordinary exposure. Default 0.5. */
  readonly seconds?: number;
  /** How far the stamp of the start may be from the truth, milliseconds. Default 1500. */
  readonly stampMs?: number;
}

/** What every camera promises. Registers its tests; call it at the top of a test file or in a `describe`. */
export function cameraContract(name: string, make: MakeBench<Camera>, options: CameraContractOptions = {}): void {
  const { seconds = 0.5, stampMs = 1500 } = options;
  describe(`camera: ${name}`, () => {
    deviceContract(make);

    test('says what it can do', () =>
      onBench(make, async ({ device, run, waiting }) => {
        const can = device.capabilities();
        expect(can.width).toBeGreaterThan(0);
        expect(can.height).toBeGreaterThan(0);
        expect(can.maxBin.x).toBeGreaterThanOrEqual(1);
        expect(can.exposure.max).toBeGreaterThan(can.exposure.min);
        const reading = await run(device.read(waiting));
        expect(reading.state).toBe('idle');
        if (can.canSetTemperature) expect(reading.temperature).toBeTypeOf('number');
      }));

    test('exposes the whole sensor and says when', () =>
      onBench(make, async ({ device, clock, run, waiting }) => {
        const { width, height } = device.capabilities();
        const progress: ExposureProgress[] = [];
        const before = clock.now();
        const exposed = await run(
          device.expose({ seconds, light: true }, { ...waiting, onProgress: (p) => progress.push(p) }),
        );
        const after = clock.now();
        expect(exposed.pixels).toMatchObject({ width, height });
        expect(exposed.pixels.data).toHaveLength(width * height * exposed.pixels.planes);
        expect(exposed.pixels.data).toSatisfy((d) => d instanceof Uint16Array || d instanceof Uint8Array);
        expect(exposed.rectangle).toEqual({ x: 0, y: 0, width, height });
        expect(exposed.bin).toEqual({ x: 1, y: 1 });
        expect(exposed.seconds).toBeCloseTo(seconds, 1);
        expect(exposed.start.marks).toBe('start');
        expect(instantMs(exposed.start)).toBeGreaterThanOrEqual(before - stampMs);
        expect(instantMs(exposed.start)).toBeLessThanOrEqual(after - seconds * 1000 + stampMs);
        expect(progress[0]).toMatchObject({ phase: 'exposing' });
        expect(progress.at(-1)).toMatchObject({ phase: 'downloading' });
        expect((await run(device.read(waiting))).state).toBe('idle');
      }));

    test('reads out a binned part of the sensor, and the whole again', () =>
      onBench(make, async ({ device, run, waiting }) => {
        const { width, height, maxBin, canSubframe } = device.capabilities();
        const bin = maxBin.x >= 2 && maxBin.y >= 2 ? 2 : 1;
        const rectangle = { x: 64, y: 32, width: 128, height: 96 };
        if (!canSubframe) {
          const refused = device.expose({ seconds, light: false, rectangle }, waiting);
          await expect(run(refused)).rejects.toThrow(/whole sensor only/);
          return;
        }
        const part = await run(device.expose({ seconds, light: false, bin: { x: bin, y: bin }, rectangle }, waiting));
        expect(part.pixels).toMatchObject({ width: 128 / bin, height: 96 / bin });
        expect(part.rectangle).toEqual(rectangle);
        expect(part.bin).toEqual({ x: bin, y: bin });
        const whole = await run(device.expose({ seconds, light: false }, waiting));
        expect(whole.pixels).toMatchObject({ width, height });
      }));

    test('refuses what does not fit, and rests', () =>
      onBench(make, async ({ device, run, waiting }) => {
        const { width, maxBin, exposure } = device.capabilities();
        const ask = (request: object) => run(device.expose({ seconds, light: true, ...request }, waiting));
        await expect(ask({ seconds: exposure.max * 2 + 1 })).rejects.toThrow(InvalidInput);
        await expect(ask({ seconds: -1 })).rejects.toThrow(InvalidInput);
        await expect(ask({ bin: { x: maxBin.x + 1, y: maxBin.y + 1 } })).rejects.toThrow(InvalidInput);
        await expect(ask({ rectangle: { x: 1, y: 0, width, height: 10 } })).rejects.toThrow(InvalidInput);
        expect((await run(device.read(waiting))).state).toBe('idle');
      }));

    test('stops at once when it is aborted, rests, and exposes again', () =>
      onBench(make, async ({ device, clock, run, waiting }) => {
        const { canAbort, exposure } = device.capabilities();
        if (!canAbort) return;
        // Long: where time runs sixty times as fast on a busy machine, much of it passes between two words.
        const long = Math.min(600, exposure.max);
        const { signal, reason } = abortAfter(clock, 1500);
        const before = clock.now();
        await expect(run(device.expose({ seconds: long, light: true }, { clock, signal }))).rejects.toBe(reason);
        expect((await run(device.read(waiting))).state).toBe('idle');
        expect(clock.now() - before).toBeLessThan(long * 900);
        const next = await run(device.expose({ seconds, light: true }, waiting));
        expect(next.seconds).toBeCloseTo(seconds, 1);
      }));

    test('does nothing for somebody who has given up already', () =>
      onBench(make, async ({ device, clock, run, waiting }) => {
        const signal = AbortSignal.abort(new AbortedError('too late'));
        await expect(run(device.expose({ seconds, light: true }, { clock, signal }))).rejects.toThrow('too late');
        expect((await run(device.read(waiting))).state).toBe('idle');
      }));

    test('an exposure that is stopped from elsewhere fails and does not hang', () =>
      onBench(make, async ({ device, clock, run, waiting }) => {
        const { canAbort, exposure } = device.capabilities();
        if (!canAbort) return;
        const exposing = device.expose({ seconds: Math.min(600, exposure.max), light: true }, waiting).then(
          () => 'an image',
          (error: Error) => error.name,
        );
        // A camera that is still being set up has nothing to stop.
        while ((await run(device.read(waiting))).state !== 'exposing') await run(clock.sleep(250));
        await run(device.stop(waiting));
        expect(await run(exposing)).toBe('DeviceError');
        await run(device.stop(waiting));
        expect((await run(device.read(waiting))).state).toBe('idle');
      }));

    test('sets its gain and its cooler where it can', () =>
      onBench(make, async ({ device, run, waiting }) => {
        const { gain, canSetTemperature } = device.capabilities();
        if (gain && 'names' in gain) {
          const exposed = await run(device.expose({ seconds, light: false, gain: 1 }, waiting));
          expect(exposed.gain).toBe(1);
          expect((await run(device.read(waiting))).gain).toBe(1);
        }
        if (gain && 'min' in gain) {
          const value = Math.round((gain.min + gain.max) / 2);
          const exposed = await run(device.expose({ seconds, light: false, gain: value }, waiting));
          expect(exposed.gain).toBe(value);
        }
        if (!canSetTemperature) return;
        await run(device.cool(-5, waiting));
        const cold = await run(device.read(waiting));
        expect(cold.setpoint ?? -5).toBeCloseTo(-5, 1);
        expect(cold.coolerOn ?? true).toBe(true);
        await run(device.cool('off', waiting));
        expect((await run(device.read(waiting))).coolerOn ?? false).toBe(false);
      }));

    test('gives guide pulses that end, where it has a port', () =>
      onBench(make, async ({ device, run, waiting }) => {
        if (!device.capabilities().canPulseGuide)
          return void (await expect(run(device.pulseGuide('north', 100, waiting))).rejects.toThrow(InvalidInput));
        for (const direction of ['north', 'south', 'east', 'west'] as const)
          await run(device.pulseGuide(direction, 200, waiting));
      }));
  });
}
