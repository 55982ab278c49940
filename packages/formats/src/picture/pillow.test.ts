/** Pictures that another program wrote: every kind that people have, each pixel as Pillow or libtiff sees it. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Pixels, seededRandom } from '@uraniborg/core';
import { expect, test } from 'vitest';
import { frameOfFile } from '../frameOfFile.ts';
import { cardValue } from '../header.ts';
import { recogniseFormat } from '../recognise.ts';
import { inFolder, lacks, python } from '../testing/oracles.ts';
import { writeBmp } from './bmp.ts';
import { readJpeg, writeJpeg } from './jpeg.ts';
import { readTiff } from './readTiff.ts';
import { writeTiff } from './writeTiff.ts';

/** Writes pictures of every kind into a folder, and beside each what its pixels are: planes, top row first. */
const WRITE = `
import sys, os, numpy as np
from PIL import Image, ImageOps, TiffImagePlugin
os.chdir(sys.argv[1])
r = np.random.default_rng(5)
h, w = 37, 53
y, x = np.mgrid[0:h, 0:w]
smooth = (x * 4 + y * 2) % 256
rgb = np.dstack([smooth, (x * y) % 256, r.integers(0, 256, (h, w))]).astype('u1')
grey = (smooth // 8 * 8).astype('u1'); g16 = (r.integers(0, 65536, (h, w))).astype('u2')
f32 = r.normal(1000, 20, (h, w)).astype('f4'); i32 = r.integers(-2**31, 2**31, (h, w)).astype('i4')
def keep(name, a):
    a = np.asarray(a)
    if a.ndim == 3: a = a[:, :, :3].transpose(2, 0, 1)
    a.astype(a.dtype.newbyteorder('<')).tofile(name + '.raw')
def save(name, image, pixels=None, **k):
    image.save(name, **k); keep(name, pixels if pixels is not None else np.asarray(image))
G, C = Image.fromarray(grey), Image.fromarray(rgb)
A = Image.fromarray(np.dstack([rgb, grey])); P = C.quantize(64); B = Image.fromarray(grey > 100)
bits = np.where(grey > 100, 255, 0).astype('u1')
for ext in ('bmp', 'tga'):
    save('grey.' + ext, G); save('rgb.' + ext, C); save('palette.' + ext, P, P.convert('RGB'))
save('rgba.tga', A, rgb); save('rgba.bmp', A, rgb)
save('runs.tga', C, compression='tga_rle'); save('grey-runs.tga', G, compression='tga_rle'); save('bits.bmp', B, bits)
save('grey.gif', G); save('palette.gif', P, P.convert('RGB')); save('interlaced.gif', P, P.convert('RGB'), interlace=1)
save('few.gif', C.quantize(3), C.quantize(3).convert('RGB'))
save('long.gif', Image.new('L', (900, 700), 7))
for c in (None, 'tiff_lzw', 'tiff_adobe_deflate', 'packbits'):
    n = c or 'plain'
    save(n + '-grey.tif', G, compression=c); save(n + '-rgb.tif', C, compression=c)
    save(n + '-g16.tif', Image.fromarray(g16), g16, compression=c)
    save(n + '-palette.tif', P, P.convert('RGB'), compression=c); save(n + '-bits.tif', B, bits, compression=c)
    save(n + '-rgba.tif', A, rgb, compression=c)
save('f32.tif', Image.fromarray(f32)); save('i32.tif', Image.fromarray(i32))
save('f32-lzw.tif', Image.fromarray(f32), compression='tiff_lzw')
save('grey.png', G); save('rgba.png', A, rgb); save('g16.png', Image.fromarray(g16), g16)
inks = Image.fromarray(np.dstack([rgb, grey // 2]), 'CMYK')
for c in (None, 'tiff_lzw'): save('inks-' + str(c) + '.tif', inks, np.asarray(inks.convert('RGB')), compression=c)
for o in range(1, 9):
    t = TiffImagePlugin.ImageFileDirectory_v2(); t[274] = o
    n = 'turned-%d.tif' % o; C.save(n, tiffinfo=t); keep(n, Image.open(n))
    e = Image.Exif(); e[274] = o
    n = 'turned-%d.jpg' % o; G.save(n, exif=e, quality=95); keep(n, ImageOps.exif_transpose(Image.open(n)))
for n, i in (('rgb', C), ('grey', G), ('inks', inks)):
    n = 'jpeg-' + n + '.tif'; i.save(n, compression='jpeg'); keep(n, Image.open(n).convert('L' if i == G else 'RGB'))
inks.save('inks.jpg', quality=90); keep('inks.jpg', Image.open('inks.jpg').convert('RGB'))
G.save('clear.jpg', quality=80, progressive=True); keep('clear.jpg', Image.open('clear.jpg'))
Image.fromarray(rgb[:1, :1]).save('one.jpg'); keep('one.jpg', Image.open('one.jpg'))
for q in ('4:4:4', '4:2:2', '4:2:0'):
    for p in (False, True):
        name = 'rgb' + q.replace(':', '') + str(p) + '.jpg'
        smoothrgb = np.dstack([smooth // 2, 255 - smooth // 2, np.full((h, w), 90)]).astype('u1')
        Image.fromarray(smoothrgb).save(name, quality=90, subsampling=q, progressive=p); keep(name, Image.open(name))
G.save('grey.jpg', quality=95); keep('grey.jpg', np.asarray(Image.open('grey.jpg')))
e = Image.Exif(); e[271] = 'Canon'; e[272] = 'Canon EOS 6D'
x = e.get_ifd(34665); x[33434] = 30.5; x[33437] = 2.8; x[34855] = 1600; x[36867] = '2026:11:20 22:14:05'; x[37521] = '25'; x[37386] = 200.0
x[42036] = 'EF200mm f/2.8L II USM'; e[34665] = x
G.save('exif.jpg', exif=e)
x[36881] = '+01:00'; e[34665] = x
G.save('exif-zone.jpg', exif=e)
print('\\n'.join(sorted(n for n in os.listdir('.') if os.path.exists(n + '.raw'))))
`;

