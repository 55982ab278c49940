import { InvalidInput } from '@uraniborg/core';

/**
 * Rice's code for the differences of neighbouring samples, as FITS's tiled images use it (FITS standard 4.0, section
 * 10.4.1; Rice, Yeh & Miller 1993). A tile is one run of samples: the first as it is, then blocks of 32 differences,
 * each block with the number of low bits that suits it.
 */
export type RiceSamples = Uint8Array | Int16Array | Int32Array;

interface Layout {
  /** Bits of the number that says how a block is coded, and its values for "as they are". */
  readonly selectorBits: number;
  readonly asTheyAre: number;
  readonly sampleBits: 8 | 16 | 32;
}

const LAYOUTS: Record<1 | 2 | 4, Layout> = {
  1: { selectorBits: 3, asTheyAre: 6, sampleBits: 8 },
  2: { selectorBits: 4, asTheyAre: 14, sampleBits: 16 },
  4: { selectorBits: 5, asTheyAre: 25, sampleBits: 32 },
};

function layoutOf(samples: RiceSamples): Layout {
  return LAYOUTS[samples.BYTES_PER_ELEMENT as 1 | 2 | 4];
}

/**
 * Decodes one tile into `to`, which it fills.
 *
 * @throws InvalidInput when the bytes end before the samples do
 */
export function riceDecodePlain(bytes: Uint8Array, to: RiceSamples, blockSize = 32): void {
  const { selectorBits, asTheyAre, sampleBits } = layoutOf(to);
  const end = bytes.length * 8;
  let last = word(bytes, 0) >> (32 - sampleBits);
  let at: number = sampleBits;
  for (let begin = 0; begin < to.length; begin += blockSize) {
    const stop = Math.min(begin + blockSize, to.length);
    const low = (word(bytes, at) >>> (32 - selectorBits)) - 1;
    at += selectorBits;
    if (low < 0) {
      to.fill(last, begin, stop);
    } else if (low === asTheyAre) {
      for (let i = begin; i < stop; i++, at += sampleBits) {
        const mapped = word(bytes, at) >>> (32 - sampleBits);
        last = (last + ((mapped >>> 1) ^ -(mapped & 1))) | 0;
        to[i] = last;
      }
    } else {
      at = decodeBlock(bytes, at, low, to, begin, stop, last);
      last = to[stop - 1] as number;
    }
    if (at > end) throw tooShort();
  }
}

/** Differences in unary for their high bits and `low` plain bits; returns where the next block begins. */
function decodeBlock(
  bytes: Uint8Array,
  from: number,
  low: number,
  to: RiceSamples,
  begin: number,
  stop: number,
  before: number,
): number {
  let last = before;
  // The next bits, the first one highest, and how many of them there are; beyond the end of the bytes they are zero.
  let next = (from >>> 3) + 1;
  let have = 8 - (from & 7);
  let bits = (bytes[next - 1] as number) << (32 - have);
  for (let i = begin; i < stop; i++) {
    while (have <= 24) {
      bits |= (bytes[next++] as number) << (24 - have);
      have += 8;
    }
    const high = Math.clz32(bits);
    const length = high + 1 + low;
    let mapped: number;
    if (length <= have) {
      // Two shifts, because one by 32 would be none.
      mapped = (high << low) | ((((bits << high) << 1) >>> 1) >>> (31 - low));
      bits <<= length;
      if (length === 32) bits = 0;
      have -= length;
    } else {
      const [zeros, tail] = runOfZeros(bytes, next * 8 - have);
      mapped = (zeros << low) | (low === 0 ? 0 : word(bytes, tail) >>> (32 - low));
      next = ((tail + low) >>> 3) + 1;
      have = 8 - ((tail + low) & 7);
      bits = (bytes[next - 1] as number) << (32 - have);
    }
    last = (last + ((mapped >>> 1) ^ -(mapped & 1))) | 0;
    to[i] = last;
  }
  return next * 8 - have;
}

/** The 32 bits from bit `at` on; what is beyond the end is zero. */
function word(bytes: Uint8Array, at: number): number {
  const i = at >>> 3;
  const shift = at & 7;
  const first =
    ((bytes[i] as number) << 24) |
    ((bytes[i + 1] as number) << 16) |
    ((bytes[i + 2] as number) << 8) |
    (bytes[i + 3] as number);
  return (first << shift) | ((bytes[i + 4] as number) >>> (8 - shift));
}

/** How many zeros there are from `from` on, and where the bit after the one that ends them is. */
function runOfZeros(bytes: Uint8Array, from: number): [zeros: number, next: number] {
  let zeros = 0;
  for (let at = from; at < bytes.length * 8; at += 32) {
    const here = Math.clz32(word(bytes, at));
    zeros += here;
    if (here < 32) return [zeros, from + zeros + 1];
  }
  throw tooShort();
}

