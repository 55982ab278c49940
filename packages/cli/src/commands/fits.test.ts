import { spawnSync } from 'node:child_process';
import { copyFileSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseUtc } from '@uraniborg/core';
import {
  card,
  cardNumber,
  cardText,
  encodeFits,
  type Frame,
  READABLE_FORMATS,
  readFits,
  readPng,
  readTiff,
  readXisf,
  serWriter,
  writeDng,
} from '@uraniborg/formats';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/runCli.ts';
import { runHere } from '../testing/runHere.ts';
import { simulatedNight } from '../testing/simulatedNight.ts';

const night = simulatedNight();
const light = () => night.frames('M31')[0] ?? '';
const frameOf = (path: string): Frame => readFits(readFileSync(path));
/** The pixels as bytes: those are compared in no time. */
const bytesOf = ({ data }: Frame['pixels']) => Buffer.from(data.buffer, data.byteOffset, data.byteLength);
const samePixels = (a: Frame['pixels'], b: Frame['pixels']) =>
  a.width === b.width && a.data.constructor === b.data.constructor && bytesOf(a).equals(bytesOf(b));
const lacks = (program: string) => {
  const missing = spawnSync('sh', ['-c', `command -v ${program}`]).status !== 0;
  if (missing && process.env.CI === 'true') throw new Error(`${program} must be installed where CI=true`);
  if (missing) console.warn(`${program} is not installed: what it makes of our files is not tested here`);
  return missing;
};

test('header shows every card, or those with a text in them, or objects for a program', async () => {
  const all = await runHere(['fits', 'header', light()]);
  expect(all.code).toBe(0);
  expect(all.lines[0]).toBe('SIMPLE  = T / file does conform to FITS standard');
  expect(all.out).toMatch(/^OBJECT {2}= 'M31' \/ what it shows$/m);
  const some = await runHere(['fits', 'header', light(), '--search', 'Exposure']);
  expect(some.lines.map((line) => line.slice(0, 8).trim())).toEqual(['DATE-OBS', 'MJD-OBS', 'EXPTIME']);
  const json = JSON.parse((await runHere(['fits', 'header', light(), '--json', '--search', 'exptime'])).out);
  expect(json).toMatchObject({ event: 'part', index: 0, kind: 'image', axes: [1936, 1216] });
  expect(json.cards).toEqual([{ keyword: 'EXPTIME', value: 60, comment: '[s] exposure time' }]);
  const none = await runHere(['fits', 'header', light(), '--search', 'zzz']);
  expect(none).toMatchObject({ code: 0, out: '', err: 'No card has "zzz"\n' });
});

