import { expect, test } from 'vitest';
import { apiReference } from './apiReference.ts';
import { openApi } from './openApi.ts';

test('the reference page is up to date', async () => {
  await expect(apiReference()).toMatchFileSnapshot('../../../../docs/reference/api.md');
});

test('the OpenAPI document refers to nothing outside itself and names every operation once', () => {
  const text = JSON.stringify(openApi('0.1.0'));
  expect(text).not.toContain('"$ref"');
  const ids = [...text.matchAll(/"operationId":"([^"]+)"/g)].map((match) => match[1]);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toContain('capture.series');
});
