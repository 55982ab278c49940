import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { INDI_PAGE, indiPage } from '../../scripts/indiPage.ts';

test('the reference page of the INDI properties is what the devices have', async () => {
  expect(readFileSync(INDI_PAGE, 'utf8'), 'run packages/simulators/scripts/indiPage.ts').toBe(await indiPage());
});
