/**
 * Hostile bytes at every reader: damaged files of every kind, cut off, spliced, with bits and numbers changed. Whatever
 * comes in, out comes a frame or an InvalidInput, and no more memory is asked for than the file could have had pixels.
 * FUZZ=1000000 tries more of them, FUZZ_SEED=42 others.
 */
import { hash } from 'node:crypto';
import { zstdCompressSync } from 'node:zlib';
import { InvalidInput, seededRandom } from '@uraniborg/core';
import { gzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { bytesAsSource } from './byteSource.ts';
import { encodeFits } from './encodeFits.ts';
import { encodePackedFits } from './encodePackedFits.ts';
import type { Frame } from './frame.ts';
import { frameOfFile } from './frameOfFile.ts';
import { riceEncode } from './fz/riceTile.ts';
import { card } from './header.ts';
import { writeBmp } from './picture/bmp.ts';
import { writeJpeg } from './picture/jpeg.ts';
import { writePng } from './picture/writePng.ts';
import { writeTiff } from './picture/writeTiff.ts';
import { readFits } from './readFits.ts';
import { readSer } from './ser/readSer.ts';
import { serWriter } from './ser/writeSer.ts';
import { samples } from './testing/arbitraryFrame.ts';
import { packedWhole, pictures, tiffs } from './testing/foreignPictures.ts';
import { verifyFits } from './verify/verifyFits.ts';
import type { Digest } from './xisf/checksum.ts';
import { readXisf } from './xisf/readXisf.ts';
import { writeXisf } from './xisf/writeXisf.ts';
import { xisfParts } from './xisf/xisfParts.ts';

const ROUNDS = Number(process.env.FUZZ ?? 4000);
const SEED = Number(process.env.FUZZ_SEED ?? 41);

const frame = (kind: 'uint16' | 'float32', planes: 1 | 3): Frame => ({
  pixels: { width: 9, height: 5, planes, data: samples(kind, 45 * planes, [3, 1, 4, 1, 5]) },
  header: [card('OBJECT', 'M 1'), card('STORY', 'long '.repeat(30).trim()), card('CRPIX2', 3), card('BSCALE', 1)],
});

/** Nine by five pixels, as fpack -h packs them. */
const HCOMPRESS = atob(
  '3ZkAAAAFAAAACQAAAAAAAAAAAAAOAAYGBffmR78noA0kyABQyI9hf98J/8H+kAwpAf6R/3/f8H/Qf9f9/wT3/BPBPBPA1sbcp04=',
);

/**
 * A compressed image of one tile.
 *
 * @param more cards of the table
 */
function packedFits(
  algorithm: string,
  tile: string,
  bitpix = 16,
  more: readonly (readonly [string, string | number])[] = [],
) {
  const cards = (...lines: string[]) =>
    [...lines, 'END']
      .map((line) => line.padEnd(80))
      .join('')
      .padEnd(2880);
  const value = (keyword: string, text: string | number) => `${keyword.padEnd(8)}= ${String(text).padStart(20)}`;
  const table = [
    ...["'BINTABLE'", 8, 2, 8, 1, tile.length, 1, 1].map((text, i) =>
      value(['XTENSION', 'BITPIX', 'NAXIS', 'NAXIS1', 'NAXIS2', 'PCOUNT', 'GCOUNT', 'TFIELDS'][i] ?? '', text),
    ),
    value('TTYPE1', "'COMPRESSED_DATA'"),
    value('TFORM1', `'1PB(${tile.length})'`),
    ...['ZIMAGE', 'ZBITPIX', 'ZNAXIS', 'ZNAXIS1', 'ZNAXIS2', 'ZTILE1', 'ZTILE2'].map((keyword, i) =>
      value(keyword, ['T', bitpix, 2, 9, 5, 9, 5][i] ?? ''),
    ),
    value('ZCMPTYPE', `'${algorithm}'`),
    ...more.map(([keyword, text]) => value(keyword, text)),
  ];
  const place = `\0\0${String.fromCharCode(tile.length >> 8, tile.length & 255)}\0\0\0\0`;
  const text =
    cards(value('SIMPLE', 'T'), value('BITPIX', 8), value('NAXIS', 0), value('EXTEND', 'T')) +
    cards(...table) +
    (place + tile).padEnd(2880, '\0');
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

/** A run of 45 pixels at the level of 1. */
const PLIO = String.fromCharCode(0, 0, 0, 7, 0xff, 0x9c, 0, 8, 0, 0, 0, 0, 0, 0, 0x40, 45);

/** Whole numbers that grow and jump, and the same as bytes in FITS's order. */
const NUMBERS = Int32Array.from({ length: 45 }, (_, i) => 1000 + i * i);
const BIG_ENDIAN = new Uint8Array(90);
for (const [i, value] of NUMBERS.entries()) new DataView(BIG_ENDIAN.buffer).setInt16(2 * i, value);
const SHUFFLED = BIG_ENDIAN.map((_, i) => BIG_ENDIAN[i < 45 ? 2 * i : 2 * (i - 45) + 1] ?? 0);
const textOf = (bytes: Uint8Array) => String.fromCharCode(...bytes);
const rice = new Uint8Array(400);
const QUANTISED = textOf(rice.subarray(0, riceEncode(NUMBERS, rice)));
const dither = [
  ['ZQUANTIZ', "'SUBTRACTIVE_DITHER_2'"],
  ['ZDITHER0', 7],
  ['ZSCALE', 0.5],
  ['ZZERO', 3],
] as const;

const FITS = [
  encodeFits(frame('uint16', 1)),
  encodeFits(frame('float32', 3)),
  encodePackedFits(frame('uint16', 1)),
  encodePackedFits(frame('uint16', 3)),
  packedFits('HCOMPRESS_1', HCOMPRESS),
  packedFits('PLIO_1', PLIO),
  packedFits('GZIP_1', textOf(gzipSync(BIG_ENDIAN))),
  packedFits('GZIP_2', textOf(gzipSync(SHUFFLED))),
  packedFits('RICE_1', QUANTISED, -32, dither),
  packedFits('NOCOMPRESS', textOf(BIG_ENDIAN)),
  gzipSync(encodeFits(frame('uint16', 1))),
  ...packedWhole,
];

/** Words that a hostile writer would put where a number or a size stands. */
const NASTY = [
  '-1',
  '0',
  '1E99',
  '999999999',
  '9999999999999999999',
  "'x'",
  '= ',
  'END',
  '/',
  '\0\0\0\0',
  'ÿÿÿÿ',
  '<',
  '"',
  ':',
];

/** One of the seeds with a few things wrong. */
function damaged(seeds: readonly Uint8Array[], random: ReturnType<typeof seededRandom>): Uint8Array {
  const pick = (n: number) => Math.floor(random.uniform() * n);
  let bytes = (seeds[pick(seeds.length)] ?? new Uint8Array()).slice();
  for (let change = 1 + pick(4); change > 0; change--) {
    const at = pick(bytes.length + 1);
    switch (pick(6)) {
      case 0:
        bytes = bytes.slice(0, at);
        break;
      case 1:
        if (at < bytes.length) bytes[at] = pick(256);
        break;
      case 2:
        if (at < bytes.length) bytes[at] = (bytes[at] ?? 0) ^ (1 << pick(8));
        break;
      case 3: {
        const word = Uint8Array.from(NASTY[pick(NASTY.length)] ?? '', (letter) => letter.charCodeAt(0));
        if (at + word.length <= bytes.length) bytes.set(word, at);
        break;
      }
      case 4: {
        // A FITS card, or as much of anything, from somewhere else.
        const from = pick(Math.max(1, bytes.length - 80));
        bytes.set(bytes.slice(from, Math.min(from + 80, from + bytes.length - at)), at);
        break;
      }
      default: {
        const card = Math.floor(at / 80) * 80 + 10;
        const word = NASTY[pick(9)] ?? '';
        for (let i = 0; i < 21 && card + i < bytes.length; i++) bytes[card + i] = word.padStart(20).charCodeAt(i) || 32;
      }
    }
  }
  return bytes;
}

async function attack(seeds: readonly Uint8Array[], read: (bytes: Uint8Array) => unknown): Promise<number> {
  const random = seededRandom(SEED);
  let survived = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const bytes = damaged(seeds, random);
    try {
      await read(bytes);
      survived++;
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw new Error(`round ${round}`, { cause: error });
    }
  }
  return survived;
}

/** @param most bytes of pixels for each of the file */
const check = ({ pixels }: Frame, bytes: Uint8Array, most = 4096) => {
  if (pixels.data.length !== pixels.width * pixels.height * pixels.planes)
    throw new Error('pixels do not fill the frame');
  if (pixels.data.byteLength > most * bytes.length + 65_536) throw new Error('more pixels than the file can have');
};

test('the seeds are good', async () => {
  for (const each of [...tiffs, ...pictures, RUNS, TGA])
    expect((await frameOfFile(each)).pixels).toMatchObject({ width: expect.any(Number) });
  const expected = Int16Array.from({ length: 45 }, (_, i) => 100 + ((i * 7) % 23));
  expect(readFits(FITS[4] ?? new Uint8Array()).pixels.data).toEqual(expected);
  expect(readFits(FITS[5] ?? new Uint8Array()).pixels.data).toEqual(new Int16Array(45).fill(1));
  for (const i of [6, 7, 9])
    expect(readFits(FITS[i] ?? new Uint8Array()).pixels.data).toEqual(Int16Array.from(NUMBERS));
  const restored = readFits(FITS[8] ?? new Uint8Array()).pixels.data;
  expect(restored.every((value, i) => Math.abs(value - 3 - 0.5 * (NUMBERS[i] ?? 0)) <= 0.25)).toBe(true);
  expect(readFits(FITS[10] ?? new Uint8Array()).pixels).toEqual(frame('uint16', 1).pixels);
  for (const each of packedWhole) expect(readFits(each).pixels.data).toEqual(Uint16Array.from(expected));
});

test('FITS, plain and compressed', async () => {
  const survived = await attack(FITS, (bytes) => check(readFits(bytes, { rowOrder: 'bottom-up' }), bytes, 40_000));
  expect(survived).toBeGreaterThan(0);
  expect(survived).toBeLessThan(ROUNDS);
});

test('what is wrong with any FITS file is told', async () => {
  const survived = await attack(FITS, verifyFits);
  expect(survived).toBeGreaterThan(0);
});

test('XISF', async () => {
  const zstd = (bytes: Uint8Array) => zstdCompressSync(bytes);
  const digest: Digest = (algorithm, bytes) => hash(algorithm, bytes);
  const seeds = (['none', 'zlib', 'lz4', 'zstd'] as const).flatMap((compression) =>
    [frame('uint16', 1), frame('float32', 3)].map((each) => writeXisf(each, { compression, zstd })),
  );
  seeds.push(
    writeXisf(frame('uint16', 1), { digest }),
    inHeader('inline:base64', 'AAECAwQF'),
    inHeader('inline:hex', '0001'),
    inHeader(
      'inline:hex',
      '00010203',
      `<Property id="Observer:Name" type="String">A</Property></Image><Image geometry="1:1:2" sampleFormat="UInt8" location="inline:hex">0102`,
    ),
  );
  const survived = await attack(seeds, (bytes) => {
    for (const [image, { axes }] of xisfParts(bytes).slice(0, 3).entries())
      check(readXisf(bytes, { digest, image, ...(axes[2] === 2 && { plane: 1 }) }), bytes, 44_000);
  });
  expect(survived).toBeGreaterThan(0);
  expect(survived).toBeLessThan(ROUNDS);
});

/** An XISF file whose pixels stand in its header. */
function inHeader(location: string, text: string, more = ''): Uint8Array {
  const image = `<xisf version="1.0"><Image geometry="3:1:1" sampleFormat="UInt16" location="${location}">${text}${more}</Image></xisf>`;
  const file = new Uint8Array(16 + image.length);
  file.set(new TextEncoder().encode('XISF0100'));
  new DataView(file.buffer).setUint32(8, image.length, true);
  file.set(new TextEncoder().encode(image), 16);
  return file;
}

test('SER', async () => {
  const seeds = (['mono', 'RGGB', 'RGB'] as const).map((colour) => {
    const planes = colour === 'RGB' ? 3 : 1;
    const writer = serWriter({ width: 9, height: 5, depth: 16, colour, observer: '', instrument: '', telescope: '' });
    const pixels = {
      width: 9,
      height: 5,
      planes,
      data: samples('uint16', 45 * planes, [9, 8, 7]) as Uint16Array,
    } as const;
    const pieces = [writer.frame(pixels, undefined), writer.frame(pixels, undefined)];
    return Uint8Array.from(Buffer.concat([writer.header(), ...pieces, writer.trailer()]));
  });
  const survived = await attack(seeds, async (bytes) => {
    const recording = await readSer(bytesAsSource(bytes));
    for (let index = 0; index < Math.min(3, recording.frameCount); index++)
      check({ pixels: await recording.pixels(index), header: [] }, bytes);
  });
  expect(survived).toBeGreaterThan(0);
  expect(survived).toBeLessThan(ROUNDS);
});

/** A bitmap of two runs, and a TGA of two and a pixel. */
const RUNS = Uint8Array.from({ length: 54 + 12 + 8 }, () => 0);
for (const [at, value] of [
  [0, 0x4d42],
  [10, 66],
  [14, 40],
  [18, 9],
  [22, 5],
  [28, 8],
  [30, 1],
  [46, 3],
  [54, 0x010101],
] as const)
  new DataView(RUNS.buffer).setUint32(at, value, true);
RUNS.set([9, 1, 0, 0, 5, 2, 0, 1], 66);
const TGA = Uint8Array.of(
  ...[0, 0, 10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9, 0, 5, 0, 24, 0x20],
  ...[0x9f, 1, 2, 3, 0x8b, 9, 9, 9, 0, 4, 5, 6],
);

test('pictures: PNG, TIFF, JPEG, GIF, BMP and TGA', async () => {
  const pixels = (planes: 1 | 3) => ({
    width: 9,
    height: 5,
    planes,
    data: samples('uint8', 45 * planes, [3, 1, 4, 1, 5]) as Uint8Array,
  });
  const header = [card('OBJECT', 'M 1')];
  const seeds = ([1, 3] as const).flatMap((planes) => [
    writePng(pixels(planes)),
    writeTiff({ pixels: pixels(planes), header }),
    writeBmp(pixels(planes)),
    writeJpeg(pixels(planes)),
  ]);
  const survived = await attack([...seeds, ...tiffs, ...pictures, RUNS, TGA], async (bytes) => {
    // A run of zstd's blocks in a TIFF; of black and white by a palette eight pixels of three bytes, packed by deflate.
    check(await frameOfFile(bytes), bytes, 44_000);
  });
  expect(survived).toBeGreaterThan(0);
  expect(survived).toBeLessThan(ROUNDS);
});
