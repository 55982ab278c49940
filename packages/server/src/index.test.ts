import { expect, test } from 'vitest';
import * as server from './index.ts';

test('the public face of server', () => {
  expect(Object.keys(server)).toMatchInlineSnapshot(`
    [
      "openApi",
      "captureToFolder",
      "demoNight",
      "driveSimulator",
      "serveSimulator",
      "setPassword",
      "startServer",
      "dataFolder",
      "makeFolder",
      "version",
    ]
  `);
});
