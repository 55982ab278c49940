import { AbortedError, DeviceError, VirtualClock } from '@uraniborg/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { memoryLedger } from './ledger.ts';
import {
  expose,
  moveFocuser,
  note,
  now,
  type Plan,
  park,
  slew,
  together,
  undisturbed,
  unpark,
  waitSeconds,
} from './plan.ts';
import { type Perform, runPlan, type StepEvent } from './runPlan.ts';
import { kindOf } from './steps/stepTable.ts';
import { fakeRig } from './testing/fakeRig.ts';

const START = Date.UTC(2026, 10, 20, 18);

function stage() {
  const clock = new VirtualClock(START);
  const rig = fakeRig(clock);
  const stop = new AbortController();
  const abandon = new AbortController();
  const events: StepEvent[] = [];
  const perform: Perform = (step, { signal, onProgress }) =>
    kindOf(step).perform(step, {
      rig,
      clock,
      signal,
      onProgress,
      ledger: memoryLedger(),
      site: undefined,
      frameDefect: () => undefined,
      frames: async () => ({ id: 'x', fileName: undefined }),
      log: () => {},
    });
  const run = <T>(plan: Plan<T>) =>
    runPlan(plan, { perform, signal: stop.signal, abandon: abandon.signal, observe: (e) => events.push(e) });
  const at = (seconds: number, act: () => void) => void clock.sleep(seconds * 1000).then(act);
  return { clock, rig, stop, abandon, events, run, at };
}

describe('a plan', () => {
  test('gets the result of every step, in order, and gives back its own', async () => {
    const { clock, rig, run } = stage();
    function* plan(): Plan<[number, number]> {
      const before = yield* now();
      yield* slew({ ra: 10, dec: 20 });
      const focus = yield* moveFocuser({ by: -100 });
      return [(yield* now()) - before, focus];
    }
    expect(await clock.run(run(plan()))).toEqual([20_500, 9900]);
    expect(rig.calls).toEqual(['slew 10 20', 'focus 9900']);
  });

  test('may catch a failed step and go on', async () => {
    const { clock, rig, run } = stage();
    rig.failNext('expose', new DeviceError('no answer from the sensor', 5));
    function* plan(): Plan<string> {
      try {
        yield* expose({ seconds: 1 });
      } catch (error) {
        if (!(error instanceof DeviceError)) throw error;
        yield* expose({ seconds: 2 });
        return error.message;
      }
      return 'no failure';
    }
    expect(await clock.run(run(plan()))).toBe('no answer from the sensor');
    expect(rig.calls).toEqual(['expose 1 open', 'expose 2 open']);
  });

  test('takes a bias as shortly as the camera can, in the dark, whatever exposure is set', async () => {
    const { clock, rig, run } = stage();
    function* plan(): Plan<void> {
      yield* expose({ seconds: 300, frameType: 'bias' });
    }
    await clock.run(run(plan()));
    expect(rig.calls).toEqual(['expose 0 closed']);
  });

  test('that does not catch a failure runs its finally blocks and rejects with it', async () => {
    const { clock, rig, run } = stage();
    rig.failNext('expose', new DeviceError('no answer', 5));
    function* plan(): Plan<void> {
      try {
        yield* expose({ seconds: 1 });
      } finally {
        yield* park();
      }
    }
    await expect(clock.run(run(plan()))).rejects.toThrow('no answer');
    expect(rig.at.parked).toBe(true);
  });
});

describe('a stop', () => {
  function* retrying(): Plan<void> {
    yield* unpark();
    try {
      for (;;) {
        try {
          yield* expose({ seconds: 300 });
        } catch {
          yield* note('once more');
        }
      }
    } finally {
      yield* park();
    }
  }

  test('aborts the step in hand, runs the clean-up undisturbed and is not taken for a failure to be retried', async () => {
    const { clock, rig, run, stop, at, events } = stage();
    at(1000, () => stop.abort(new AbortedError('rain')));
    await expect(clock.run(run(retrying()))).rejects.toThrow('rain');
    expect(rig.calls).toEqual(['unpark', ...Array(4).fill('expose 300 open'), 'park']);
    expect(rig.moving()).toEqual([]);
    expect(clock.now() - START).toBe(1000_000 + 400 + 30_000);
    expect(events.some((event) => event.step.do === 'note')).toBe(false);
  });

  test('before the first step runs nothing at all', async () => {
    const { clock, rig, run, stop } = stage();
    stop.abort(new AbortedError('rain'));
    await expect(clock.run(run(retrying()))).rejects.toThrow('rain');
    expect(rig.calls).toEqual([]);
  });

  test('followed by abandon stops the clean-up too', async () => {
    const { clock, rig, run, stop, abandon, at } = stage();
    at(1000, () => stop.abort(new AbortedError('rain')));
    at(1010, () => abandon.abort(new AbortedError('stand still')));
    await expect(clock.run(run(retrying()))).rejects.toThrow('rain');
    expect(rig.at.parked).toBe(false);
    expect(rig.moving()).toEqual([]);
    expect(clock.now() - START).toBe(1010_400);
  });

  test('whose clean-up fails tells of the failure, not of the stop', async () => {
    const { clock, rig, run, stop, at } = stage();
    rig.failNext('park', new DeviceError('the park switch is stuck', 0x500));
    at(1000, () => stop.abort(new AbortedError('rain')));
    await expect(clock.run(run(retrying()))).rejects.toThrow('the park switch is stuck');
  });

  test('that comes during an undisturbed clean-up waits for it', async () => {
    const { clock, rig, run, stop, at } = stage();
    function* plan(): Plan<void> {
      yield* unpark();
      try {
        yield* expose({ seconds: 10 });
      } finally {
        yield* undisturbed(park());
      }
    }
    at(20, () => stop.abort(new AbortedError('rain')));
    await clock.run(run(plan()));
    expect(rig.at.parked).toBe(true);
  });

  test('ends a plan that goes on regardless', async () => {
    const { clock, rig, run, stop, at } = stage();
    function* stubborn(): Plan<void> {
      try {
        yield* waitSeconds(10);
      } finally {
        for (;;) yield* expose({ seconds: 1 });
      }
    }
    at(5, () => stop.abort(new AbortedError('enough')));
    await expect(clock.run(run(stubborn()))).rejects.toThrow('enough');
    expect(rig.calls.length).toBeLessThanOrEqual(200);
  });
});

