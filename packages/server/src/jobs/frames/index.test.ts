import { expect, test } from 'vitest';
import * as frames from './index.ts';

test('the public face of server/frames', () => {
  expect(Object.keys(frames)).toMatchInlineSnapshot(`
    [
      "makeBadPixelFile",
      "convertFile",
      "inspectFile",
      "packWorkers",
      "packFile",
      "unpackFile",
      "photometryOfFile",
      "readHeaders",
      "starsOfFile",
      "verifyFile",
    ]
  `);
});