function tooShort(): InvalidInput {
  return new InvalidInput('a compressed tile ends before its pixels do; the file is damaged');
}

/** The most bytes that a tile of so many samples can need. */
export function riceBound(samples: number, bytesPerSample: number, blockSize = 32): number {
  // A block as it is: the samples and at most five bits. Eight more, because bits are put out four bytes at a time.
  return samples * bytesPerSample + Math.ceil(samples / blockSize) + bytesPerSample + 8;
}

/**
 * Encodes `samples` as one tile and returns its length in bytes.
 * @param to has room for riceBound bytes
 */
export function riceEncodePlain(samples: RiceSamples, to: Uint8Array, blockSize = 32): number {
  const { selectorBits, asTheyAre, sampleBits } = layoutOf(samples);
  const unused = 32 - sampleBits;
  const mapped = new Uint32Array(blockSize);
  const codes = new BitWriter(to, 4 * blockSize + 16);
  let last = samples[0] ?? 0;
  codes.add(last & (0xffffffff >>> unused), sampleBits);
  for (let begin = 0; begin < samples.length; begin += blockSize) {
    const count = Math.min(blockSize, samples.length - begin);
    let sum = 0;
    for (let i = 0; i < count; i++) {
      const sample = samples[begin + i] as number;
      // Differences wrap round in the width of a sample, as they do when they are added up again.
      const difference = ((sample - last) << unused) >> unused;
      const code = ((difference << 1) ^ (difference >> 31)) >>> 0;
      mapped[i] = code;
      sum += code;
      last = sample;
    }
    // The number of low bits that makes the rest about one, by the mean (Rice, Yeh & Miller 1993).
    const mean = Math.max(0, (sum - (count >> 1) - 1) / count);
    const low = 32 - Math.clz32(mean / 2);
    if (sum === 0) codes.add(0, selectorBits);
    else if (low >= asTheyAre) {
      codes.add(asTheyAre + 1, selectorBits);
      for (let i = 0; i < count; i++) codes.add(mapped[i] as number, sampleBits);
    } else {
      codes.add(low + 1, selectorBits);
      const mask = (1 << low) - 1;
      for (let i = 0; i < count; i++) {
        const code = mapped[i] as number;
        const length = (code >>> low) + 1 + low;
        // Zeros, a one, and the low bits.
        const tail = (1 << low) | (code & mask);
        if (length <= 32) codes.add(tail, length);
        else codes.addLong(tail, length);
      }
    }
    codes.flush();
  }
  return codes.end();
}

/** Collects codes of 1 to 32 bits and puts them out in one go: the state of the loop stays in registers that way. */
class BitWriter {
  readonly #to: Uint8Array;
  readonly #values: Uint32Array;
  readonly #lengths: Uint8Array;
  #count = 0;
  #at = 0;
  /** Bits that wait, the first ones highest, until there are 32. */
  #waiting = 0;
  #free = 32;

  constructor(to: Uint8Array, codes: number) {
    this.#to = to;
    this.#values = new Uint32Array(codes);
    this.#lengths = new Uint8Array(codes);
  }

  add(value: number, length: number): void {
    this.#values[this.#count] = value;
    this.#lengths[this.#count++] = length;
  }

  /** A code longer than 32 bits: all but its tail are zeros. */
  addLong(value: number, length: number): void {
    let zeros = length - 32;
    for (; zeros > 32; zeros -= 32) this.add(0, 32);
    this.add(0, zeros);
    this.add(value, 32);
  }

  flush(): void {
    const [to, values, lengths, count] = [this.#to, this.#values, this.#lengths, this.#count];
    let at = this.#at;
    let waiting = this.#waiting;
    let free = this.#free;
    for (let i = 0; i < count; i++) {
      const value = values[i] as number;
      const length = lengths[i] as number;
      if (length < free) {
        free -= length;
        waiting |= value << free;
        continue;
      }
      const rest = length - free;
      waiting |= value >>> rest;
      to[at] = waiting >>> 24;
      to[at + 1] = waiting >>> 16;
      to[at + 2] = waiting >>> 8;
      to[at + 3] = waiting;
      at += 4;
      free = 32 - rest;
      waiting = rest === 0 ? 0 : value << free;
    }
    this.#at = at;
    this.#waiting = waiting;
    this.#free = free;
    this.#count = 0;
  }

  /** Puts out what waits, and tells how many bytes there are. */
  end(): number {
    this.flush();
    for (; this.#free < 32; this.#free += 8, this.#waiting <<= 8) this.#to[this.#at++] = this.#waiting >>> 24;
    return this.#at;
  }
}