test('colours are made of a mosaic, and balanced so that a grey light is grey again', async () => {
  const folder = temporaryFolder();
  const [width, height] = [64, 48];
  const data = new Uint16Array(width * height);
  // RGGB: a sky and a grey square, through a sensor that sees half of the red and two thirds of the blue.
  const [skies, sees] = [
    [700, 1000, 600],
    [0.5, 1, 2 / 3],
  ] as const;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const colour = (x % 2) + (y % 2);
      const light = x >= 20 && x < 44 && y >= 12 && y < 36 ? 6000 : 0;
      data[y * width + x] = (skies[colour] ?? 0) + ((x * 31 + y * 17) % 3) + light * (sees[colour] ?? 0);
    }
  const header = [card('BAYERPAT', 'RGGB'), card('XPIXSZ', 3.76), card('CRPIX1', 10.5), card('CD1_1', -0.001)];
  const at = (name: string) => join(folder, name);
  writeFileSync(at('raw.fits'), encodeFits({ pixels: { width, height, planes: 1, data }, header }));
  const convert = async (name: string, ...options: string[]) => {
    expect(await runHere(['fits', 'convert', ...options, at('raw.fits'), at(name)])).toMatchObject({
      err: '',
      code: 0,
    });
    return frameOf(at(name));
  };
  const pixel = ({ pixels }: Frame, x: number, y: number) =>
    [0, 1, 2].map((plane) => pixels.data[(plane * pixels.height + y) * pixels.width + x] ?? 0);
  const cells = await convert('cells.fits', '--debayer', 'superpixel');
  expect(cells.pixels).toMatchObject({ width: width / 2, height: height / 2, planes: 3 });
  expect(['XPIXSZ', 'CRPIX1', 'CD1_1'].map((keyword) => cardNumber(cells.header, keyword))).toEqual([
    7.52, 5.5, -0.002,
  ]);
  expect(cardText(cells.header, 'BAYERPAT')).toBeUndefined();
  const grey = await convert('grey.fits', '--balance', 'auto', '--debayer', 'wiener');
  expect(grey.pixels).toMatchObject({ width, height, planes: 3 });
  // Interpolated colours run a little over at the edges of the square.
  for (const [x, y] of [
    [5, 5],
    [32, 24],
  ] as const) {
    const [red = 0, green = 0, blue = 0] = pixel(grey, x, y);
    expect(Math.abs(red / green - 1)).toBeLessThan(0.04);
    expect(Math.abs(blue / green - 1)).toBeLessThan(0.04);
  }
  const [red = 0, green = 1] = pixel(await convert('hand.fits', '--debayer', 'bilinear', '--balance', '4,1,1'), 32, 24);
  expect((red - 1000) / (green - 1000)).toBeCloseTo(2, 1);
  const refused = async (...options: string[]) =>
    (await runHere(['fits', 'convert', ...options, at('grey.fits'), at('no.fits')])).err;
  expect(await refused('--debayer', 'wiener')).toMatch(/BAYERPAT/);
  expect(await refused('--balance', '1,2')).toMatch(/auto, or three factors/);
  expect(await refused('--debayer', 'best')).toMatch(/wiener, bilinear, superpixel/);
});

test('converted and back the pixels are the same, whatever the file is called', async () => {
  const folder = temporaryFolder();
  const { pixels } = frameOf(light());
  const at = (name: string) => join(folder, name);
  for (const name of ['a.xisf', 'a.tif', 'a.png', 'a.fits.fz', 'a.fit']) {
    const { code, out, err } = await runHere(['fits', 'convert', light(), at(name)]);
    expect([code, out, err]).toEqual([0, `${at(name)}\n`, '']);
    copyFileSync(at(name), at(`${name}.misnamed`));
    const back = await runHere(['fits', 'convert', at(`${name}.misnamed`), at(`${name}.fits`)]);
    expect(back.err).toBe('');
    expect(samePixels(frameOf(at(`${name}.fits`)).pixels, pixels)).toBe(true);
  }
  expect(samePixels(readXisf(readFileSync(at('a.xisf'))).pixels, pixels)).toBe(true);
  expect(samePixels(readTiff(readFileSync(at('a.tif'))).pixels, pixels)).toBe(true);
});

test('stretched it has 8 bits and shows a dark sky that is not black', async () => {
  const out = join(temporaryFolder(), 'screen.png');
  expect((await runHere(['fits', 'convert', '--stretch', light(), out])).code).toBe(0);
  const { data } = readPng(readFileSync(out));
  expect(data).toBeInstanceOf(Uint8Array);
  const sorted = data.slice().sort();
  expect(sorted[sorted.length >> 1]).toBeGreaterThan(40);
  expect(sorted[sorted.length >> 1]).toBeLessThan(90);
  expect(sorted.at(-1)).toBe(255);
});

