/** Compressed FITS files: ours read by cfitsio and astropy, theirs read by us. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InvalidInput, type PixelArray, type Pixels, seededRandom } from '@uraniborg/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeFits } from '../encodeFits.ts';
import { encodePackedFits } from '../encodePackedFits.ts';
import type { Frame } from '../frame.ts';
import { card, cardValue, isStructural } from '../header.ts';
import { readFits } from '../readFits.ts';
import { arbitraryFrame, PIXEL_KINDS, type PixelKind, samples } from '../testing/arbitraryFrame.ts';
import { fitsverify, inFolder, lacks, python } from '../testing/oracles.ts';

const WHOLE = ['uint8', 'int16', 'uint16', 'int32', 'uint32'] as const;

/** A sky with stars and, in its first pixels, the extremes of its kind. */
function frameOf(kind: PixelKind, planes: 1 | 3 = 1): Frame {
  const random = seededRandom(11);
  const [width, height] = [113, 71];
  const extremes = samples(kind, 7, [1]);
  const data = PIXEL_KINDS[kind](Array.from({ length: width * height * planes }, () => 0)).slice(
    0,
    width * height * planes,
  );
  for (let i = 0; i < data.length; i++) data[i] = 100 + 8 * random.normal() + (i % 97 === 0 ? 120 : 0);
  data.set(extremes as never);
  const pixels: Pixels = { width, height, planes, data };
  return { pixels, header: [card('OBJECT', 'M 31', 'what it shows'), card('COMMENT', undefined, 'a remark')] };
}

const bytesOf = (data: PixelArray) => new Uint8Array(data.buffer, data.byteOffset, data.byteLength);

test('what is packed is unpacked: pixels bit by bit, and every card', () => {
  const whole = arbitraryFrame.filter(
    ({ pixels }) => !(pixels.data instanceof Float32Array || pixels.data instanceof Float64Array),
  );
  fc.assert(
    fc.property(whole, (frame) => {
      const back = readFits(encodePackedFits(frame));
      expect(back.pixels).toEqual(frame.pixels);
      expect(back.header.filter(({ keyword }) => !isStructural(keyword) && keyword !== 'ROWORDER')).toEqual(
        frame.header,
      );
    }),
    { numRuns: 200 },
  );
});

test('floating point is refused, because it would lose', () => {
  expect(() => encodePackedFits(frameOf('float32'))).toThrow(InvalidInput);
});

test.skipIf(lacks('fpack') || lacks('fitsverify'))('cfitsio unpacks our files, fitsverify accepts them', () => {
  inFolder((folder) => {
    for (const kind of WHOLE)
      for (const planes of [1, 3] as const) {
        const frame = frameOf(kind, planes);
        const path = join(folder, `${kind}-${planes}.fits`);
        writeFileSync(`${path}.fz`, encodePackedFits(frame));
        expect(fitsverify(`${path}.fz`).status).toBe(0);
        execFileSync('funpack', [`${path}.fz`]);
        const back = readFits(readFileSync(path));
        expect(back.pixels).toEqual(frame.pixels);
        expect(cardValue(back.header, 'OBJECT')).toBe('M 31');
      }
  });
});

test.skipIf(lacks('fpack'))('we unpack what cfitsio packs: Rice and both gzips, rows and other tiles', () => {
  inFolder((folder) => {
    const ways = [['-r'], ['-g1'], ['-g2'], ['-r', '-t', '50,30'], ['-g2', '-t', '113,71']];
    for (const kind of WHOLE)
      for (const planes of [1, 3] as const)
        for (const [index, way] of ways.entries()) {
          const frame = frameOf(kind, planes);
          const path = join(folder, `${kind}-${planes}-${index}.fits`);
          writeFileSync(path, encodeFits(frame));
          execFileSync('fpack', [
            ...way.map((word) => (planes === 3 && word.includes(',') ? `${word},2` : word)),
            path,
          ]);
          const back = readFits(readFileSync(`${path}.fz`));
          expect(back.pixels).toEqual(frame.pixels);
          expect(cardValue(back.header, 'OBJECT')).toBe('M 31');
        }
  });
});

test.skipIf(lacks('fpack'))(
  'HCOMPRESS and PLIO give back what cfitsio gives back, lossless and lossy, of any shape',
  () => {
    inFolder((folder) => {
      const random = seededRandom(13);
      for (const [index, [kind, width, height, ...way]] of (
        [
          ['uint8', 113, 71, '-h'],
          ['int16', 113, 71, '-h'],
          ['uint16', 113, 71, '-h'],
          ['int32', 113, 71, '-h'],
          ['uint32', 113, 71, '-h'],
          ['int16', 64, 64, '-h'],
          ['uint16', 130, 97, '-h', '-t', '33,17'],
          ['int16', 200, 150, '-h', '-s', '2'],
          ['uint16', 257, 129, '-h', '-s', '8'],
          ['uint8', 113, 71, '-p'],
          ['int16', 113, 71, '-p'],
          ['uint16', 113, 71, '-p'],
        ] as const
      ).entries()) {
        const masked = way[0] === '-p';
        const data = new {
          uint8: Uint8Array,
          int16: Int16Array,
          uint16: Uint16Array,
          int32: Int32Array,
          uint32: Uint32Array,
        }[kind](width * height).map((_, i) => {
          const star = i % 97 === 0 ? 3000 : 0;
          return masked
            ? i % 37 < 9
              ? i % 5
              : 0
            : Math.abs(100 + 8 * random.normal() + (kind === 'uint8' ? 0 : star));
        });
        if (kind === 'int16' && !masked) data[3] = -20_000;
        if (kind === 'uint16' && !masked) data[5] = 65_535;
        if (kind === 'int32') [data[1], data[2]] = [-2_000_000_000, 2_000_000_000];
        const path = join(folder, `${index}.fits`);
        writeFileSync(path, encodeFits({ pixels: { width, height, planes: 1, data }, header: [] }));
        execFileSync('fpack', [...way, path]);
        execFileSync('funpack', ['-O', `${path}.back`, `${path}.fz`]);
        const theirs = readFits(readFileSync(`${path}.back`)).pixels;
        expect([index, readFits(readFileSync(`${path}.fz`)).pixels]).toEqual([index, theirs]);
        if (!way.some((word) => word === '-s')) expect([index, theirs.data]).toEqual([index, data]);
      }
    });
  },
);

