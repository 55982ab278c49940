import { spawnSync } from 'node:child_process';
import { copyFileSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { median, type Pixels, seededRandom } from '@uraniborg/core';
import { card, cardNumber, cardText, encodeFits, type Header, readFits, writeDng } from '@uraniborg/formats';
import { detectStars, statisticsOf } from '@uraniborg/imaging';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/runCli.ts';
import { runHere } from '../testing/runHere.ts';
import { simulatedNight } from '../testing/simulatedNight.ts';

const night = simulatedNight();
const read = (path: string) => readFits(readFileSync(path));

interface Sky {
  readonly turn?: number;
  readonly dx?: number;
  readonly dy?: number;
  readonly level?: number;
  readonly seed: number;
  readonly width?: number;
  readonly height?: number;
  readonly stars?: number;
}

const WIDTH = 500;
const HEIGHT = 400;
/** From here on a flat is in shadow. */
const SHADED = (WIDTH * HEIGHT * 3) / 4;

/** Stars of one field seen by a frame that is turned by `turn` degrees about its middle and moved. */
function sky({
  turn = 0,
  dx = 0,
  dy = 0,
  level = 1000,
  seed,
  width = WIDTH,
  height = HEIGHT,
  stars = 1,
}: Sky): Pixels<Uint16Array> {
  const places = seededRandom(stars);
  const random = seededRandom(seed + 1000);
  const [c, s] = [Math.cos((turn * Math.PI) / 180), Math.sin((turn * Math.PI) / 180)];
  const light = new Float64Array(width * height).fill(level);
  for (let i = 0; i < 160; i++) {
    const [x, y, flux] = [places.uniform() * 700 - 350, places.uniform() * 600 - 300, 3000 * 60 ** places.uniform()];
    const [u, v] = [width / 2 + c * x - s * y + dx, height / 2 + s * x + c * y + dy];
    for (let j = Math.max(0, Math.floor(v) - 8); j < Math.min(height, v + 8); j++)
      for (let k = Math.max(0, Math.floor(u) - 8); k < Math.min(width, u + 8); k++)
        light[j * width + k] =
          (light[j * width + k] ?? 0) + (flux / (2 * Math.PI * 2)) * Math.exp(-((k - u) ** 2 + (j - v) ** 2) / 4);
  }
  const data = Uint16Array.from(light, (mean) =>
    Math.min(65535, Math.max(0, mean + Math.sqrt(mean) * random.normal())),
  );
  return { width, height, planes: 1, data };
}

function save(folder: string, name: string, pixels: Pixels, header: Header = [card('EXPTIME', 60)]): string {
  const path = join(folder, name);
  writeFileSync(path, encodeFits({ pixels, header }));
  return path;
}

const turned = (folder: string, count: number, name = 'f') =>
  Array.from({ length: count }, (_, i) =>
    save(
      folder,
      `${name}${i}.fits`,
      sky({ turn: 0.8 * i, dx: 7.3 * Math.sin(i), dy: 5.1 * Math.cos(2 * i), level: 1000 + 40 * i, seed: i }),
    ),
  );

test('a night of the simulator: every frame lies on the first, the noise falls, other programs read the result', async () => {
  const folder = temporaryFolder();
  const out = join(folder, 'm31.fits');
  const lights = night.frames('M31_L');
  const { code, err, out: stdout } = await runHere(['stack', ...lights, '--out', out]);
  expect(code, err).toBe(0);
  expect(stdout).toBe(`${out}\n`);
  expect(err).toMatch(/4 of 4 frames stacked/);
  const { header, pixels } = read(out);
  expect(pixels.data).toBeInstanceOf(Float32Array);
  expect(cardNumber(header, 'STACKCNT')).toBe(4);
  expect(cardNumber(header, 'STACKEXP')).toBe(60);
  expect(cardNumber(header, 'LIVETIME')).toBe(240);
  expect(cardText(header, 'OBJECT')).toBe('M31');
  // Of a corner far from the galaxy.
  const noise = (image: Pixels) => statisticsOf(image, { area: { x: 50, y: 50, width: 60, height: 60 } }).mad;
  expect(noise(pixels)).toBeLessThan(0.65 * noise(read(lights[0] ?? '').pixels));
  expect(detectStars(pixels).stars.length).toBeGreaterThan(detectStars(read(lights[0] ?? '').pixels).stars.length);
  const astropy = spawnSync('/usr/bin/python3', [
    '-c',
    'import sys\nfrom astropy.io import fits\nh=fits.open(sys.argv[1])[0]\nh.verify("exception")\nprint(h.data.dtype.name, h.data.shape, h.header["STACKCNT"], repr(float(h.data[600, 900])))',
    out,
  ]);
  if (astropy.status !== 0 && process.env.CI !== 'true')
    console.warn('astropy is not installed: it reads no stack here');
  else
    expect(String(astropy.stdout).trim()).toBe(
      `float32 (1216, 1936) 4 ${pythonNumber(pixels.data[600 * 1936 + 900] ?? 0)}`,
    );
  const verified = spawnSync('fitsverify', ['-q', out], { encoding: 'utf8' });
  if (verified.error && process.env.CI !== 'true') console.warn('fitsverify is not installed: it checks no stack here');
  else expect(verified.stdout).toMatch(/^verification OK/);
}, 60_000);

const pythonNumber = (value: number) => (Number.isInteger(value) ? `${value}.0` : String(value));

test('field rotation, dithering and a brightening sky: stars stay round and in place, a satellite goes', async () => {
  const folder = temporaryFolder();
  const files = turned(folder, 8);
  const streaked = read(files[3] ?? '').pixels;
  for (let x = 0; x < WIDTH; x++) streaked.data[200 * WIDTH + x] = 20_000;
  save(folder, 'f3.fits', streaked);
  const reference = detectStars(read(files[0] ?? '').pixels)
    .stars.filter(({ x, y }) => x > 30 && y > 30 && x < WIDTH - 30 && y < HEIGHT - 30)
    .slice(0, 30);
  for (const method of ['kappa-sigma', 'winsorised', 'median']) {
    const out = join(folder, `${method}.fits`);
    const { code, err } = await runHere(['stack', ...files, '--out', out, '--method', method, '--kappa', '2.2']);
    expect(code, err).toBe(0);
    const { pixels } = read(out);
    const { stars } = detectStars(pixels, { limit: 100 });
    for (const star of reference) {
      const [one] = stars.filter(({ x, y }) => Math.hypot(x - star.x, y - star.y) < 0.3);
      expect(one, `${method}: a star at ${star.x}, ${star.y}`).toBeDefined();
      expect(one?.fwhm).toBeLessThan(1.25 * star.fwhm);
    }
    const sorted = pixels.data
      .subarray(WIDTH * 195, WIDTH * 206)
      .slice()
      .sort();
    expect(sorted[Math.floor(sorted.length * 0.8)]).toBeLessThan(1150);
    const { median: level, mad } = statisticsOf(pixels);
    expect(level).toBeGreaterThan(995);
    expect(level).toBeLessThan(1010);
    expect(1.4826 * mad).toBeLessThan(16);
  }
}, 60_000);

test('frames that wait on the disk give the same stack, byte for byte, and nothing of them is left', async () => {
  const folder = temporaryFolder();
  const files = turned(folder, 4);
  const [one, two] = [join(folder, 'memory.fits'), join(folder, 'disk.fits')];
  expect((await runHere(['stack', ...files, '--out', one])).code).toBe(0);
  expect((await runHere(['stack', ...files, '--out', two, '--memory', '0.5'])).code).toBe(0);
  const pixelsOf = (path: string) => readFileSync(path).subarray(2880 * 2);
  expect(pixelsOf(one).equals(pixelsOf(two))).toBe(true);
  expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
});

test('sum and mean add up', async () => {
  const folder = temporaryFolder();
  const files = [1, 2, 3].map((seed) => save(folder, `s${seed}.fits`, sky({ seed })));
  const at = (name: string) => join(folder, name);
  await runHere(['stack', ...files, '--out', at('sum.fits'), '--method', 'sum']);
  await runHere(['stack', ...files, '--out', at('mean.fits'), '--method', 'mean']);
  const middle = (path: string) => statisticsOf(read(path).pixels).median;
  expect(middle(at('sum.fits')) / 3000).toBeCloseTo(1, 1);
  expect(middle(at('mean.fits')) / 1000).toBeCloseTo(1, 1);
  expect(cardNumber(read(at('sum.fits')).header, 'EXPTIME')).toBe(180);
  expect(cardNumber(read(at('mean.fits')).header, 'EXPTIME')).toBe(60);
});

test('a frame of another field, one without stars and one that is cut off are left out, and named', async () => {
  const folder = temporaryFolder();
  const files = turned(folder, 3);
  const other = save(folder, 'other.fits', sky({ seed: 1, stars: 77 }));
  const blank = save(folder, 'blank.fits', {
    width: 300,
    height: 200,
    planes: 1,
    data: new Uint16Array(60_000).fill(9),
  });
  const cut = join(folder, 'cut.fits');
  copyFileSync(other, cut);
  truncateSync(cut, 20_000);
  const out = join(folder, 'out.fits');
  const { code, err } = await runHere(['stack', ...files, other, blank, cut, '--out', out]);
  expect(code, err).toBe(0);
  expect(err).toContain(`Left out: ${other}: its stars are not those of the first frame`);
  expect(err).toContain(`Left out: ${blank}: it shows 0 stars; 6 are needed`);
  expect(err).toMatch(/Left out: .*cut\.fits: the FITS file is truncated/);
  expect(err).toContain('3 of 6 frames stacked');
  expect(cardNumber(read(out).header, 'STACKCNT')).toBe(3);
});

test('a dark, a flat and bad pixels are taken out; a mosaic becomes colour', async () => {
  const folder = temporaryFolder();
  const random = seededRandom(5);
  const size = WIDTH * HEIGHT;
  const dark = new Uint16Array(size).map(() => 300 + 3 * random.normal());
  for (let i = 0; i < 200; i++) dark[Math.floor(random.uniform() * size)] = 30_000;
  const vignette = Float32Array.from({ length: size }, (_, i) => {
    const [x, y] = [(i % WIDTH) - WIDTH / 2, Math.floor(i / WIDTH) - HEIGHT / 2];
    return 1 - (0.5 * (x * x + y * y)) / (WIDTH * WIDTH);
  });
  const files = [0, 1, 2, 3].map((i) => {
    const { data } = sky({ turn: 0.2 * i, dx: 3 * i, seed: i });
    const raw = data.map((value, at) => Math.min(65535, value * (vignette[at] ?? 1) + (dark[at] ?? 0)));
    return save(folder, `c${i}.fits`, { width: WIDTH, height: HEIGHT, planes: 1, data: raw }, [
      card('EXPTIME', 60),
      card('BAYERPAT', 'RGGB'),
    ]);
  });
  const master = (name: string, data: Uint16Array | Float32Array) =>
    save(folder, name, { width: WIDTH, height: HEIGHT, planes: 1, data });
  const masters = ['--dark', master('dark.fits', dark), '--flat', master('flat.fits', vignette), '--bad-pixels'];
  const out = join(folder, 'colour.fits');
  const refused = await runHere(['stack', ...files, ...masters, '--out', out]);
  expect(refused.code).toBe(2);
  expect(refused.err).toContain('it is the raw frame of a colour sensor: say --debayer auto');
  const { code, err } = await runHere([
    'stack',
    ...files,
    ...masters,
    '--debayer',
    'auto',
    '--method',
    'mean',
    '--out',
    out,
  ]);
  expect(code, err).toBe(0);
  const { pixels, header } = read(out);
  expect(pixels.planes).toBe(3);
  expect(cardText(header, 'BAYERPAT')).toBeUndefined();
  const corner = (plane: number, x: number, y: number) =>
    statisticsOf(pixels, { plane, area: { x, y, width: 60, height: 60 } }).median;
  for (const plane of [0, 1, 2]) {
    const middle = corner(plane, 220, 170);
    for (const [x, y] of [
      [20, 20],
      [420, 20],
      [20, 320],
      [420, 320],
    ] as const)
      expect(corner(plane, x, y) / middle).toBeCloseTo(1, 1);
    // The flat counts by its median.
    expect(middle / 1000).toBeCloseTo(median([...vignette]), 1);
  }
  // A hot pixel of 30 000 in a mean of four would stand 7500 above the sky.
  const { stars } = detectStars(pixels);
  const bright = [...pixels.data].filter((value) => value > 6000).length;
  expect(bright).toBeLessThan(stars.length * 30);
});

test('a map of the bad pixels is made of a dark, and mends frames without one', async () => {
  const folder = temporaryFolder();
  const dark = new Uint16Array(WIDTH * HEIGHT).map((_, i) => 300 + (i % 7));
  for (const at of [1234, 54_321, 60_000]) dark[at] = 30_000;
  const size = { width: WIDTH, height: HEIGHT, planes: 1 } as const;
  const cards = [card('IMAGETYP', 'Master Dark'), card('EXPTIME', 60), card('GAIN', 100)];
  const made = join(folder, 'map.fits');
  const master = save(folder, 'dark.fits', { ...size, data: dark }, cards);
  const { code, err, out } = await runHere(['fits', 'badpixels', master, '--out', made]);
  expect(code, err).toBe(0);
  expect(out).toContain('map.fits');
  expect(cardText(read(made).header, 'IMAGETYP')).toBe('Bad pixel map');
  expect(spawnSync('fitsverify', ['-q', made], { encoding: 'utf8' }).stdout).toContain('OK');
  expect((await runHere(['fits', 'badpixels', master, '--out', made])).err).toContain('is there already');

  const files = [0, 1].map((i) => {
    const { data } = sky({ turn: 0, dx: 0, seed: i });
    for (const at of [1234, 54_321, 60_000]) data[at] = 60_000;
    return save(folder, `b${i}.fits`, { ...size, data }, [card('EXPTIME', 60)]);
  });
  const stacked = join(folder, 'mended.fits');
  const run = await runHere([
    'stack',
    ...files,
    '--no-align',
    '--bad-pixel-map',
    made,
    '--method',
    'mean',
    '--out',
    stacked,
  ]);
  expect(run.code, run.err).toBe(0);
  const { pixels, header } = read(stacked);
  for (const at of [1234, 54_321, 60_000]) expect(pixels.data[at]).toBeLessThan(30_000);
  expect(header.some(({ comment }) => comment.includes('3 bad pixels mended'))).toBe(true);
});

test('raw files of a DSLR are stacked in colour, as their pattern says', async () => {
  const folder = temporaryFolder();
  const files = [0, 1, 2].map((i) => {
    const { data } = sky({ turn: 0.2 * i, dx: 3 * i, seed: i });
    const mosaic = { width: WIDTH, height: HEIGHT, planes: 1, data: Uint16Array.from(data) } as const;
    const camera = { make: 'Uraniborg', model: 'Quadrant', pattern: 'GRBG', black: 0, white: 65_535 } as const;
    const path = join(folder, `IMG_000${i}.CR2`);
    writeFileSync(path, writeDng(mosaic, { ...camera, seconds: 60, iso: 1600 }));
    return path;
  });
  const out = join(folder, 'colour.fits');
  const { code, err } = await runHere(['stack', ...files, '--debayer', 'auto', '--out', out]);
  expect(code, err).toBe(0);
  const { pixels, header } = read(out);
  expect(pixels.planes).toBe(3);
  expect(cardNumber(header, 'ISOSPEED')).toBe(1600);
  expect(detectStars(pixels).stars.length).toBeGreaterThan(20);
});

test('what cannot be is said before or instead of the work, and nothing is written', async () => {
  const folder = temporaryFolder();
  const files = turned(folder, 2);
  const out = join(folder, 'out.fits');
  const said = async (...args: string[]) => {
    const { code, err } = await runHere(['stack', ...args]);
    expect(code, err).toBe(2);
    return err;
  };
  expect(await said(files[0] ?? '', '--out', out)).toContain('needs at least two frames');
  expect(await said(...files, '--out', files[0] ?? '')).toContain('is there already and is not overwritten');
  expect(await said(...files, '--out', out, '--bad-pixels')).toContain('give one with --dark');
  expect(await said(...files, '--out', out, '--method', 'best')).toContain('Allowed choices are mean, median, sum');
  expect(await said(...files)).toContain("required option '--out <file>'");
  const other = save(folder, 'other.fits', sky({ seed: 3, stars: 9 }));
  expect(await said(files[0] ?? '', other, '--out', out)).toContain('Fewer than two frames lie on each other');
  const small = save(folder, 'small.fits', sky({ seed: 3, width: 100, height: 80 }));
  expect(await said(...files, '--dark', small, '--out', out)).toContain('The dark is 100x80, the light 500x400');
  const gone = await runHere(['stack', ...files, join(folder, 'gone.fits'), '--out', out]);
  expect(gone).toMatchObject({ code: 1, err: expect.stringContaining('there is no file of that name') });
  const stopped = new AbortController();
  stopped.abort();
  expect((await runHere(['stack', ...files, '--out', out], { signal: stopped.signal })).code).toBe(130);
  expect(readdirSync(folder).filter((name) => name.startsWith('.') || name === 'out.fits')).toEqual([]);
});

test('darks and flats become masters, pixel on pixel, without what hit one of them', async () => {
  const folder = temporaryFolder();
  const random = seededRandom(9);
  const frames = (type: string, level: (i: number) => number) =>
    Array.from({ length: 6 }, (_, i) => {
      // The lowest quarter of the frame is in a shadow that takes a tenth of the light of a flat.
      const shade = (at: number) => (type === 'Flat Field' && at >= SHADED ? 0.1 * (level(i) - 300) : 0);
      const data = new Uint16Array(WIDTH * HEIGHT).map((_, at) => level(i) - shade(at) + 5 * random.normal());
      data[777] = 5000 + level(i);
      if (i === 2) data.fill(60_000, 1000, 1050);
      const header = [card('EXPTIME', 60), card('IMAGETYP', type)];
      return save(
        folder,
        `${type.replace(' ', '')}${i}.fits`,
        { width: WIDTH, height: HEIGHT, planes: 1, data },
        header,
      );
    });
  const master = async (name: string, files: string[], ...more: string[]) => {
    const out = join(folder, name);
    const { code, err } = await runHere(['stack', ...files, '--no-align', '--kappa', '2', '--out', out, ...more]);
    expect(code, err).toBe(0);
    return { out, ...read(out) };
  };
  const dark = await master(
    'dark.fits',
    frames('Dark Frame', () => 300),
  );
  expect(cardText(dark.header, 'IMAGETYP')).toBe('Master Dark');
  expect(cardNumber(dark.header, 'STACKCNT')).toBe(6);
  for (const value of dark.pixels.data.slice(1000, 1050)) expect(Math.abs(value - 300)).toBeLessThan(15);
  expect(Math.abs((dark.pixels.data[777] ?? 0) - 5300)).toBeLessThan(15);
  // The sky grew brighter: flats are brought to one level, and their own dark is taken away.
  const flats = frames('Flat Field', (i) => 20_300 + 4000 * i);
  const flat = await master('flat.fits', flats, '--dark', dark.out);
  expect(cardText(flat.header, 'IMAGETYP')).toBe('Master Flat');
  for (const value of flat.pixels.data.slice(990, 1060)) expect(Math.abs(value - 20_000)).toBeLessThan(15);
  for (const value of flat.pixels.data.slice(SHADED, SHADED + 60)) expect(Math.abs(value - 18_000)).toBeLessThan(15);
});

const siril = spawnSync('siril-cli', ['--version']);
if (siril.error) console.warn('siril-cli is not installed (Debian: siril): nobody else stacks our frames');

test.skipIf(siril.error && process.env.CI !== 'true')(
  'Siril calibrates by masters of ours, registers and stacks our frames',
  async () => {
    const folder = temporaryFolder();
    const random = seededRandom(4);
    const [width, height] = [800, 600];
    /** What the sensor adds, column by column, and what the telescope lets through, from left to right. */
    const added = (x: number) => 200 + 300 * (x % 2);
    const through = (x: number) => 1 - (0.4 * x) / width;
    const seen = (light: (i: number) => number) => ({
      width,
      height,
      planes: 1 as const,
      data: new Uint16Array(width * height).map(
        (_, i) => added(i % width) + light(i) * through(i % width) + 2 * random.normal(),
      ),
    });
    const paths = (name: string) => [1, 2, 3].map((i) => join(folder, `raw-${name}${i}.fits`));
    for (const [name, light] of [
      ['dark', 0],
      ['flat', 20_000],
    ] as const)
      for (const path of paths(name))
        writeFileSync(path, encodeFits({ pixels: seen(() => light), header: [card('EXPTIME', 60)] }));
    const [dark, flat] = [join(folder, 'dark.fits'), join(folder, 'flat.fits')];
    const made = async (...args: string[]) =>
      expect(await runHere(['stack', '--no-align', '--method', 'mean', ...args])).toMatchObject({ code: 0 });
    await made(...paths('dark'), '--out', dark);
    await made(...paths('flat'), '--dark', dark, '--out', flat);
    for (let i = 1; i <= 4; i++) {
      const { data } = sky({ dx: 4 * i, dy: -3 * i, turn: 0.1 * i, seed: i, width, height });
      save(
        folder,
        `light_0000${i}.fits`,
        seen((at) => data[at] ?? 0),
      );
    }
    const script = join(folder, 'stack.ssf');
    const work = [
      'calibrate light_ -dark=dark -flat=flat',
      'register pp_light_',
      'stack r_pp_light_ rej 3 3 -norm=add -out=out',
    ];
    // Siril before 1.2 says "preprocess" for what is "calibrate" now.
    const run = (first: string) => {
      writeFileSync(script, ['requires 1.0.0', 'setext fits', first, ...work.slice(1), 'close', ''].join('\n'));
      return spawnSync('siril-cli', ['-d', folder, '-s', script], {
        encoding: 'utf8',
        env: { ...process.env, HOME: folder, XDG_CONFIG_HOME: folder },
      });
    };
    let done = run(work[0] ?? '');
    if (done.status !== 0) done = run((work[0] ?? '').replace('calibrate', 'preprocess'));
    expect(done.status, done.stdout).toBe(0);
    expect(done.stdout).not.toMatch(/error|unknown format|cannot/i);
    const { pixels, header } = read(join(folder, 'out.fits'));
    expect([pixels.width, pixels.height]).toEqual([800, 600]);
    expect(cardNumber(header, 'STACKCNT')).toBe(4);
    // Its pixels are from 0 to 1.
    const stacked = { ...pixels, data: Float32Array.from(pixels.data, (value) => 65_535 * value) };
    expect(detectStars(stacked).stars.length).toBeGreaterThan(30);
    // The sky has one level again, in both kinds of columns and from left to right: the stack is flat to a hundredth.
    const levels = [100, 101, 400, 401, 700, 701].map((x) =>
      median(Array.from({ length: 400 }, (_, y) => stacked.data[(y + 100) * width + x] ?? 0)),
    );
    expect(Math.max(...levels) / Math.min(...levels)).toBeLessThan(1.02);
  },
);
