import { hash } from 'node:crypto';
import { deflateSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Frame } from '../frame.ts';
import { card } from '../header.ts';
import { arbitraryFrame } from '../testing/arbitraryFrame.ts';
import type { Digest } from './checksum.ts';
import { packLz4, unpackLz4 } from './lz4.ts';
import { readXisf } from './readXisf.ts';
import { shuffle, unshuffle } from './shuffle.ts';
import { writeXisf } from './writeXisf.ts';

const zstd = (bytes: Uint8Array) => zstdCompressSync(bytes);
const small: Frame = {
  pixels: { width: 5, height: 3, planes: 1, data: Uint16Array.from({ length: 15 }, (_, i) => i * 4000) },
  header: [
    card('OBJECT', "Barnard's <33> & more", 'a "name"'),
    card('EXPTIME', 300.5),
    card('SIMPLEX', true),
    card('HISTORY', undefined, 'taken in the cold'),
  ],
};

describe.each(['none', 'zlib', 'lz4', 'zstd'] as const)('%s', (compression) => {
  test('pixels come back exactly, whatever they are', () => {
    fc.assert(
      fc.property(arbitraryFrame, (frame) => {
        const back = readXisf(writeXisf(frame, { compression, zstd })).pixels;
        const { data, ...shape } = frame.pixels;
        expect(back).toMatchObject(shape);
        expect(Array.from(back.data)).toEqual(Array.from(data));
      }),
      { numRuns: 60 },
    );
  });

  test('the header comes back', () => {
    expect(readXisf(writeXisf(small, { compression, zstd })).header).toEqual(small.header);
  });
});

test('LZ4 and shuffling undo themselves', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 3000 }),
      fc.integer({ min: 1, max: 8 }),
      fc.boolean(),
      (random, item, even) => {
        const bytes = even ? Uint8Array.from(random, (v, i) => (i % 50 < 40 ? 7 : v)) : random;
        expect(unpackLz4(packLz4(bytes), bytes.length)).toEqual(bytes);
        expect(unshuffle(shuffle(bytes, item), item)).toEqual(bytes);
      },
    ),
  );
  expect(packLz4(new Uint8Array(100_000)).length).toBeLessThan(500);
});

test('LZ4 of another program is read', () => {
  // The example of the format's own description: "abcabcabcabc..." as three literals and one overlapping copy.
  const block = Uint8Array.of(0x3f, 0x61, 0x62, 0x63, 0x03, 0x00, 0x05, 0x50, 0x63, 0x61, 0x62, 0x63, 0x61);
  expect(new TextDecoder().decode(unpackLz4(block, 32))).toBe('abcabcabcabcabcabcabcabcabccabca');
});