const SMOOTH = `
import sys, numpy as np
from astropy.io import fits
y, x = np.mgrid[0:150, 0:203]
a = (300 + 200 * np.sin(x / 20) * np.cos(y / 31) + 2500 * np.exp(-((x - 80)**2 + (y - 60)**2) / 50)).astype('i2')
for i, (scale, smooth) in enumerate([(4, 1), (16, 1), (16, 0), (40, 1)]):
    h = fits.CompImageHDU(a, compression_type='HCOMPRESS_1', hcomp_scale=scale, hcomp_smooth=smooth, tile_size=(203, 150))
    h.writeto(f'{sys.argv[1]}/{i}.fits.fz')
`;

test.skipIf(lacks('fpack') || lacks('astropy'))('HCOMPRESS smooths where the file asks for it, as cfitsio does', () => {
  inFolder((folder) => {
    python(SMOOTH, folder);
    for (let i = 0; i < 4; i++) {
      const path = join(folder, `${i}.fits`);
      execFileSync('funpack', ['-O', path, `${path}.fz`]);
      const theirs = readFits(readFileSync(path)).pixels;
      expect([i, readFits(readFileSync(`${path}.fz`)).pixels]).toEqual([i, theirs]);
    }
  });
});

test.skipIf(lacks('fpack'))('of quantised floating point we restore what cfitsio restores', () => {
  inFolder((folder) => {
    const random = seededRandom(12);
    const data = Float32Array.from({ length: 300 * 200 }, () => 1000 + 20 * random.normal());
    data[5] = Number.NaN;
    data[7] = 0;
    const frame: Frame = { pixels: { width: 300, height: 200, planes: 1, data }, header: [] };
    for (const [index, way] of [
      ['-r'],
      ['-r', '-q', '8'],
      ['-r', '-qz', '4'],
      ['-r', '-q0', '4'],
      ['-g', '-q', '0'],
      ['-g2', '-q', '4'],
      ['-h', '-q', '4'],
      ['-h', '-q0', '8'],
    ].entries()) {
      const path = join(folder, `${index}.fits`);
      writeFileSync(path, encodeFits(frame));
      execFileSync('fpack', [...way, path]);
      execFileSync('funpack', ['-O', `${path}.back`, `${path}.fz`]);
      const ours = readFits(readFileSync(`${path}.fz`)).pixels.data;
      const theirs = readFits(readFileSync(`${path}.back`)).pixels.data;
      expect(ours).toHaveLength(theirs.length);
      let worst = 0;
      for (let i = 0; i < ours.length; i++) {
        const [a, b] = [ours[i] ?? 0, theirs[i] ?? 0];
        if (Number.isNaN(b) ? !Number.isNaN(a) : Math.abs(a - b) > worst) worst = Number.isNaN(b) ? 1 : Math.abs(a - b);
      }
      // Both round to 32-bit floating point: half a unit in the last place of 1000.
      expect([way.join(' '), worst < 1.3e-4]).toEqual([way.join(' '), true]);
    }
  });
});

const ASTROPY = `
import sys
from astropy.io import fits
for path in sys.argv[1:]:
    with fits.open(path) as hdus:
        d = hdus[1].data
        d.astype(d.dtype.newbyteorder('<')).tofile(path + '.raw')
`;

test.skipIf(lacks('astropy'))('astropy reads our files', () => {
  inFolder((folder) => {
    const files = WHOLE.map((kind) => {
      const frame = frameOf(kind);
      const path = join(folder, `${kind}.fits.fz`);
      writeFileSync(path, encodePackedFits(frame));
      return { path, frame };
    });
    python(ASTROPY, ...files.map(({ path }) => path));
    for (const { path, frame } of files)
      expect(new Uint8Array(readFileSync(`${path}.raw`))).toEqual(bytesOf(frame.pixels.data));
  });
});

test('damage and impossible sizes are refused, whatever byte is wrong', () => {
  const file = encodePackedFits(frameOf('uint16'));
  const text = Buffer.from(file).toString('latin1');
  const huge = text.replace(/(ZNAXIS1 = +) {7}113/, '$12000000000');
  expect(huge).toHaveLength(text.length);
  expect(() => readFits(Buffer.from(huge, 'latin1'))).toThrow(/cannot hold an image/);
  fc.assert(
    fc.property(fc.nat(file.length - 1), fc.nat(255), (at, value) => {
      const damaged = file.slice();
      damaged[at] = value;
      try {
        readFits(damaged);
      } catch (error) {
        expect(error).toBeInstanceOf(InvalidInput);
      }
    }),
    { numRuns: 500 },
  );
});
