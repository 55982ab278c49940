import { openKernel } from '@uraniborg/core';
import { countValuesModule } from './countValuesModule.ts';

interface Kernel {
  countValues(from: number, count: number, tables: number): void;
  joinTables(tables: number): void;
}

const VALUES = 65_536;
const TABLES = 4;
/** Pixels that are counted at once: what the nearest cache of a small machine holds. */
const BLOCK = 8192;
/** Of the tables, after the block. */
const START = 2 * BLOCK;

let kernel: ReturnType<typeof openKernel<Kernel>> | undefined;

/**
 * How often each of the 65536 values occurs, of 16-bit pixels without a sign.
 * @param runs begin and end index of what is counted
 */
export function countValues(data: Uint16Array, runs: readonly (readonly [number, number])[]): Uint32Array<ArrayBuffer> {
  kernel ??= opened();
  const { memory, countValues, joinTables } = kernel;
  const tables = new Uint32Array(memory.buffer, START, TABLES * VALUES).fill(0);
  const block = new Uint16Array(memory.buffer, 0, BLOCK);
  for (const [begin, end] of runs) {
    const rest = (end - begin) % 4;
    for (let at = begin; at < end - rest; at += BLOCK) {
      const part = data.subarray(at, Math.min(at + BLOCK, end - rest));
      block.set(part);
      countValues(0, part.length, START);
    }
    for (let at = end - rest; at < end; at++) add(tables, data[at] as number);
  }
  joinTables(START);
  return tables.slice(0, VALUES);
}

/** The same, the plain way: what the kernel is measured by. */
export function plainCountValues(
  data: Uint16Array,
  runs: readonly (readonly [number, number])[],
): Uint32Array<ArrayBuffer> {
  const bins = new Uint32Array(VALUES);
  for (const [begin, end] of runs) for (let at = begin; at < end; at++) add(bins, data[at] as number);
  return bins;
}

function add(bins: Uint32Array, value: number): void {
  bins[value] = (bins[value] as number) + 1;
}

function opened() {
  const opened = openKernel<Kernel>(countValuesModule);
  const missing = Math.ceil((START + 4 * TABLES * VALUES - opened.memory.buffer.byteLength) / 65_536);
  if (missing > 0) opened.memory.grow(missing);
  return opened;
}
