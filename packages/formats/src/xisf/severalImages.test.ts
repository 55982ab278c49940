import { InvalidInput } from '@uraniborg/core';
import { expect, test } from 'vitest';
import { imagesOf } from '../fileImages.ts';
import { frameOfFile } from '../frameOfFile.ts';
import { cardValue } from '../header.ts';
import { readXisf } from './readXisf.ts';
import { xisfHeaderBytes } from './xisfHeader.ts';
import { xisfParts } from './xisfParts.ts';

/** Three images as PixInsight stores them beside each other: grey with properties, five channels, colour pixel by pixel. */
function severalImages(): Uint8Array {
  const image = (id: string, geometry: string, more: string, begin: number, length: number, inside = '') =>
    `<Image id="${id}" geometry="${geometry}" sampleFormat="UInt16" location="attachment:${begin}:${length}"${more}>${inside}</Image>`;
  const properties = [
    '<Property id="Observation:Time:Start" type="TimePoint" value="2026-11-20T22:10:00.5Z"/>',
    '<Property id="Instrument:ExposureTime" type="Float32" value="300"/>',
    '<Property id="Observation:Object:Name" type="String">M 31</Property>',
    '<Property id="Instrument:Filter:Name" type="String">Ha</Property>',
    '<Property id="PCL:Whatever" type="String">no card</Property>',
    `<FITSKeyword name="FILTER" value="'R'" comment="its own"/>`,
  ].join('');
  const root = '<Property id="Instrument:Telescope:FocalLength" type="Float32" value="0.53"/>';
  const at = 4096;
  const xml =
    `<?xml version="1.0"?><xisf version="1.0">${root}` +
    image('light', '3:2:1', ' imageType="MasterLight"', at, 12, properties) +
    image('cube', '2:1:5', '', at + 12, 20) +
    image('colour', '2:2:3', ' pixelStorage="Normal"', at + 32, 24) +
    '</xisf>';
  const file = new Uint8Array(at + 56);
  file.set(new TextEncoder().encode('XISF0100'));
  new DataView(file.buffer).setUint32(8, xml.length, true);
  file.set(new TextEncoder().encode(xml), 16);
  for (let i = 0; i < 28; i++) new DataView(file.buffer).setUint16(at + 2 * i, 100 + i, true);
  return file;
}

const file = severalImages();

test('every image and every channel is found and read', async () => {
  const start = file.subarray(0, xisfHeaderBytes(file.subarray(0, 16), file.length));
  const images = imagesOf(xisfParts(start));
  expect(images.map(({ name }) => name)).toEqual([
    'light, 3 x 2',
    ...[1, 2, 3, 4, 5].map((plane) => `1 cube, 2 x 1, plane ${plane} of 5`),
    '2 colour, 2 x 2',
  ]);
  const read = await Promise.all(images.map(({ hdu, plane }) => frameOfFile(file, { hdu, plane })));
  expect(read.map(({ pixels }) => Array.from(pixels.data))).toEqual([
    [100, 101, 102, 103, 104, 105],
    ...[0, 1, 2, 3, 4].map((plane) => [106 + 2 * plane, 107 + 2 * plane]),
    [116, 119, 122, 125, 117, 120, 123, 126, 118, 121, 124, 127],
  ]);
  expect(read[6]?.pixels.planes).toBe(3);
  expect(Array.from(readXisf(file, { image: 'Cube', plane: 4 }).pixels.data)).toEqual([114, 115]);
  expect(Array.from(readXisf(file, { image: 2, plane: 1 }).pixels.data)).toEqual([117, 120, 123, 126]);
});

test('what is not there is told', () => {
  expect(() => readXisf(file, { image: 3 })).toThrow(/no image 3 among the 3/);
  expect(() => readXisf(file, { image: 'flat' })).toThrow(InvalidInput);
  expect(() => readXisf(file, { image: 1 })).toThrow(/5 channels; choose one of them/);
  expect(() => readXisf(file, { image: 1, plane: 5 })).toThrow(/no plane 5/);
});

test('properties that have a FITS name are cards, where there is none of that name', () => {
  const { header } = readXisf(file);
  const values = Object.fromEntries(header.map(({ keyword, value }) => [keyword, value]));
  expect(values).toEqual({
    FILTER: 'R',
    'DATE-OBS': '2026-11-20T22:10:00.5',
    EXPTIME: 300,
    OBJECT: 'M 31',
    FOCALLEN: 530,
    IMAGETYP: 'Light',
  });
  expect(cardValue(readXisf(file, { image: 2 }).header, 'FOCALLEN')).toBe(530);
});
