import { VirtualClock } from '@uraniborg/core';
import { expect, test } from 'vitest';
import { type Ledger, memoryLedger } from '../ledger.ts';
import { startOperation } from '../operation.ts';
import { fakeObservatory } from '../testing/fakeObservatory.ts';
import { captureSeries } from './captureSeries.ts';

const START = Date.UTC(2026, 10, 20, 18);

/** A ledger whose frames are judged half a minute after they were taken: those of `rejected`, counted from 1, do not count. */
function judgingLedger(clock: VirtualClock, rejected: readonly number[]): Ledger {
  const all = memoryLedger();
  let order: string[] = [];
  const judgedBy = new Map<string, number>();
  return {
    ...all,
    async append(entry) {
      order = [...order, entry.frameId];
      judgedBy.set(entry.frameId, clock.now() + 30_000);
      await all.append(entry);
    },
    async entries(query) {
      const bad = order.filter((id, i) => rejected.includes(i + 1) && (judgedBy.get(id) ?? 0) <= clock.now());
      return (await all.entries(query)).filter(({ frameId }) => !bad.includes(frameId));
    },
    async judged(_, { signal }) {
      await clock.sleep(Math.max(0, ...judgedBy.values()) - clock.now(), signal);
    },
  };
}

async function series(rejected: readonly number[], retakes?: number) {
  const clock = new VirtualClock(START);
  const observatory = fakeObservatory(clock, { ledger: judgingLedger(clock, rejected) });
  const plan = () =>
    captureSeries({ frameType: 'light', seconds: 60 }, { count: 4, key: 'M42/L', ...(retakes && { retakes }) });
  const running = await clock.run(startOperation({ name: 'Series', needs: ['camera'], plan }, observatory));
  const frames = await clock.run(running.done);
  return {
    taken: frames.length,
    numbers: observatory.kept.map(({ ordinal }) => ordinal?.index).join(' '),
    counted: (await observatory.ledger.entries({ key: 'M42/L' })).length,
    said: observatory.lines
      .filter(({ text }) => text.includes('rejected'))
      .map(({ level, text }) => `${level}: ${text}`),
    planned: running.rehearsal.framesKept,
  };
}

test('what was rejected is taken again at the end, when the last frame has been judged too', async () => {
  expect(await series([2, 4], 3)).toEqual({
    taken: 6,
    numbers: '1 2 3 4 3 4',
    counted: 4,
    said: ['info: 2 of 4 exposures are rejected and taken again'],
    planned: 4,
  });
});

test('what was taken again is judged as well', async () => {
  expect(await series([4, 5], 3)).toMatchObject({ taken: 6, counted: 4, numbers: '1 2 3 4 4 4' });
});

test('a bad night ends: no more is taken again than was allowed, and the log says what is missing', async () => {
  const all = Array.from({ length: 50 }, (_, i) => i + 1);
  expect(await series(all, 3)).toMatchObject({
    taken: 7,
    counted: 0,
    said: [
      'warning: 4 of 4 exposures are rejected; only 3 are taken again, as the profile says',
      'warning: 4 of 4 exposures are rejected; none is taken again, as the profile says',
    ],
  });
});

test('without retakes a rejection takes nothing again, and nobody waits for the judgement', async () => {
  expect(await series([2, 4])).toMatchObject({ taken: 4, counted: 3, said: [] });
});

test('a frame rejected after the series has ended is taken when the series is started again', async () => {
  const clock = new VirtualClock(START);
  const ledger = memoryLedger();
  const rejected = new Set<string>();
  const observatory = fakeObservatory(clock, {
    ledger: {
      ...ledger,
      entries: async (query) => (await ledger.entries(query)).filter(({ frameId }) => !rejected.has(frameId)),
    },
  });
  const plan = () => captureSeries({ frameType: 'light', seconds: 60 }, { count: 3, key: 'k', retakes: 1 });
  const run = async () =>
    await clock.run((await startOperation({ name: 'Series', needs: ['camera'], plan }, observatory)).done);
  const [first] = await run();
  expect(await run()).toEqual([]);
  rejected.add(first?.id ?? '');
  expect(await run()).toHaveLength(1);
});