test('a camera’s raw file is opened like any other, a picture written as a screen shows it', async () => {
  const folder = temporaryFolder();
  const at = (name: string) => join(folder, name);
  const pixels = {
    width: 120,
    height: 90,
    planes: 1,
    data: new Uint16Array(10_800).map((_, i) => 600 + (i % 500)),
  } as const;
  const camera = {
    make: 'Uraniborg',
    model: 'Quadrant',
    pattern: 'GBRG',
    black: 512,
    white: 16_383,
    iso: 800,
  } as const;
  writeFileSync(at('IMG_0001.CR2'), writeDng(pixels, camera));
  expect(await runHere(['fits', 'convert', at('IMG_0001.CR2'), at('raw.fits')])).toMatchObject({ code: 0, err: '' });
  expect(samePixels(frameOf(at('raw.fits')).pixels, pixels)).toBe(true);
  const header = await runHere(['fits', 'header', at('IMG_0001.CR2')]);
  expect(header.out).toMatch(/^BAYERPAT= 'GBRG'/m);
  expect(header.out).toMatch(/^ISOSPEED= 800/m);
  for (const name of ['shown.jpg', 'shown.bmp']) {
    expect(await runHere(['fits', 'convert', light(), at(name)])).toMatchObject({ code: 0, err: '' });
    const back = await runHere(['fits', 'convert', at(name), at(`${name}.fits`)]);
    expect(back.err).toBe('');
    const { data, width } = frameOf(at(`${name}.fits`)).pixels;
    expect([width, data.constructor.name]).toEqual([frameOf(light()).pixels.width, 'Uint8Array']);
  }
  writeFileSync(at('bad.cr2'), 'II*\0\x10\0\0\0CR\x02\0'.padEnd(9000));
  expect(await runHere(['fits', 'convert', at('bad.cr2'), at('x.fits')])).toMatchObject({
    code: 2,
    err: expect.stringMatching(/bad\.cr2: The raw file is damaged, or of a camera that LibRaw does not know/),
  });
});

test('each frame of a recording becomes a file with its own time; a name that is taken stops all', async () => {
  const folder = temporaryFolder();
  const writer = serWriter({ width: 4, height: 3, depth: 16, colour: 'RGGB', telescope: 'Quadrant' });
  const frames = [0, 1, 2].map((i) => {
    const ns = BigInt(parseUtc('2026-11-20T22:00:00Z') + 40 * i) * 1_000_000n;
    return writer.frame(
      { width: 4, height: 3, planes: 1, data: new Uint16Array(12).fill(1000 + i) },
      { ns, scale: 'UTC', marks: 'start', source: 'GPS', uncertaintyNs: 1000 },
    );
  });
  const ser = join(folder, 'occultation');
  writeFileSync(ser, Buffer.concat([writer.header(), ...frames, writer.trailer()]));
  const out = join(folder, 'o.fits');
  const { code, lines } = await runHere(['fits', 'convert', ser, out]);
  expect(code).toBe(0);
  expect(lines).toEqual([1, 2, 3].map((n) => join(folder, `o-000${n}.fits`)));
  const last = readFits(readFileSync(lines[2] ?? ''));
  expect(last.pixels.data[0]).toBe(1002);
  const header = await runHere(['fits', 'header', lines[2] ?? '']);
  expect(header.out).toContain("DATE-OBS= '2026-11-20T22:00:00.080");
  expect(header.out).toContain("BAYERPAT= 'RGGB'");
  expect((await runHere(['fits', 'header', ser, '--json'])).out).toContain('"kind":"recording"');
  const again = await runHere(['fits', 'convert', ser, out]);
  expect(again.code).toBe(2);
  expect(again.err).toContain('o-0001.fits is there already and is not overwritten');
});

