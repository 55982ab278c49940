import { expect, expectTypeOf, test } from 'vitest';
import type { AlpacaClient, AlpacaDriver, AlpacaImage, DeviceState } from './index.ts';
import { type DeviceType, deviceTypes } from './index.ts';

test('a client can serve as the driver of the same device', () => {
  expectTypeOf<AlpacaClient<'camera'>>().toExtend<AlpacaDriver<'camera'>>();
  expectTypeOf<AlpacaClient<'telescope'>>().toExtend<AlpacaDriver<'telescope'>>();
  expectTypeOf<AlpacaClient<'switch'>>().toExtend<AlpacaDriver<'switch'>>();
});

test('names and types come from the table', () => {
  type Camera = AlpacaClient<'camera'>;
  expectTypeOf<Camera['ccdTemperature']>().toEqualTypeOf<
    (options?: { readonly signal?: AbortSignal }) => Promise<number>
  >();
  expectTypeOf<Camera['putSetCCDTemperature']>().parameter(0).toEqualTypeOf<number>();
  expectTypeOf<Camera['startExposure']>().parameters.toEqualTypeOf<
    [number, boolean, options?: { readonly signal?: AbortSignal }]
  >();
  expectTypeOf<Camera['imageArray']>().returns.resolves.toEqualTypeOf<AlpacaImage>();
  expectTypeOf<Awaited<ReturnType<Camera['cameraState']>>>().toEqualTypeOf<
    'idle' | 'waiting' | 'exposing' | 'reading' | 'download' | 'error'
  >();
  expectTypeOf<AlpacaClient<'telescope'>['axisRates']>()
    .parameter(0)
    .toEqualTypeOf<'primary' | 'secondary' | 'tertiary'>();
  expectTypeOf<DeviceState<'focuser'>['position']>().toEqualTypeOf<number | undefined>();
});

test('a driver needs only what the table calls mandatory', () => {
  const wheel: AlpacaDriver<'filterWheel'> = {
    names: () => ['L'],
    focusOffsets: async () => [0],
    position: () => 0,
    putPosition: () => {},
  };
  expect(wheel.names()).toEqual(['L']);
  // @ts-expect-error isSafe is missing
  const monitor: AlpacaDriver<'safetyMonitor'> = {};
  expect(monitor).toEqual({});
});

test('all ten types of the standard', () => {
  const counts: Record<DeviceType, number> = {
    camera: 59,
    coverCalibrator: 11,
    dome: 24,
    filterWheel: 3,
    focuser: 11,
    observingConditions: 17,
    rotator: 12,
    safetyMonitor: 1,
    switch: 17,
    telescope: 65,
  };
  for (const [type, { members }] of Object.entries(deviceTypes))
    expect([type, Object.keys(members).length]).toEqual([type, counts[type as DeviceType]]);
});
