import { InvalidInput } from '@uraniborg/core';
import type { Bits } from './bits.ts';

/** A rectangle of coefficients within a tile. */
export interface Quarter {
  readonly data: Float64Array;
  readonly start: number;
  readonly stride: number;
  readonly height: number;
  readonly width: number;
}

/**
 * Adds what the bit planes of a quarter say, the highest first. Each is either its bits, four (two by two pixels) at a
 * time, or a tree: a node says of its four parts which hold a bit that is set, and only those have nodes of their own.
 *
 * @throws InvalidInput when the bits end, or are neither
 */
export function addQuadtree(bits: Bits, quarter: Quarter, planes: number): void {
  const { height, width } = quarter;
  const [high, wide] = [Math.ceil(height / 2), Math.ceil(width / 2)];
  for (let plane = planes - 1; plane >= 0; plane--) {
    const kind = bits.take(4);
    if (kind === DIRECT) {
      const nodes = new Uint8Array(high * wide);
      for (let i = 0; i < nodes.length; i++) nodes[i] = bits.take(4);
      addPlane(nodes, quarter, 2 ** plane);
    } else if (kind === TREE) addPlane(leaves(bits, height, width), quarter, 2 ** plane);
    else throw new InvalidInput('a tile packed by HCOMPRESS is damaged: a plane of bits is neither plain nor a tree');
  }
}

const DIRECT = 0;
const TREE = 15;

/** The nodes above the pixels, from the root down; those of a level are read from the last to the first. */
function leaves(bits: Bits, height: number, width: number): Uint8Array {
  let depth = 0;
  while (1 << depth < Math.max(height, width)) depth++;
  let nodes = Uint8Array.of(node(bits));
  let wide = 1;
  for (let level = depth - 1; level > 0; level--) {
    const [below, beside] = [Math.max(1, Math.ceil(height / 2 ** level)), Math.max(1, Math.ceil(width / 2 ** level))];
    const next = new Uint8Array(below * beside);
    for (let y = 0; y < below; y++)
      for (let x = 0; x < beside; x++) next[y * beside + x] = partOf(nodes[(y >> 1) * wide + (x >> 1)] ?? 0, y, x);
    for (let i = next.length - 1; i >= 0; i--) if (next[i] !== 0) next[i] = node(bits);
    [nodes, wide] = [next, beside];
  }
  return nodes;
}

/** Whether the part of a node that holds this row and column has a bit. */
function partOf(value: number, y: number, x: number): number {
  return (value >> (3 - ((y & 1) << 1) - (x & 1))) & 1;
}

function addPlane(nodes: Uint8Array, { data, start, stride, height, width }: Quarter, worth: number): void {
  const wide = Math.ceil(width / 2);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      if (partOf(nodes[(y >> 1) * wide + (x >> 1)] ?? 0, y, x) === 1) {
        const at = start + y * stride + x;
        data[at] = (data[at] as number) + worth;
      }
}

/** Nodes by how often they come, in a fixed Huffman code of 3 to 6 bits: those with one part are the shortest. */
const OF_4 = [3, 5, 10, 12, 15] as const;
const OF_5 = [6, 7, 9, 11, 13] as const;

function node(bits: Bits): number {
  const three = bits.take(3);
  if (three < 4) return 1 << three;
  const four = (three << 1) | bits.take(1);
  if (four < 13) return OF_4[four - 8] ?? 0;
  const five = (four << 1) | bits.take(1);
  if (five < 31) return OF_5[five - 26] ?? 0;
  return bits.take(1) === 0 ? 0 : 14;
}