test('a frame, a cube and a recording are written as a recording, with their times', async () => {
  const folder = temporaryFolder();
  const at = (name: string) => join(folder, name);
  const fits = (...args: string[]) => runHere(['fits', ...args]);
  expect((await fits('convert', light(), at('one.ser'))).lines).toEqual([at('one.ser')]);
  const header = await fits('header', at('one.ser'));
  expect(header.out).toContain(`DATE-OBS= '${cardText(frameOf(light()).header, 'DATE-OBS')}`);
  expect((await fits('convert', at('one.ser'), at('again.ser'))).code).toBe(0);
  expect(readFileSync(at('again.ser')).equals(readFileSync(at('one.ser')))).toBe(true);
  expect((await fits('convert', at('one.ser'), at('one.fits'))).lines).toEqual([at('one-0001.fits')]);
  expect(samePixels(frameOf(at('one-0001.fits')).pixels, frameOf(light()).pixels)).toBe(true);

  const planes = [1, 2, 3].map((plane) => Uint16Array.of(10 * plane, 10 * plane + 1));
  const data = Uint16Array.from(planes.flatMap((plane) => Array.from(plane)));
  const cube = Buffer.from(encodeFits({ pixels: { width: 2, height: 1, planes: 3, data }, header: [] }));
  // Three planes are a colour, four are a cube.
  writeFileSync(at('rgb.fits'), cube);
  const four = Buffer.concat([cube.subarray(0, 2880), cube.subarray(2880)]);
  four.write('NAXIS3  =                    4', four.indexOf('NAXIS3'), 'latin1');
  four.writeInt16BE(40 - 32_768, 2880 + 12);
  four.writeInt16BE(41 - 32_768, 2880 + 14);
  writeFileSync(at('cube.fits'), four);
  expect((await fits('convert', at('rgb.fits'), at('rgb.ser'))).code).toBe(0);
  expect((await fits('header', at('rgb.ser'), '--json')).out).toContain('"axes":[2,1,1]');
  expect((await fits('convert', at('cube.fits'), at('cube.ser'))).code).toBe(0);
  expect((await fits('header', at('cube.ser'), '--json')).out).toContain('"axes":[2,1,4]');
  const { lines } = await fits('convert', at('cube.ser'), at('plane.fits'));
  expect(lines.map((path) => Array.from(frameOf(path).pixels.data))).toEqual([...planes.map((p) => [...p]), [40, 41]]);
  expect((await fits('convert', at('cube.fits'), at('cube.ser'))).err).toContain('is there already');
});

test('an XISF file is packed as it is wished', async () => {
  const folder = temporaryFolder();
  const { pixels } = frameOf(light());
  for (const kind of ['zlib', 'lz4', 'zstd', 'none']) {
    const path = join(folder, `${kind}.xisf`);
    expect((await runHere(['fits', 'convert', light(), path, '--compression', kind])).code).toBe(0);
    const file = readFileSync(path);
    expect(file.subarray(0, 4000).includes(kind === 'none' ? 'sampleFormat' : `compression="${kind}+sh:`)).toBe(true);
    expect(samePixels(readXisf(file).pixels, pixels)).toBe(true);
  }
  const other = await runHere(['fits', 'convert', light(), join(folder, 'a.fits'), '--compression', 'zstd']);
  expect(other).toMatchObject({ code: 2, err: expect.stringMatching(/Only XISF files are packed by zstd/) });
});

test('packed and unpacked it is the same file, byte for byte; nothing is overwritten', async () => {
  const file = join(temporaryFolder(), 'm31.fits');
  copyFileSync(light(), file);
  const packed = await runHere(['fits', 'pack', file]);
  expect(packed).toMatchObject({
    code: 0,
    out: `${file}.fz\n`,
    err: expect.stringMatching(/^[3-6]\d % of the size\n$/),
  });
  expect((await runHere(['fits', 'unpack', `${file}.fz`])).err).toContain('is there already and is not overwritten');
  expect((await runHere(['fits', 'unpack', `${file}.fz`, '--out', `${file}.back`])).code).toBe(0);
  expect(readFileSync(`${file}.back`).equals(readFileSync(file))).toBe(true);
  expect(await runHere(['fits', 'pack', `${file}.fz`])).toMatchObject({
    code: 2,
    err: expect.stringMatching(/compressed already/),
  });
  expect(await runHere(['fits', 'unpack', file])).toMatchObject({
    code: 2,
    err: expect.stringMatching(/does not end in .fz/),
  });
});

