import { DeviceError, InvalidInput, TransportError, VirtualClock } from '@uraniborg/core';
import { describe, expect, test } from 'vitest';
import { startOperation } from '../operation.ts';
import { fakeObservatory } from '../testing/fakeObservatory.ts';
import { captureSeries } from './captureSeries.ts';
import type { Patience } from './persistently.ts';

const START = Date.UTC(2026, 10, 20, 18);

async function series(
  trouble: (at: ReturnType<typeof fakeObservatory>, clock: VirtualClock) => void,
  patience?: Patience,
) {
  const clock = new VirtualClock(START);
  const observatory = fakeObservatory(clock);
  const plan = () =>
    captureSeries({ frameType: 'light', seconds: 60 }, { count: 3, key: 'k', ...(patience && { patience }) });
  const running = await clock.run(startOperation({ name: 'Series', needs: ['camera'], plan }, observatory));
  trouble(observatory, clock);
  const outcome = await clock.run(
    running.done.then(
      (frames) => frames.length,
      (error) => error.message as string,
    ),
  );
  const warnings = observatory.lines.filter(({ level }) => level === 'warning').map(({ text }) => text);
  const counted = (await observatory.ledger.entries({ key: 'k' })).length;
  return { outcome, counted, warnings, minutes: (clock.now() - START) / 60_000 };
}

describe('an exposure that fails with its camera', () => {
  test('is taken again and counted once', async () => {
    const { outcome, counted, warnings } = await series(({ devices }) =>
      devices.failNext('expose', new TransportError('The camera does not answer')),
    );
    expect({ outcome, counted }).toEqual({ outcome: 3, counted: 3 });
    expect(warnings).toEqual(['Exposure 2 of 3 failed (The camera does not answer); trying again, 2 of 3']);
  });

  test('is taken when the camera is there again', async () => {
    const { outcome, counted, minutes } = await series(({ devices }, clock) => {
      devices.failNext('expose', new TransportError('cable'));
      devices.present.delete('camera');
      void clock.sleep(300_000).then(() => devices.present.add('camera'));
    });
    expect({ outcome, counted }).toEqual({ outcome: 3, counted: 3 });
    expect(minutes).toBeCloseTo(7, 0);
  });

  test('is given up with a camera that does not come back', async () => {
    const { outcome, counted } = await series(({ devices }) => {
      devices.failNext('expose', new TransportError('cable'));
      devices.present.delete('camera');
    });
    expect({ outcome, counted }).toEqual({ outcome: 'cable', counted: 1 });
  });

  test('is given up at once where patience is not wanted', async () => {
    const trouble = ({ devices }: ReturnType<typeof fakeObservatory>) =>
      devices.failNext('expose', new DeviceError('no', 1));
    expect(await series(trouble, { attempts: 1 })).toMatchObject({ outcome: 'no', counted: 1 });
  });

  test('is not tried again when it is the request that is wrong', async () => {
    const { outcome } = await series(({ devices }) => devices.failNext('expose', new InvalidInput('too long')));
    expect(outcome).toBe('too long');
  });
});
