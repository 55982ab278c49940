import { openKernel } from '@uraniborg/core';
import { spreadModule } from './spreadModule.ts';

interface Kernel {
  extremes(from: number, count: number, to: number): void;
  spread(from: number, to: number, count: number, low: number, factor: number): void;
}

/** Floats that go through the kernel at once. */
const BLOCK = 1 << 15;
const FROM = 65_536;
const TO = FROM + 4 * BLOCK;

function workbench() {
  const { memory, ...kernel } = openKernel<Kernel>(spreadModule);
  memory.grow(Math.ceil((TO + 2 * BLOCK - memory.buffer.byteLength) / 65_536));
  return {
    ...kernel,
    from: new Float32Array(memory.buffer, FROM, BLOCK),
    to: new Uint16Array(memory.buffer, TO, BLOCK),
    ends: new Float32Array(memory.buffer, TO, 2),
  };
}
let bench: ReturnType<typeof workbench> | undefined;

/** The least and the largest finite value; 0 and 1 where there is none. */
export function extremesOf(data: Float32Array): { low: number; high: number } {
  bench ??= workbench();
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let at = 0; at < data.length; at += BLOCK) {
    const part = data.subarray(at, at + BLOCK);
    bench.from.set(part);
    // What fills the last vector is no value.
    bench.from.fill(Number.NaN, part.length, Math.min(BLOCK, part.length + 8));
    bench.extremes(FROM, (part.length + 7) & ~7, TO);
    low = Math.min(low, bench.ends[0] as number);
    high = Math.max(high, bench.ends[1] as number);
  }
  return low > high ? { low: 0, high: 1 } : { low, high };
}

/** `low` becomes 0 and each `scale` more one more, rounded, up to 65535; what is no number becomes 0. */
export function spreadFloats(data: Float32Array, to: Uint16Array, low: number, scale: number): void {
  bench ??= workbench();
  for (let at = 0; at < data.length; at += BLOCK) {
    const part = data.subarray(at, at + BLOCK);
    bench.from.set(part);
    bench.spread(FROM, TO, (part.length + 7) & ~7, low, 1 / scale);
    to.set(bench.to.subarray(0, part.length), at);
  }
}

/** The same, the plain way: what the kernel is measured by. */
export function plainSpread(data: Float32Array, to: Uint16Array, low: number, scale: number): void {
  const factor = 1 / scale;
  for (let i = 0; i < data.length; i++) {
    const stored = Math.floor(((data[i] as number) - low) * factor + 0.5);
    to[i] = stored > 0 ? Math.min(65_535, stored) : 0;
  }
}