describe('together', () => {
  test('runs at the same time and gives back both results', async () => {
    const { clock, run } = stage();
    const both = together(moveFocuser({ to: 10_100 }), slew({ ra: 1, dec: 2 }));
    expect(await clock.run(run(both))).toEqual([10_100, undefined]);
    expect(clock.now() - START).toBe(20_000);
  });

  test('stops the other when one fails, waits for its clean-up, and throws the failure into the parent', async () => {
    const { clock, rig, run } = stage();
    rig.failNext('focus', new DeviceError('slipped', 1));
    function* slewing(): Plan<void> {
      try {
        yield* slew({ ra: 1, dec: 2 });
      } finally {
        yield* park();
      }
    }
    function* plan(): Plan<string> {
      yield* unpark();
      try {
        yield* together(slewing(), moveFocuser({ to: 1 }));
      } catch (error) {
        return `${error} ${rig.at.parked} ${rig.moving().length}`;
      }
      return '';
    }
    expect(await clock.run(run(plan()))).toBe('DeviceError: slipped true 0');
    expect(clock.now() - START).toBe(400 + 30_000);
  });

  test('gives every step its place in the plan', async () => {
    const { clock, run, events } = stage();
    function* plan(): Plan<void> {
      yield* note('a');
      yield* together(note('b'), together(note('c'), note('d')));
    }
    await clock.run(run(plan()));
    const places = events.filter((e) => e.type === 'started').map((e) => e.path.join('.'));
    expect(places).toEqual(['0', '1', '1.0.0', '1.1.0', '1.1.0.0.0', '1.1.0.1.0']);
  });
});

describe('whatever the plan and whenever it is stopped', () => {
  type Tree =
    | { kind: 'expose' | 'slew' | 'focus'; size: number }
    | { kind: 'guarded'; body: Tree[] }
    | { kind: 'retried'; body: Tree[] }
    | { kind: 'both'; left: Tree[] };

  const { tree } = fc.letrec<{ tree: Tree; trees: Tree[] }>((tie) => ({
    trees: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }),
    tree: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      fc.record({ kind: fc.constantFrom('expose', 'slew', 'focus'), size: fc.integer({ min: 1, max: 60 }) }),
      fc.record({ kind: fc.constant('guarded' as const), body: tie('trees') }),
      fc.record({ kind: fc.constant('retried' as const), body: tie('trees') }),
      fc.record({ kind: fc.constant('both' as const), left: tie('trees') }),
    ) as fc.Arbitrary<Tree>,
  }));

  test('every finally block that was entered ends, and everything stands still', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(tree, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 0, max: 400 }),
        fc.option(fc.constantFrom('expose', 'slew', 'focus')),
        async (trees, stopAt, failing) => {
          const { clock, rig, run, stop, at } = stage();
          const open = new Set<symbol>();
          function* perform(node: Tree, alone: boolean): Plan<void> {
            if (node.kind === 'expose') yield* expose({ seconds: node.size });
            else if (node.kind === 'slew') yield* alone ? slew({ ra: node.size, dec: 0 }) : waitSeconds(node.size);
            else if (node.kind === 'focus') yield* alone ? moveFocuser({ to: node.size }) : waitSeconds(node.size);
            else if (node.kind === 'guarded') {
              const mark = Symbol();
              open.add(mark);
              try {
                yield* all(node.body, alone);
              } finally {
                yield* undisturbed(waitSeconds(7));
                open.delete(mark);
              }
            } else if (node.kind === 'retried') {
              try {
                yield* all(node.body, alone);
              } catch {
                yield* waitSeconds(1);
              }
            } else if ('left' in node) yield* together(all(node.left, alone), all(idle(node.left), false));
          }
          function* all(nodes: Tree[], alone: boolean): Plan<void> {
            for (const node of nodes) yield* perform(node, alone);
          }
          if (failing) rig.failNext(failing, new DeviceError('broken', 1));
          at(stopAt, () => stop.abort(new AbortedError('rain')));
          const outcome = await clock.run(run(all(trees, true)).then(() => 'ended', String));
          expect(['ended', 'AbortedError: rain', 'DeviceError: broken']).toContain(outcome);
          expect(open.size).toBe(0);
          expect(rig.moving()).toEqual([]);
          expect(rig.collisions).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });

  /** The same shape with waits only, for the second hand of `both`: two hands may not command one device. */
  function idle(nodes: Tree[]): Tree[] {
    return nodes.map((node): Tree => {
      if ('size' in node) return { kind: 'focus', size: node.size };
      if ('body' in node) return { kind: node.kind, body: idle(node.body) };
      return { kind: 'both', left: idle(node.left) };
    });
  }
});
