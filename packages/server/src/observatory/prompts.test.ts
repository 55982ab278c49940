import { expect, test } from 'vitest';
import { runningServer } from '../testing/runningServer.ts';

/** A rig whose filters a person changes. */
async function byHand() {
  const server = await runningServer();
  const { command, until } = server;
  const filters = [
    { name: 'Red', focusOffset: 0 },
    { name: 'Ha', focusOffset: 0 },
  ];
  await command('profile.set', { options: { filters } });
  await command('equipment.assign', { role: 'filterWheel', address: 'manual://filters' });
  for (const role of ['filterWheel', 'camera'] as const) await command('equipment.connect', { role });
  const asked = async () => (await until(({ prompts }) => prompts.length > 0)).prompts[0];
  const wheel = (slot: number | null) =>
    until(({ devices, prompts }) => {
      const reading = devices.find(({ role }) => role === 'filterWheel')?.reading;
      return prompts.length === 0 && reading?.kind === 'filterWheel' && reading.slot === slot && !reading.turning;
    });
  return { ...server, asked, wheel };
}

const series = { frameType: 'dark', seconds: 1, bin: 4, gain: null, offset: null, object: '', count: 1 } as const;

test('a series asks for its filter, waits for the answer, and goes on', async () => {
  const { command, asked, wheel, over } = await byHand();
  await wheel(null);
  const { activity } = await command('capture.series', { ...series, filter: 1 });
  const question = await asked();
  expect(question).toMatchObject({ title: 'Put in the filter Ha', text: expect.stringContaining('Slot 2') });
  await command('prompt.answer', { prompt: question?.id ?? '', answer: 'done' });
  const { frames } = await over(activity);
  expect(frames.map(({ filter, fileName }) => [filter, fileName !== null])).toEqual([['Ha', true]]);
  await wheel(1);
  // The same filter is not asked for again.
  await over((await command('capture.series', { ...series, filter: 1 })).activity);
  await expect(command('prompt.answer', { prompt: question?.id ?? '', answer: 'done' })).rejects.toThrow(/not asked/);
});

test('a person who cancels stops the series, and the filter stays as it is', async () => {
  const { command, asked, wheel, over } = await byHand();
  const { activity } = await command('capture.series', { ...series, filter: 0 });
  await command('prompt.answer', { prompt: (await asked())?.id ?? '', answer: 'cancel' });
  const { frames, log } = await over(activity);
  expect(frames).toEqual([]);
  expect(log.map(({ text }) => text)).toContainEqual(
    expect.stringMatching(/stopped: Put in the filter Red: cancelled/),
  );
  await wheel(null);
});

test('STOP takes the question away', async () => {
  const { command, asked, wheel, until } = await byHand();
  await command('filterWheel.select', { slot: 1 });
  await asked();
  await command('stop', {});
  await until(({ prompts }) => prompts.length === 0);
  await wheel(null);
});

test('only filters are changed by hand', async () => {
  const { command } = await runningServer();
  await expect(command('equipment.assign', { role: 'focuser', address: 'manual://filters' })).rejects.toThrow(
    /Only filters/,
  );
});
