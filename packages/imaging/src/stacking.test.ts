import { expect, test } from 'vitest';
import * as whole from './index.ts';
import * as stacking from './stacking.ts';

test('the public face of stacking alone', () => {
  expect(Object.keys(stacking)).toMatchInlineSnapshot(`
    [
      "brightestStars",
      "registrar",
      "inverse",
      "transform",
      "stackRows",
      "backgroundMesh",
    ]
  `);
  expect(Object.keys(whole)).toEqual(
    expect.arrayContaining(Object.keys(stacking).filter((name) => name !== 'brightestStars')),
  );
});
