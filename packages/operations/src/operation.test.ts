import { StorageError, VirtualClock } from '@uraniborg/core';
import { describe, expect, test } from 'vitest';
import { memoryLedger } from './ledger.ts';
import { startOperation } from './operation.ts';
import { moveFocuser, type Plan, slew } from './plan.ts';
import { captureLoop, captureNeeds, captureSeries } from './plans/captureSeries.ts';
import { shortNight, shortNightNeeds } from './plans/shortNight.ts';
import { stopEverything } from './standStill.ts';
import { fakeObservatory } from './testing/fakeObservatory.ts';

const START = Date.UTC(2026, 10, 20, 18);
const light = { frameType: 'light', seconds: 60, object: 'M42' } as const;
const series = (count: number, key?: string) => ({
  name: 'Series of M42',
  needs: captureNeeds(light),
  plan: () => captureSeries(light, { count, ...(key !== undefined && { key }) }),
});
const night = {
  name: 'Short night',
  needs: shortNightNeeds,
  plan: () =>
    shortNight({
      target: { ra: 83.8, dec: -5.4 },
      object: 'M42',
      temperature: -10,
      focus: 10_000,
      filters: [
        { slot: 1, name: 'R', focusOffset: 0 },
        { slot: 2, name: 'G', focusOffset: 20 },
        { slot: 3, name: 'B', focusOffset: -30 },
      ],
      lights: { count: 12, seconds: 60 },
      darks: { count: 3, seconds: 60 },
      flats: { count: 3, seconds: 2 },
    }),
};

test('a short night takes its frames through its filters and parks', async () => {
  const clock = new VirtualClock(START);
  const observatory = fakeObservatory(clock);
  const running = await clock.run(startOperation(night, observatory));
  const frames = await clock.run(running.done);
  expect(frames).toHaveLength(18);
  expect(observatory.kept.map(({ frameType, filter }) => `${frameType} ${filter}`)).toEqual([
    ...Array(4).fill('light R'),
    ...Array(4).fill('light G'),
    ...Array(4).fill('light B'),
    ...Array(3).fill('dark B'),
    ...Array(3).fill('flat R'),
  ]);
  expect(observatory.devices.at).toMatchObject({ parked: true, focuser: 9970, temperature: -10 });
  expect(observatory.kept[4]).toMatchObject({ focuser: { position: 10_020 }, mount: { ra: 83.8, dec: -5.4 } });
  expect(observatory.lines.map((line) => line.text).filter((text) => !text.startsWith('Expose'))).toEqual([
    expect.stringContaining('Short night started, until 2026-11-20T18:'),
    'Unpark the mount',
    'Cool the camera to -10 °C',
    'Slew to M42 (05:35:12 -05:24:00)',
    'Select filter R',
    'Move the focuser to 10000',
    'Select filter G',
    'Move the focuser to 10020',
    'Select filter B',
    'Move the focuser to 9970',
    'Select filter 2',
    'Park the mount',
    'Short night finished',
  ]);
});

test('a night that was cut off goes on where the ledger says', async () => {
  const ledger = memoryLedger();
  {
    const clock = new VirtualClock(START);
    const observatory = fakeObservatory(clock, { ledger });
    const running = await clock.run(startOperation(night, observatory));
    void clock.sleep(400_000).then(() => running.stop('rain'));
    await expect(clock.run(running.done)).rejects.toThrow('rain');
    expect(observatory.devices.at.parked).toBe(true);
    expect(observatory.kept).toHaveLength(6);
  }
  const clock = new VirtualClock(START + 7_200_000);
  const observatory = fakeObservatory(clock, { ledger });
  const running = await clock.run(startOperation(night, observatory));
  expect(running.rehearsal.framesKept).toBe(12);
  await clock.run(running.done);
  expect(observatory.kept).toHaveLength(12);
  expect(observatory.kept[0]).toMatchObject({ filter: 'G', ordinal: { index: 3, count: 4 } });
  expect(await ledger.entries()).toHaveLength(18);
});

describe('devices are leased', () => {
  test('a second operation is told who has what, and takes nothing', async () => {
    const clock = new VirtualClock(START);
    const observatory = fakeObservatory(clock);
    const first = await clock.run(startOperation(series(2), observatory));
    await expect(clock.run(startOperation(night, observatory))).rejects.toThrow(
      'In use: the camera (Series of M42). Stop that first, or wait for it',
    );
    expect(observatory.leases.holderOf('mount')).toBeUndefined();
    const focus = { name: 'Focus by hand', needs: ['focuser'] as const, plan: () => moveFocuser({ by: 10 }) };
    const second = await clock.run(startOperation(focus, observatory));
    await clock.run(Promise.all([first.done, second.done]));
    expect(observatory.leases.holderOf('camera')).toBeUndefined();
  });

  test('a plan cannot command what it did not take', async () => {
    const clock = new VirtualClock(START);
    const observatory = fakeObservatory(clock);
    const sneaky = { name: 'Sneaky', needs: ['camera'] as const, plan: () => slew({ ra: 1, dec: 1 }) };
    const running = await clock.run(startOperation(sneaky, observatory));
    await expect(clock.run(running.done)).rejects.toThrow('Sneaky did not take the mount');
    expect(observatory.devices.calls).toEqual([]);
  });

  test('a device that does not stand still stays in doubt for whoever takes it next', async () => {
    const clock = new VirtualClock(START);
    const observatory = fakeObservatory(clock);
    const pointing = { name: 'Slew', needs: ['mount'] as const, plan: () => slew({ ra: 1, dec: 1 }) };
    observatory.devices.stuck.add('mount');
    const first = await clock.run(startOperation(pointing, observatory));
    await clock.run(first.done);
    expect(observatory.lines.at(-1)).toMatchObject({
      level: 'error',
      text: expect.stringContaining('The mount was told to stop two minutes ago and still moves'),
    });
    await expect(clock.run(startOperation(pointing, observatory))).rejects.toThrow('still moves');
    expect(observatory.leases.holderOf('mount')).toBeUndefined();
    observatory.devices.stuck.clear();
    await clock.run((await clock.run(startOperation(pointing, observatory))).done);
    expect(observatory.devices.moving()).toEqual([]);
  });
});