describe('a hostile file', () => {
  const file = writeXisf(small, { compression: 'none' });
  const altered = (change: (xml: string) => string) => {
    const length = new DataView(file.buffer).getUint32(8, true);
    const text = new TextEncoder().encode(change(new TextDecoder().decode(file.subarray(16, 16 + length))));
    const result = file.slice();
    result.fill(0, 16, 4096);
    result.set(text, 16);
    new DataView(result.buffer).setUint32(8, text.length, true);
    return result;
  };
  test.each([
    ['cut off', () => file.slice(0, file.length - 3), 'it is cut off'],
    ['another format', () => new Uint8Array(100), 'does not begin with XISF0100'],
    ['an absurd header', () => Uint8Array.from(file, (v, i) => (i >= 8 && i < 12 ? 255 : v)), 'The header claims'],
    ['absurd geometry', () => altered((xml) => xml.replace('5:3:1', '1000000:1000000:1')), 'cannot be read'],
    ['four channels', () => altered((xml) => xml.replace('5:3:1', '5:3:4')), '4 channels'],
    ['complex numbers', () => altered((xml) => xml.replace('UInt16', 'Complex32')), 'sample format Complex32'],
    ['an XML bomb', () => altered((xml) => xml.replace('?>', '?><!DOCTYPE x [<!ENTITY a "aaaa">]>')), 'document type'],
    ['no XML', () => altered(() => '<xisf><Image'), 'The header is no XML'],
    ['no image', () => altered((xml) => xml.replaceAll('Image', 'Imagine')), 'There is no image'],
    [
      'a block elsewhere',
      () => altered((xml) => xml.replace(/location="[^"]*"/, 'location="path(/etc/passwd)"')),
      'cannot be read',
    ],
    [
      'a picture that its bytes cannot hold',
      () =>
        altered((xml) =>
          xml.replace('5:3:1', '30000:30000:1').replace('location', 'compression="zlib:1800000000" location'),
        ),
      'cannot hold 1800000000',
    ],
    [
      'a bomb',
      () => altered((xml) => xml.replace('location', 'compression="zlib:99999999999" location')),
      'claims 99999999999 bytes',
    ],
  ])('%s: a clear error', (_name, make, message) => {
    expect(() => readXisf(make())).toThrow(message);
  });

  test('a compressed block that gives more than it claims ends in an error', () => {
    const bomb = deflateSync(new Uint8Array(1_000_000));
    const xisf = altered((xml) =>
      xml
        .replace(/location="[^"]*"/, `compression="zlib:30" location="inline:base64"`)
        .replace('</Image>', `${Buffer.from(bomb).toString('base64')}</Image>`),
    );
    expect(() => readXisf(xisf)).toThrow();
  });

  test('whatever bytes: an error or a frame, never a crash', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat({ max: file.length - 1 }), fc.nat({ max: 255 })), { minLength: 1, maxLength: 8 }),
        (changes) => {
          const damaged = file.slice();
          for (const [at, value] of changes) damaged[at] = value;
          try {
            readXisf(damaged);
          } catch (error) {
            expect((error as { tag?: string }).tag).toBe('InvalidInput');
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});

/** A file of two by two pixels of 8 bits, whose image has these attributes and elements. */
function fileOf(attributes: string, elements: string, block: Uint8Array): Uint8Array {
  const xml = `<xisf version="1.0"><Image geometry="2:2:1" sampleFormat="UInt8" location="attachment:4096:${block.length}" ${attributes}>${elements}</Image></xisf>`;
  const file = new Uint8Array(4096 + block.length);
  file.set(new TextEncoder().encode('XISF0100'));
  new DataView(file.buffer).setUint32(8, xml.length, true);
  file.set(new TextEncoder().encode(xml), 16);
  file.set(block, 4096);
  return file;
}

test('checksums are written and compared; what differs is refused', () => {
  const digest: Digest = (algorithm, bytes) => hash(algorithm, bytes);
  const file = writeXisf(small, { compression: 'none', digest });
  expect(readXisf(file, { digest }).pixels).toEqual(small.pixels);
  file[file.length - 1] = (file.at(-1) ?? 0) ^ 1;
  expect(() => readXisf(file, { digest })).toThrow('their checksum differs');
  expect(readXisf(file).pixels.width).toBe(5);
  const block = Uint8Array.of(1, 2, 3, 4);
  for (const [name, algorithm] of [
    ['sha-1', 'sha1'],
    ['sha-256', 'sha256'],
    ['sha512', 'sha512'],
    ['sha3-256', 'sha3-256'],
  ] as const) {
    const right = fileOf(`checksum="${name}:${hash(algorithm, block)}"`, '', block);
    expect(readXisf(right, { digest }).pixels.data).toEqual(block);
    const wrong = fileOf(`checksum="${name}:${hash(algorithm, 'else')}"`, '', block);
    expect(() => readXisf(wrong, { digest })).toThrow('their checksum differs');
  }
});

test('a block in pieces, by LZ4 HC, is put together; pieces that do not fit are refused', () => {
  const pieces = [Uint8Array.of(1, 2, 3), Uint8Array.of(4)].map(packLz4);
  const block = Uint8Array.from(pieces.flatMap((piece) => [...piece]));
  const lengths = pieces.map(({ length }) => length);
  const said = (subblocks: string) => fileOf(`compression="lz4hc:4" subblocks="${subblocks}"`, '', block);
  expect(readXisf(said(`${lengths[0]},3:${lengths[1]},1`)).pixels.data).toEqual(Uint8Array.of(1, 2, 3, 4));
  for (const wrong of [`${lengths[0]},3:${lengths[1]},2`, '1,4', '-1,3:9,1', 'x'])
    expect(() => readXisf(said(wrong))).toThrow('are not those of the block');
});

test('the mosaic of a colour sensor is told by its own element', () => {
  const element = '<ColorFilterArray pattern="GBRG" width="2" height="2"/>';
  const { header } = readXisf(fileOf('', element, new Uint8Array(4)));
  expect(header).toEqual([expect.objectContaining({ keyword: 'BAYERPAT', value: 'GBRG' })]);
  const both = `${element}<FITSKeyword name="BAYERPAT" value="'RGGB'" comment=""/>`;
  expect(readXisf(fileOf('', both, new Uint8Array(4))).header.map(({ value }) => value)).toEqual(['RGGB']);
});
