import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { transposeModuleText } from '../../scripts/buildTranspose.ts';

const installed = (() => {
  try {
    execFileSync('wat2wasm', ['--version']);
    return true;
  } catch {
    console.info('wat2wasm (Debian: wabt) is not installed: whether transposeModule.ts is up to date is not tested');
    return process.env.CI === 'true';
  }
})();

test.skipIf(!installed)('the WebAssembly module is what its source says', () => {
  expect(readFileSync(join(import.meta.dirname, 'transposeModule.ts'), 'utf8')).toBe(transposeModuleText());
});