/** What a program says of the files that we wrote: shape and pixels. */
const READ = `
import sys, numpy as np
from PIL import Image
for path in sys.argv[1:]:
    a = np.asarray(Image.open(path))
    if a.ndim == 3: a = a.transpose(2, 0, 1)
    a.astype(a.dtype.newbyteorder('<')).tofile(path + '.raw')
`;

const bytesOf = ({ data }: Pixels) => Buffer.from(data.buffer, data.byteOffset, data.byteLength);
const missing = lacks('pillow');

test.skipIf(missing)('lossless pictures of every kind are read as Pillow reads them', async () => {
  const tried = await inFolderAsync(async (folder) => {
    const names = python(WRITE, folder).trim().split('\n');
    for (const name of names.filter((each) => !isLossy(each))) {
      const file = readFileSync(join(folder, name));
      expect([name, recogniseFormat(file.subarray(0, 4096))]).toEqual([name, formatOf(name)]);
      const { pixels } = await frameOfFile(file);
      // Grey by a palette is one plane here and three there.
      const theirs = readFileSync(join(folder, `${name}.raw`));
      const once = theirs.length === 3 * bytesOf(pixels).length ? theirs.subarray(0, theirs.length / 3) : theirs;
      expect([name, pixels.width * pixels.height * pixels.planes]).toEqual([name, pixels.data.length]);
      expect([name, bytesOf(pixels).equals(once)]).toEqual([name, true]);
    }
    return names.length;
  });
  expect(tried).toBeGreaterThan(45);
});

/** JPEG, by itself or in a TIFF. */
const isLossy = (name: string) => /\.jpg$|^jpeg-/.test(name);
const formatOf = (name: string) => ({ tif: 'tiff', jpg: 'jpeg' })[name.slice(-3)] ?? name.slice(-3);

