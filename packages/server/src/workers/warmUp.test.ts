import { expect, test } from 'vitest';
import { pixelWorkers } from './pixelWorkers.ts';

test('every worker sees the stars of the invented frame, all of them', async () => {
  const workers = pixelWorkers(2);
  try {
    const found = await workers.runOnEach('warmUp');
    expect(found).toHaveLength(2);
    for (const stars of found) expect(stars).toBeGreaterThan(150);
  } finally {
    await workers.close();
  }
});
