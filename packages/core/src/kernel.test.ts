import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { builtKernels } from '../scripts/buildKernels.ts';
import { openKernel } from './kernel.ts';

/** (module (memory (export "memory") 1) (func (export "add") (param i32 i32) (result i32) local.get 0 local.get 1 i32.add)) */
const adder = 'AGFzbQEAAAABBwFgAn9/AX8DAgEABQMBAAEHEAIGbWVtb3J5AgADYWRkAAAKCQEHACAAIAFqCw==';

test('a kernel is its functions and a memory of its own', () => {
  const one = openKernel<{ add(a: number, b: number): number }>(adder);
  expect(one.add(2, 3)).toBe(5);
  one.memory.grow(1);
  expect(one.memory.buffer.byteLength).toBe(2 * 65_536);
  expect(openKernel(adder).memory.buffer.byteLength).toBe(65_536);
});

test('every module is what its source says', async () => {
  const kernels = await builtKernels();
  expect(kernels.length).toBeGreaterThan(1);
  for (const { path, text } of kernels) expect(readFileSync(path, 'utf8'), path).toBe(text);
});
