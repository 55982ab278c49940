import { expect, test } from 'vitest';
import * as server from './index.ts';

test('the public face of server', () => {
  expect(Object.keys(server)).toMatchInlineSnapshot(`
    [
      "openApi",
      "captureToFolder",
      "demoNight",
      "driveSimulator",
      "convertFile",
      "packFile",
      "unpackFile",
      "readHeaders",
      "stackFiles",
      "starsOfFile",
      "verifyFile",
      "serveSimulator",
      "setPassword",
      "startServer",
      "dataFolder",
      "makeFolder",
      "version",
    ]
  `);
});