test.skipIf(missing)(
  'JPEG of every kind, in TIFF too, as Pillow reads it to a level or three, turned as it is to be seen; EXIF becomes cards',
  async () => {
    await inFolderAsync(async (folder) => {
      const names = python(WRITE, folder).trim().split('\n').filter(isLossy);
      expect(names).toHaveLength(21);
      for (const name of names) {
        const { pixels } = await frameOfFile(readFileSync(join(folder, name)));
        const theirs = readFileSync(join(folder, `${name}.raw`));
        expect([name, pixels.planes]).toEqual([name, /grey|turned|clear/.test(name) ? 1 : 3]);
        expect([name, theirs.length]).toEqual([name, pixels.data.length]);
        const apart = theirs.map((value, i) => Math.abs(value - (pixels.data[i] ?? 0)));
        expect([name, Math.max(...apart) <= 3]).toEqual([name, true]);
        expect([name, apart.reduce((sum, each) => sum + each, 0) / Math.max(100, apart.length) < 0.2]).toEqual([
          name,
          true,
        ]);
      }
      const turned = readFileSync(join(folder, 'turned-6.jpg'));
      expect(readJpeg(turned).pixels).toMatchObject({ width: 37, height: 53 });
      expect((await frameOfFile(turned, { upright: false })).pixels).toMatchObject({ width: 53, height: 37 });
      const { header } = readJpeg(readFileSync(join(folder, 'exif.jpg')));
      const values = Object.fromEntries(header.map(({ keyword, value }) => [keyword, value]));
      expect(values).toEqual({
        INSTRUME: 'Canon EOS 6D',
        EXPTIME: 30.5,
        'DATE-LOC': '2026-11-20T22:14:05.25',
        ISOSPEED: 1600,
        F_STOP: 2.8,
        FOCALLEN: 200,
        LENS: 'EF200mm f/2.8L II USM',
      });
      const zoned = readJpeg(readFileSync(join(folder, 'exif-zone.jpg'))).header;
      expect(cardValue(zoned, 'DATE-OBS')).toBe('2026-11-20T21:14:05.250');
    });
  },
);

test.skipIf(lacks('tiffcp'))(
  'TIFF in tiles, with predictors, planes apart and big-endian, as libtiff writes it',
  () => {
    inFolder((folder) => {
      const random = seededRandom(3);
      for (const kind of ['uint8', 'uint16', 'float32'] as const)
        for (const planes of [1, 3] as const) {
          const Kind = { uint8: Uint8Array, uint16: Uint16Array, float32: Float32Array }[kind];
          const [width, height] = [77, 45];
          const data = new Kind(width * height * planes).map((_, i) => (i % 200) + 20 * random.uniform());
          const pixels: Pixels = { width, height, planes, data };
          const path = join(folder, 'in.tif');
          writeFileSync(path, writeTiff({ pixels, header: [] }));
          const packing = [
            'none',
            'lzw',
            'lzw:2',
            'zip:2',
            'packbits',
            'zstd',
            ...(kind === 'float32' ? ['lzw:3', 'zip:3'] : []),
          ];
          for (const way of packing.filter((each) => kind !== 'float32' || !each.endsWith(':2')))
            for (const shape of [
              ['-8'],
              ['-f', 'lsb2msb'],
              ['-s', '-r', '7'],
              ['-t', '-w', '32', '-l', '16'],
              ...(kind === 'uint8' ? [['-p', 'separate']] : []),
              ['-B'],
            ]) {
              // libtiff turns the bytes of this one twice; Technical Note 3 does not.
              if (way.endsWith(':3') && shape[0] === '-B') continue;
              const out = join(folder, 'out.tif');
              execFileSync('tiffcp', ['-c', way, ...shape, path, out]);
              const back = readTiff(readFileSync(out)).pixels;
              expect([kind, planes, way, shape, bytesOf(back).equals(bytesOf(pixels))]).toEqual([
                kind,
                planes,
                way,
                shape,
                true,
              ]);
            }
        }
    });
  },
);

test.skipIf(missing)('what we write is what Pillow reads: BMP to the bit, JPEG nearly', () => {
  inFolder((folder) => {
    for (const planes of [1, 3] as const) {
      const [width, height] = [51, 33];
      const data = new Uint8Array(width * height * planes).map((_, i) => 60 + 50 * Math.sin(i / 40));
      const pixels = { width, height, planes, data };
      const [bmp, jpg] = [join(folder, 'a.bmp'), join(folder, 'a.jpg')];
      writeFileSync(bmp, writeBmp(pixels));
      writeFileSync(jpg, writeJpeg(pixels));
      python(READ, bmp, jpg);
      expect(readFileSync(`${bmp}.raw`).equals(bytesOf(pixels))).toBe(true);
      const theirs = readFileSync(`${jpg}.raw`);
      expect(theirs.length).toBe(data.length);
      for (let plane = 0; plane < planes; plane++) {
        let sum = 0;
        for (let i = plane * width * height; i < (plane + 1) * width * height; i++)
          sum += Math.abs((data[i] ?? 0) - (theirs[i] ?? 0));
        expect(sum / (width * height)).toBeLessThan(6);
      }
    }
  });
});

/** Like inFolder, for what takes its time. */
async function inFolderAsync<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const { mkdtemp, rm } = await import('node:fs/promises');
  const { tmpdir } = await import('node:os');
  const folder = await mkdtemp(join(tmpdir(), 'uraniborg-pictures-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