test('several files are packed by all cores, each to its own file', async () => {
  const folder = temporaryFolder();
  const files = ['a.fits', 'b.fits', 'c.fits'].map((name) => join(folder, name));
  for (const file of files) copyFileSync(light(), file);
  const packed = files.map((file) => `${file}.fz`);
  expect(await runHere(['fits', 'pack', ...files])).toMatchObject({ code: 0, out: `${packed.join('\n')}\n` });
  for (const file of files) rmSync(file);
  expect((await runHere(['fits', 'unpack', ...packed])).code).toBe(0);
  for (const file of files) expect(readFileSync(file).equals(readFileSync(light()))).toBe(true);
  expect(await runHere(['fits', 'pack', ...files, '--out', join(folder, 'one.fz')])).toMatchObject({
    code: 2,
    err: expect.stringMatching(/--out names one file, and there are 3 to write/),
  });
});

test.skipIf(lacks('funpack'))('funpack unpacks what we pack, and we what fpack packs', async () => {
  const file = join(temporaryFolder(), 'm31.fits');
  copyFileSync(light(), file);
  await runHere(['fits', 'pack', file, '--out', `${file}.ours.fz`]);
  expect(spawnSync('funpack', ['-O', `${file}.theirs`, `${file}.ours.fz`]).status).toBe(0);
  expect(samePixels(frameOf(`${file}.theirs`).pixels, frameOf(file).pixels)).toBe(true);
  expect(spawnSync('fpack', [file]).status).toBe(0);
  await runHere(['fits', 'unpack', `${file}.fz`, '--out', `${file}.back`]);
  expect(samePixels(frameOf(`${file}.back`).pixels, frameOf(file).pixels)).toBe(true);
});

test('what is wrong is said with the name of the file, exit code 2', async () => {
  const folder = temporaryFolder();
  const cut = join(folder, 'cut.fits');
  copyFileSync(light(), cut);
  truncateSync(cut, 100_000);
  const text = join(folder, 'text.fits');
  writeFileSync(text, 'SIMPLE it is not');
  const two = join(folder, 'float.fits');
  writeFileSync(
    two,
    encodeFits({ pixels: { width: 2, height: 2, planes: 1, data: Float32Array.of(1, 2, 3, 4) }, header: [] }),
  );
  const said = async (...args: string[]) => {
    const { code, err } = await runHere(['fits', ...args]);
    expect(code).toBe(2);
    return err;
  };
  expect(await said('header', cut)).toMatch(/cut\.fits: the FITS file is truncated/);
  expect(await said('convert', cut, join(folder, 'x.png'))).toMatch(/cut\.fits: .*truncated/);
  expect(await said('header', text)).toMatch(
    /text\.fits is no FITS, XISF, .* or camera raw file, whatever its name says/,
  );
  expect(await said('convert', light(), join(folder, 'x.doc'))).toMatch(/let it end in \.fits/);
  expect(await said('pack', two)).toMatch(/float\.fits: floating-point pixels lose/);
  expect(await said('convert', light(), join(folder, 'x.png'), '--hdu', '3')).toMatch(/has no part 3/);
  expect(await runHere(['fits', 'header', join(folder, 'gone')])).toMatchObject({
    code: 1,
    err: expect.stringMatching(/no file of that name/),
  });
  expect(await runHere(['fits', 'header'])).toMatchObject({
    code: 2,
    err: expect.stringMatching(/missing required argument 'file'/),
  });
});

