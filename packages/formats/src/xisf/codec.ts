/** The compression codecs of XISF 1.0 (10.6), each with and without byte shuffling. */
import { InvalidInput, sentenceOf } from '@uraniborg/core';
import { zlibSync } from 'fflate';
import { decompress as unzstd } from 'fzstd';
import { inflate } from '../inflate.ts';
import { packLz4, unpackLz4 } from './lz4.ts';
import { shuffle, unshuffle } from './shuffle.ts';

export type XisfCompression = 'none' | 'zlib' | 'lz4' | 'zstd';
/** Packs bytes by Zstandard: there is no small library for it, so whoever wants it brings it (node:zlib has one). */
export type ZstdPacker = (bytes: Uint8Array) => Uint8Array;

/** "zlib+sh:131072:2" taken apart. */
interface CompressionName {
  readonly codec: string;
  readonly shuffled: boolean;
  readonly length: number;
  readonly item: number;
}

function parse(attribute: string): CompressionName {
  const match = /^(zlib|lz4|lz4hc|zstd)(\+sh)?:(\d+)(?::(\d+))?$/.exec(attribute);
  if (!match)
    throw new InvalidInput(`The compression "${attribute}" is none of zlib, lz4, lz4hc and zstd`, 'compression');
  const item = Number(match[4] ?? 1);
  if (item < 1 || item > 16) throw new InvalidInput(`Items of ${item} bytes cannot be shuffled`, 'compression');
  return { codec: match[1] ?? '', shuffled: match[2] !== undefined, length: Number(match[3]), item };
}

/** More bytes than this no byte of theirs can become: a match of deflate, a length of LZ4, a run of zstd's blocks. */
const MOST_EXPANSION: Readonly<Record<string, number>> = { zlib: 1100, lz4: 260, lz4hc: 260, zstd: 44_000 };

/**
 * @param subblocks "c1,u1:c2,u2:...": packed and plain lengths of the pieces of a block that was packed in pieces
 * @param expected bytes that the image needs; a block that claims another size is refused before anything is unpacked
 * @throws InvalidInput for an unknown codec, another size, or damaged data
 */
export function unpackXisf(block: Uint8Array, attribute: string, expected: number, subblocks?: string): Uint8Array {
  const { codec, shuffled, length, item } = parse(attribute);
  if (length !== expected)
    throw new InvalidInput(`The compressed block claims ${length} bytes, the image has ${expected}`, 'compression');
  if (length > (MOST_EXPANSION[codec] ?? 1) * block.length + 65_536)
    throw new InvalidInput(`A block of ${block.length} bytes cannot hold ${length}`, 'compression');
  const plain = subblocks ? unpackPieces(block, codec, length, subblocks) : unpack(block, codec, length);
  if (plain.length !== length)
    throw new InvalidInput(`The compressed block gives ${plain.length} bytes instead of ${length}`, 'compression');
  return shuffled ? unshuffle(plain, item) : plain;
}

function unpackPieces(block: Uint8Array, codec: string, length: number, subblocks: string): Uint8Array {
  const pieces = subblocks.split(':').map((pair) => pair.split(',').map(Number));
  const sum = (which: number) => pieces.reduce((total, pair) => total + (pair[which] ?? Number.NaN), 0);
  if (pieces.flat().some((size) => !(size >= 0)) || sum(0) !== block.length || sum(1) !== length)
    throw new InvalidInput(`The pieces "${subblocks.slice(0, 40)}" are not those of the block`, 'subblocks');
  const result = new Uint8Array(length);
  let [from, to] = [0, 0];
  for (const [packed = 0, plain = 0] of pieces) {
    result.set(unpack(block.subarray(from, from + packed), codec, plain), to);
    from += packed;
    to += plain;
  }
  return result;
}

function unpack(block: Uint8Array, codec: string, length: number): Uint8Array {
  if (codec.startsWith('lz4')) return unpackLz4(block, length);
  try {
    if (codec === 'zlib') return inflate(block, length + 1, 'zlib');
    return unzstd(block, new Uint8Array(length));
  } catch (error) {
    throw new InvalidInput(`The ${codec} block is damaged: ${sentenceOf(error)}`, 'compression');
  }
}

/** The packed bytes and what the compression attribute says of them. */
export function packXisf(
  bytes: Uint8Array,
  codec: Exclude<XisfCompression, 'none'>,
  item: number,
  zstd?: ZstdPacker,
): { block: Uint8Array; attribute: string } {
  const plain = item > 1 ? shuffle(bytes, item) : bytes;
  const block =
    codec === 'lz4' ? packLz4(plain) : codec === 'zlib' ? zlibSync(plain, { level: 3 }) : packZstd(plain, zstd);
  return { block, attribute: item > 1 ? `${codec}+sh:${bytes.length}:${item}` : `${codec}:${bytes.length}` };
}

function packZstd(bytes: Uint8Array, zstd: ZstdPacker | undefined): Uint8Array {
  if (!zstd) throw new InvalidInput('Writing zstd needs a packer; choose zlib or lz4', 'compression');
  return zstd(bytes);
}
