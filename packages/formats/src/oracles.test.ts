/** What astropy, cfitsio and fitsverify say about our files, and what we read of theirs. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { encodeFits } from './encodeFits.ts';
import type { Frame } from './frame.ts';
import { cardValue, type Header } from './header.ts';
import { readFits } from './readFits.ts';
import { PIXEL_KINDS, type PixelKind, samples } from './testing/arbitraryFrame.ts';
import { fitsverify, inFolder, lacks, python } from './testing/oracles.ts';

const kinds = Object.keys(PIXEL_KINDS) as PixelKind[];

const header: Header = [
  { keyword: 'OBJECT', value: "Barnard's star", comment: 'what it shows' },
  { keyword: 'EXPTIME', value: 1e-7, comment: '[s]' },
  { keyword: 'BIGGEST', value: 9223372036854775807n, comment: '' },
  { keyword: 'FLAG', value: true, comment: '' },
  // No apostrophes: astropy 5.2 loses text around those in a continued string, its own included.
  { keyword: 'STORY', value: 'A long story, with "quotes" & more. '.repeat(8).trim(), comment: 'its end' },
  { keyword: 'ESO DET CHIP ID', value: 'CCD-44', comment: 'hierarchical' },
  { keyword: 'COMMENT', value: undefined, comment: `${'a remark of more than one line '.repeat(4)}` },
  { keyword: 'HISTORY', value: undefined, comment: 'made by a test' },
];

function frameOf(kind: PixelKind, planes: 1 | 3): Frame {
  return {
    pixels: { width: 13, height: 7, planes, data: samples(kind, 13 * 7 * planes, [1, 2, 3, 1000, 77]) },
    header,
  };
}

/** Writes one file of every kind and hands on their paths with the frames they hold. */
function withFiles<T>(use: (files: { path: string; frame: Frame; kind: PixelKind }[], folder: string) => T): T {
  return inFolder((folder) => {
    const files = kinds.flatMap((kind) =>
      ([1, 3] as const).map((planes) => {
        const frame = frameOf(kind, planes);
        const path = join(folder, `${kind}-${planes}.fits`);
        writeFileSync(path, encodeFits(frame));
        return { path, frame, kind };
      }),
    );
    return use(files, folder);
  });
}

test.skipIf(lacks('fitsverify'))('fitsverify accepts every kind of file without a word of complaint', () => {
  withFiles((files) => {
    const { status, report } = fitsverify(...files.map(({ path }) => path));
    expect(report.split('\n').filter((line) => line !== '' && !line.startsWith('verification OK'))).toEqual([]);
    expect(status).toBe(0);
  });
});

const ASTROPY_DUMP = `
import sys, warnings
warnings.simplefilter('error')
from astropy.io import fits
for path in sys.argv[1:]:
    with fits.open(path) as hdus:
        h = hdus[0]
        h.verify('exception')
        d = h.data
        out = path + '.raw'
        d.astype(d.dtype.newbyteorder('<')).tofile(out)
        print(d.dtype.kind + str(d.dtype.itemsize), d.shape, h.header['OBJECT'], h.header['EXPTIME'], h.header['BIGGEST'], len(h.header['STORY']), h.header['ESO DET CHIP ID'], h.header['FLAG'], sep='|')
`;

test.skipIf(lacks('astropy'))('astropy reads every pixel and every card', () => {
  withFiles((files) => {
    const lines = python(ASTROPY_DUMP, ...files.map(({ path }) => path))
      .trim()
      .split('\n');
    const types = { uint8: 'u1', int16: 'i2', uint16: 'u2', int32: 'i4', uint32: 'u4', float32: 'f4', float64: 'f8' };
    const story = String(cardValue(header, 'STORY')).length;
    for (const [index, { path, frame, kind }] of files.entries()) {
      const shape = frame.pixels.planes === 3 ? '(3, 7, 13)' : '(7, 13)';
      expect(lines[index]).toBe(
        `${types[kind]}|${shape}|Barnard's star|1e-07|9223372036854775807|${story}|CCD-44|True`,
      );
      const { data } = frame.pixels;
      expect(new Uint8Array(readFileSync(`${path}.raw`))).toEqual(
        new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
      );
    }
  });
});

test.skipIf(lacks('imcopy'))('cfitsio copies our files and we read the same pixels from its copies', () => {
  withFiles((files) => {
    for (const { path, frame } of files) {
      execFileSync('imcopy', [path, `!${path}.copy.fits`]);
      expect(readFits(readFileSync(`${path}.copy.fits`)).pixels).toEqual(frame.pixels);
    }
  });
});

const ASTROPY_WRITE = `
import sys, numpy as np
from astropy.io import fits
folder = sys.argv[1]
for name in ['uint8','int16','uint16','int32','uint32','float32','float64','int64']:
    dtype = np.dtype(name)
    if dtype.kind == 'f':
        values = np.array([0.0, -0.0, 1.5, -2.25, np.nan, np.inf, 1e30], dtype)
    else:
        info = np.iinfo(dtype)
        values = np.array([info.min, info.max, 0, 1, 2, 3, 100], dtype)
    for planes in (1, 3):
        data = np.resize(values, (planes, 5, 11) if planes == 3 else (5, 11)).astype(dtype)
        hdu = fits.PrimaryHDU(data)
        hdu.header['OBJECT'] = ('NGC 7000', 'the target')
        hdu.header['STORY'] = 'long ' * 40 + 'end'
        hdu.header['HIERARCH a long keyword'] = 2.5
        hdu.header.add_history('written by astropy')
        path = f'{folder}/{name}-{planes}.fits'
        hdu.writeto(path)
        data.astype(dtype.newbyteorder('<')).tofile(path + '.raw')
`;

test.skipIf(lacks('astropy'))('we read what astropy writes', () => {
  inFolder((folder) => {
    python(ASTROPY_WRITE, folder);
    for (const kind of kinds)
      for (const planes of [1, 3] as const) {
        const path = join(folder, `${kind}-${planes}.fits`);
        const { pixels, header: read } = readFits(readFileSync(path));
        const { data, ...shape } = pixels;
        expect(shape).toEqual({ width: 11, height: 5, planes });
        expect(data.constructor).toBe(samples(kind, 1, [0]).constructor);
        expect(new Uint8Array(data.buffer, data.byteOffset, data.byteLength)).toEqual(
          new Uint8Array(readFileSync(`${path}.raw`)),
        );
        expect(cardValue(read, 'OBJECT')).toBe('NGC 7000');
        expect(cardValue(read, 'STORY')).toBe(`${'long '.repeat(40)}end`);
        expect(cardValue(read, 'A LONG KEYWORD')).toBe(2.5);
        expect(read.at(-1)).toEqual({ keyword: 'HISTORY', value: undefined, comment: 'written by astropy' });
      }
    const wide = readFits(readFileSync(join(folder, 'int64-1.fits'))).pixels.data;
    expect([...wide.subarray(0, 4)]).toEqual([-(2 ** 63), 2 ** 63, 0, 1]);
  });
});