describe('progress', () => {
  test('counts down over the whole plan', async () => {
    const clock = new VirtualClock(START);
    const running = await clock.run(startOperation(series(10), fakeObservatory(clock)));
    await clock.run(clock.sleep(30_000));
    const early = running.progress();
    expect(early).toMatchObject({ text: 'Expose light 1 of 10, 60 s, M42', phase: 'exposing', secondsLeft: 590 });
    expect(early.fraction).toBeCloseTo(30 / 620);
    await clock.run(clock.sleep(300_000));
    expect(running.progress()).toMatchObject({ text: 'Expose light 6 of 10, 60 s, M42', secondsLeft: 280 });
    await clock.run(running.done);
  });

  test('of something without an end is not invented', async () => {
    const clock = new VirtualClock(START);
    const loop = { name: 'Live view', needs: captureNeeds(light), plan: () => captureLoop(light) };
    const running = await clock.run(startOperation(loop, fakeObservatory(clock)));
    await clock.run(clock.sleep(30_000));
    expect(running.progress()).toMatchObject({ fraction: undefined, secondsLeft: undefined });
    running.stop();
    await expect(clock.run(running.done)).rejects.toThrow('on request');
  });
});

test('what goes against a limit is refused before anything moves, and again in the night', async () => {
  const clock = new VirtualClock(START);
  let full = false;
  const observatory = fakeObservatory(clock, {
    limits: [
      (step) => (step.do === 'slew' && step.target.dec < -30 ? 'below the horizon' : undefined),
      (step) => (step.do === 'expose' && full ? 'the disk is full' : undefined),
    ],
  });
  const low = { name: 'Low', needs: ['mount'] as const, plan: () => slew({ ra: 1, dec: -60 }) };
  await expect(clock.run(startOperation(low, observatory))).rejects.toThrow(
    'Low cannot start: 2026-11-20T18:00:00Z, Slew to 00:04:00 -60:00:00: below the horizon',
  );
  expect(observatory.devices.calls).toEqual([]);
  expect(observatory.leases.holderOf('mount')).toBeUndefined();
  const running = await clock.run(startOperation(series(3), observatory));
  void clock.sleep(90_000).then(() => {
    full = true;
  });
  await expect(clock.run(running.done)).rejects.toThrow('the disk is full');
  expect(observatory.kept).toHaveLength(2);
});

test('a frame that could not be kept does not count', async () => {
  const clock = new VirtualClock(START);
  const observatory = fakeObservatory(clock);
  const frames = async () => {
    throw new StorageError('No space left on the disk', 'ENOSPC');
  };
  const running = await clock.run(startOperation(series(3, 'k'), { ...observatory, frames }));
  await expect(clock.run(running.done)).rejects.toThrow('No space left');
  expect(await observatory.ledger.entries()).toEqual([]);
});

test('STOP reaches what no operation holds', async () => {
  const clock = new VirtualClock(START);
  const { devices, rig } = fakeObservatory(clock);
  const signal = new AbortController().signal;
  void devices.mount.slew({ ra: 1, dec: 1 }, { clock, signal });
  void devices.focuser.moveTo(0, { clock, signal });
  await clock.run(clock.sleep(1000));
  expect(devices.moving()).toEqual(['mount', 'focuser']);
  await clock.run(stopEverything(rig(), { clock, signal }));
  expect(devices.moving()).toEqual([]);
});

test('an abandoned operation stands still without its clean-up', async () => {
  const clock = new VirtualClock(START);
  const observatory = fakeObservatory(clock);
  const running = await clock.run(startOperation(night, observatory));
  void clock.sleep(400_000).then(() => running.abandon('somebody shouts'));
  await expect(clock.run(running.done)).rejects.toThrow('somebody shouts');
  expect(observatory.devices.moving()).toEqual([]);
  expect(observatory.devices.at.parked).toBe(false);
});

test('a plan that is thrown out of is still a plan: the rehearsal does not start the hardware', async () => {
  const clock = new VirtualClock(START);
  const observatory = fakeObservatory(clock);
  function* broken(): Plan<void> {
    yield* moveFocuser({ to: 5 });
    throw new Error('a mistake in the plan');
  }
  const operation = { name: 'Broken', needs: ['focuser'] as const, plan: broken };
  await expect(clock.run(startOperation(operation, observatory))).rejects.toThrow('a mistake in the plan');
  expect(observatory.devices.calls).toEqual([]);
});
