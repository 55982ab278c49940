import { expect, test } from 'vitest';
import type { Plan, Step } from '../plan.ts';
import { coveredSeries } from './coveredSeries.ts';

/** What a plan asks for, step by step, when `answer` answers it. */
function asked(plan: Plan<unknown>, answer: (step: Step) => unknown): string[] {
  const said: string[] = [];
  for (let next = plan.next(); !next.done; ) {
    const step = next.value;
    if (step.do === 'together') {
      for (const inner of step.plans) said.push(...asked(inner, answer).map((one) => `undisturbed ${one}`));
      next = plan.next([undefined]);
      continue;
    }
    said.push('to' in step ? `${step.do} ${step.to}` : step.do);
    try {
      next = plan.next(answer(step));
    } catch (error) {
      said.push(String(error));
      return said;
    }
  }
  return said;
}

const dark = { frameType: 'dark', seconds: 5 } as const;

test('the cover is closed before the first and opened after the last', () => {
  const steps = asked(coveredSeries(dark, { count: 2 }), () => ({ id: 'f', fileName: 'f.fits' }));
  expect(steps).toEqual(['moveCover closed', 'expose', 'expose', 'undisturbed moveCover open']);
});

test('it is opened when the series fails too', () => {
  const plan = coveredSeries(dark, { count: 2 });
  plan.next();
  plan.next(undefined);
  const last = plan.throw(new Error('the disk is full'));
  expect(last.value).toMatchObject({ do: 'together', undisturbed: true });
  expect(() => plan.next([undefined])).toThrow('the disk is full');
});
