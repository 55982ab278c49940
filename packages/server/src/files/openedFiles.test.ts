import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { ApiError, FramePart, OpenedFile } from '@uraniborg/api';
import { parseUtc, seededRandom } from '@uraniborg/core';
import {
  card,
  encodeFits,
  readFits,
  readPng,
  readTiff,
  readXisf,
  writePng,
  writeTiff,
  writeXisf,
} from '@uraniborg/formats';
import { expect, test } from 'vitest';
import { runningServer } from '../testing/runningServer.ts';
import { temporaryFolder } from '../testing/temporaryFolder.ts';

const random = seededRandom(3);
const pixels = {
  width: 90,
  height: 60,
  planes: 1,
  data: Uint16Array.from({ length: 5400 }, () => 1000 + 30 * random.normal()),
} as const;
const header = [
  card('OBJECT', 'M 31'),
  card('IMAGETYP', 'Master Dark'),
  card('EXPTIME', 300),
  card('DATE-OBS', '2026-01-02T03:04:05'),
];

/** One or the other; a test that reads what is not there fails by itself. */
type Answer = OpenedFile & ApiError;

async function opening() {
  const data = temporaryFolder();
  const server = await runningServer({ data });
  const send = async (name: string, body: string | Uint8Array<ArrayBuffer>) => {
    const url = `${server.url}api/v1/files?name=${encodeURIComponent(name)}`;
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body,
    });
    return { status: response.status, answer: (await response.json()) as Answer };
  };
  return { data, server, send };
}

test('a file of any kind is looked at, measured and saved like a frame, and gone with the program', async () => {
  const { data, server, send } = await opening();
  for (const [name, bytes] of [
    ['a.fits', encodeFits({ pixels, header })],
    ['b.xisf', writeXisf({ pixels, header })],
    ['c.tif', writeTiff({ pixels, header })],
    ['../../../d.png', writePng(pixels)],
  ] as const) {
    const { status, answer } = await send(name, bytes as Uint8Array<ArrayBuffer>);
    expect(status, JSON.stringify(answer)).toBe(200);
    expect(answer).toMatchObject({ frameCount: 1, frame: { fileName: basename(name), width: 90, height: 60 } });
    const frame = `${server.url}api/v1/frames/${answer.frame.id}`;
    const image = (await (await fetch(`${frame}/image`)).json()) as { width: number; statistics: { median: number }[] };
    expect(image.width).toBe(90);
    expect(image.statistics[0]?.median).toBeCloseTo(1000, -1);
    expect(new Uint16Array(await (await fetch(`${frame}/pixels`)).arrayBuffer())).toEqual(pixels.data);
    expect((await fetch(`${frame}/preview?size=large`)).status).toBe(200);
    const { channels } = await server.command('frame.statistics', { frame: answer.frame.id });
    expect(channels[0]?.median).toBeCloseTo(1000, -1);
    for (const [as, read] of [
      ['fits', (file: Uint8Array) => readFits(file).pixels],
      ['fz', (file: Uint8Array) => readFits(file).pixels],
      ['xisf', (file: Uint8Array) => readXisf(file).pixels],
      ['tiff', (file: Uint8Array) => readTiff(file).pixels],
      ['png', readPng],
    ] as const) {
      const response = await fetch(`${frame}/file?as=${as}`);
      expect(response.headers.get('content-disposition')).toContain(`''${basename(name)[0]}.`);
      expect(read(new Uint8Array(await response.arrayBuffer())).data).toEqual(pixels.data);
    }
  }
  expect(readdirSync(`${data}/opened`)).toHaveLength(4);
  await server.close();
  expect(readdirSync(data)).not.toContain('opened');
});

test('what the header says is told, and all of the header on request', async () => {
  const { server, send } = await opening();
  const { answer } = await send('dark.fits', encodeFits({ pixels, header }) as Uint8Array<ArrayBuffer>);
  expect(answer).toMatchObject({
    format: 'fits',
    dated: true,
    frame: { object: 'M 31', frameType: 'dark', seconds: 300, startedAt: parseUtc('2026-01-02T03:04:05Z') },
  });
  const [part] = (await (await fetch(`${server.url}api/v1/frames/${answer.frame.id}/headers`)).json()) as FramePart[];
  expect(part).toMatchObject({ index: 0, kind: 'image', axes: [90, 60] });
  expect(part?.cards).toContainEqual({ keyword: 'OBJECT', value: 'M 31', comment: expect.any(String) });
});

