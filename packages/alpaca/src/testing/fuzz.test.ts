import { test } from 'vitest';
import { fuzz } from './fuzz.ts';

// A million of them: node packages/alpaca/scripts/fuzz.ts
test('20000 mutated requests and answers do no harm', async () => {
  await fuzz(1576, 20_000);
});