test('the parts of a file are listed, or one is chosen by number or name', async () => {
  const file = join(temporaryFolder(), 'parts.fits');
  const image = (value: number, name: string) => {
    const bytes = Buffer.from(
      encodeFits({ pixels: { width: 2, height: 1, planes: 1, data: Uint8Array.of(value, value) }, header: [] }),
    );
    bytes.write("XTENSION= 'IMAGE   '".padEnd(80), 'latin1');
    bytes.write(
      `PCOUNT  = 0`.padEnd(80) + `GCOUNT  = 1`.padEnd(80) + `EXTNAME = '${name}'`.padEnd(80) + 'END'.padEnd(80),
      5 * 80,
      'latin1',
    );
    return bytes;
  };
  writeFileSync(file, Buffer.concat([readFileSync(light()), image(3, 'MASK'), image(9, 'SKY')]));
  const all = await runHere(['fits', 'header', file, '--json']);
  expect(all.lines.map((line) => JSON.parse(line)).map(({ index, name }) => [index, name])).toEqual([
    [0, undefined],
    [1, 'MASK'],
    [2, 'SKY'],
  ]);
  const one = await runHere(['fits', 'header', file, '--hdu', 'sky', '--json']);
  expect(one.lines.map((line) => JSON.parse(line).index)).toEqual([2]);
  expect(await runHere(['fits', 'header', file, '--hdu', 'flat'])).toMatchObject({
    code: 2,
    err: expect.stringMatching(/parts\.fits: it has no part flat, but 0, 1 MASK, 2 SKY/),
  });
  await runHere(['fits', 'convert', file, `${file}.out.fits`, '--hdu', 'mask']);
  expect([...frameOf(`${file}.out.fits`).pixels.data]).toEqual([3, 3]);
});

test('a plane of a cube is chosen by its number', async () => {
  const file = join(temporaryFolder(), 'cube.fits');
  const bytes = Buffer.from(
    encodeFits({ pixels: { width: 20, height: 15, planes: 3, data: new Uint8Array(900) }, header: [] }),
  );
  bytes.fill(32, 0, 2880);
  bytes.write(
    ['SIMPLE  = T', 'BITPIX  = 8', 'NAXIS   = 4', 'NAXIS1  = 20', 'NAXIS2  = 5', 'NAXIS3  = 3', 'NAXIS4  = 3', 'END']
      .map((card) => card.padEnd(80))
      .join(''),
    'latin1',
  );
  for (let i = 0; i < 900; i++) bytes[2880 + i] = Math.floor(i / 100);
  writeFileSync(file, bytes);
  expect(await runHere(['stars', file])).toMatchObject({
    code: 2,
    err: expect.stringMatching(/9 planes; choose one of them \(0 to 8\)/),
  });
  expect((await runHere(['stars', file, '--plane', '8'])).out).toMatch(/background {4}8\.0 ADU/);
  await runHere(['fits', 'convert', file, `${file}.out.fits`, '--plane', '7']);
  expect(new Set(frameOf(`${file}.out.fits`).pixels.data)).toEqual(new Set([7]));
});

test('the commands say which files they read', async () => {
  for (const command of [['fits', 'header'], ['fits', 'convert'], ['stars'], ['stack'], ['inspect']]) {
    const { out } = await runHere([...command, '--help']);
    expect(out.replace(/\s+/g, ' ')).toContain(READABLE_FORMATS);
  }
});

test('verify says what is good and what is not, and ends with 2 where anything is', async () => {
  const folder = temporaryFolder();
  const bytes = readFileSync(light());
  const at = bytes.indexOf('OBJECT  =');
  const bad = join(folder, 'bad.fits');
  writeFileSync(bad, Buffer.concat([bytes.subarray(0, at), Buffer.from('object'), bytes.subarray(at + 6)]));
  const text = join(folder, 'text.fits');
  writeFileSync(text, 'hello');
  const good = await runHere(['fits', 'verify', light(), ...night.frames('Dark')]);
  expect(good).toMatchObject({ code: 0, err: '' });
  expect(good.lines[0]).toBe(`good  ${light()}`);
  const { code, lines, err } = await runHere(['fits', 'verify', light(), bad, text]);
  expect(code).toBe(2);
  expect(lines).toEqual([`good  ${light()}`, `BAD   ${bad}: 1 errors, 0 warnings`, `BAD   ${text}`]);
  expect(err).toMatch(/bad\.fits: error in part 0: object \(card \d+\): its keyword has lower-case letters/);
  expect(err).toMatch(/text\.fits: it does not begin with SIMPLE/);
  expect(err).toMatch(/2 of 3 files are not as the standard wants them/);
  const json = (await runHere(['fits', 'verify', bad, '--json'])).lines.map((line) => JSON.parse(line));
  expect(json.map(({ event }) => event)).toEqual(['fault', 'file']);
});