test('the images of a FITS file are leafed through: its parts, and the planes of a cube', async () => {
  const { server, send } = await opening();
  const part = (name: string, axes: number[], level: number) => {
    const bytes = Buffer.from(
      encodeFits({ pixels: { width: 8, height: 6, planes: 1, data: new Uint8Array(48) }, header: [] }),
    );
    const cards = [
      "XTENSION= 'IMAGE   '",
      'BITPIX  = 8',
      `NAXIS   = ${axes.length}`,
      ...axes.map((axis, i) => `NAXIS${i + 1}  = ${axis}`),
      'PCOUNT  = 0',
      'GCOUNT  = 1',
      `EXTNAME = '${name}'`,
      'END',
    ];
    bytes.fill(32, 0, 2880).write(cards.map((card) => card.padEnd(80)).join(''), 'latin1');
    for (let i = 0; i < 288; i++) bytes[2880 + i] = level + Math.floor(i / 48);
    return bytes;
  };
  const file = Buffer.concat([encodeFits({ pixels, header }), part('MASK', [8, 6], 1), part('CUBE', [8, 6, 5], 40)]);
  const { status, answer } = await send('parts.fits', Uint8Array.from(gzipSync(file)));
  expect(status, JSON.stringify(answer)).toBe(200);
  expect(answer).toMatchObject({ frameCount: 7, frame: { object: 'M 31', width: 90 } });
  expect(answer.names?.slice(0, 3)).toEqual(['0, 90 x 60', '1 MASK, 8 x 6', '2 CUBE, 8 x 6, plane 1 of 5']);
  const levels = [];
  for (const index of [1, 2, 6]) {
    const id = answer.frame.id.replace(/0$/, `${index}`);
    const { channels } = await server.command('frame.statistics', { frame: id });
    levels.push(channels[0]?.median);
  }
  expect(levels).toEqual([1, 40, 44]);
});

test('what cannot be read says so by its own name and leaves nothing behind', async () => {
  const { data, server, send } = await opening();
  for (const [name, body, says] of [
    ['notes.txt', 'Dear diary', /notes\.txt/],
    ['half.fits', (encodeFits({ pixels, header }) as Uint8Array<ArrayBuffer>).slice(0, 4000), /truncated/],
  ] as const) {
    const { status, answer } = await send(name, body);
    expect(status).toBe(400);
    expect(answer.error.message).toMatch(says);
    expect(answer.error.message).not.toContain(data);
  }
  expect(readdirSync(`${data}/opened`)).toEqual([]);
  const nothing = await fetch(`${server.url}api/v1/frames/file-..%2F..%2Fpassword.0/image`);
  expect(nothing.status).toBe(400);
});

test('the images of an XISF file are leafed through, and named for saving without what they were packed by', async () => {
  const { server, send } = await opening();
  const at = 4096;
  const image = (id: string, planes: number, begin: number) =>
    `<Image id="${id}" geometry="8:6:${planes}" sampleFormat="UInt8" location="attachment:${begin}:${48 * planes}"/>`;
  const xml = `<xisf version="1.0">${image('light', 1, at)}${image('rejection', 2, at + 48)}</xisf>`;
  const file = new Uint8Array(at + 144);
  file.set(Buffer.from('XISF0100'));
  new DataView(file.buffer).setUint32(8, xml.length, true);
  file.set(Buffer.from(xml), 16);
  for (let i = 0; i < 144; i++) file[at + i] = 10 * Math.floor(i / 48) + 5;
  const { answer } = await send('several.xisf', file);
  expect(answer).toMatchObject({
    format: 'xisf',
    names: ['light, 8 x 6', '1 rejection, 8 x 6, plane 1 of 2', '1 rejection, 8 x 6, plane 2 of 2'],
  });
  const medians = [];
  for (const index of [0, 1, 2]) {
    const { channels } = await server.command('frame.statistics', { frame: answer.frame.id.replace(/0$/, `${index}`) });
    medians.push(channels[0]?.median);
  }
  expect(medians).toEqual([5, 15, 25]);
  const packed = await send('m31.fits.gz', Uint8Array.from(gzipSync(encodeFits({ pixels, header }))));
  const saved = await fetch(`${server.url}api/v1/frames/${packed.answer.frame.id}/file?as=fits`);
  expect(saved.headers.get('content-disposition')).toMatch(/''m31\.fits$/);
});
