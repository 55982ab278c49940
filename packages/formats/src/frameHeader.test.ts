import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Instant, InvalidInput, parseUtc, systemInstant } from '@uraniborg/core';
import { expect, test } from 'vitest';
import { customCard } from './customCard.ts';
import { encodeFits } from './encodeFits.ts';
import type { FrameFacts } from './frameFacts.ts';
import { frameHeader } from './frameHeader.ts';
import { cardText, cardValue } from './header.ts';
import { readFits } from './readFits.ts';
import { fitsverify, inFolder, lacks } from './testing/oracles.ts';

const start = systemInstant(parseUtc('2026-11-20T22:14:05.123Z'), 'start');
const least: FrameFacts = { software: 'Uraniborg 1.2', exposure: { at: start, seconds: 2 } };
const everything: FrameFacts = {
  ...least,
  written: systemInstant(parseUtc('2026-11-20T22:19:09Z'), 'start'),
  observatory: { name: 'Hven', latitude: 55.9, longitude: 12.7, elevation: 45, observer: 'T. Brahe' },
  telescope: { name: 'Quadrant', focalLengthMm: 1000 },
  camera: {
    name: 'CCD Simulator',
    nickname: 'Stjerne',
    gain: 100,
    offset: 20,
    electronsPerAdu: 0.25,
    iso: 800,
    gamma: 1,
    brightness: 2,
    fStop: 'f/4',
    pixelSizeUm: { x: 3.75, y: 4 },
    bin: { x: 2, y: 2 },
    bayer: { pattern: 'RGGB', x: 0, y: 1, multipliers: { r: 2, g: 1, b: 1.5 } },
    temperature: -10.5,
    setpoint: -10,
    rectangle: { x: 101, y: 50, width: 800, height: 600 },
    sensor: { width: 1280, height: 1024 },
  },
  filter: 'Ha',
  object: 'M 42',
  frameType: 'light',
  exposure: { at: start, seconds: 300.5, requestedSeconds: 300 },
  stack: { count: 10, seconds: 30, operation: 'MEAN', aligned: true },
  focuser: { position: 12345, temperature: 4.5 },
  rotatorAngle: 91.5,
  pointing: { ra: 83.8221, dec: -5.3911, azimuth: 170, altitude: 28, airmass: 2.12, pierSide: 'west' },
  guideStar: { x: 10.5, y: 20.25 },
  weather: {
    cloudCover: 1,
    temperature: 2,
    dewPoint: 3,
    humidity: 4,
    pressure: 5,
    rainRate: 6,
    windDirection: 7,
    windGust: 8,
    windSpeed: 9,
    skyBrightness: 10,
    skyQuality: 11,
    skyTemperature: 12,
    starFwhm: 13,
  },
  range: { min: 5, max: 65535 },
  custom: [customCard('mycode', '007'), customCard('TELESCOP', 'Mural'), customCard('NOTE', 'dew on the corrector')],
};

test('every keyword that is known, in the order that capture programs use', () => {
  const data = new Uint16Array(4);
  const file = encodeFits({ pixels: { width: 2, height: 2, planes: 1, data }, header: frameHeader(everything) });
  const order =
    'SIMPLE BITPIX NAXIS NAXIS1 NAXIS2 BZERO BSCALE ROWORDER DATAMIN DATAMAX DATE ORIGIN SITELAT SITELONG SITEELEV OBSERVER TELESCOP INSTRUME CAMERA FILTER SWCREATE OBJECT OBJNAME IMAGETYP ' +
    'DATE-OBS MJD-OBS EXPTIME REQTIME STACKCNT STACKEXP STACKOP STACKALN GAIN OFFSET EGAIN ISOSPEED GAMMA BRIGHTNS F_STOP XPIXSZ YPIXSZ PIXSIZE1 PIXSIZE2 XBINNING YBINNING ' +
    'XBAYROFF YBAYROFF BAYERPAT MULT_R MULT_G MULT_B FOCALLEN CCD-TEMP SET-TEMP FRAMEX FRAMEY FRAMEHGT FRAMEWDH XORGSUBF YORGSUBF CENTAZ CENTALT AIRMASS FOCUSPOS FOCUSTEM ROTATANG PIERSIDE ' +
    'OBJCTRA OBJCTDEC EQUINOX RA DEC SECPIX1 SECPIX2 SCALE GUIDEX GUIDEY ' +
    'AOCCLOUD AOCAMBT AOCDEW AOCHUM AOCBAROM AOCRAIN AOCWINDD AOCWINDG AOCWIND AOCSKYBR AOCSKYQU AOCSKYT AOCFWHM MYCODE NOTE';
  expect(readFits(file).header.map(({ keyword }) => keyword)).toEqual(order.split(' '));
});

test('what they say', () => {
  const header = frameHeader(everything);
  const expected = {
    'DATE-OBS': '2026-11-20T22:14:05.123',
    DATE: '2026-11-20T22:19:09',
    EXPTIME: 300.5,
    REQTIME: 300,
    INSTRUME: 'Stjerne',
    CAMERA: 'CCD Simulator',
    IMAGETYP: 'Light',
    XPIXSZ: 7.5,
    PIXSIZE2: 8,
    OBJCTRA: '05 35 17.30',
    OBJCTDEC: '-05 23 27.96',
    RA: 83.8221,
    PIERSIDE: 'WEST',
    FRAMEX: 101,
    XORGSUBF: 50,
    YORGSUBF: 25,
    MYCODE: 7,
    TELESCOP: 'Mural',
  };
  for (const [keyword, value] of Object.entries(expected))
    expect([keyword, cardValue(header, keyword)]).toEqual([keyword, value]);
  expect(cardValue(header, 'SCALE')).toBeCloseTo((206.2648 * 7.5) / 1000, 6);
  // 2026-11-20 is day 61364 of the modified Julian calendar.
  expect(cardValue(header, 'MJD-OBS')).toBeCloseTo(61364 + (22 * 3600 + 14 * 60 + 5.123) / 86400, 9);
});

test('what is not known is not written', () => {
  const names = (facts: FrameFacts) =>
    frameHeader(facts)
      .map(({ keyword }) => keyword)
      .join(' ');
  expect(names(least)).toBe('SWCREATE DATE-OBS MJD-OBS EXPTIME');
  const odd = { bin: { x: 1, y: 1 }, temperature: Number.NaN, gain: undefined, name: '' };
  expect(names({ ...least, camera: odd })).toBe('SWCREATE DATE-OBS MJD-OBS EXPTIME XBINNING YBINNING');
  const camera = { ...odd, bin: { x: 3, y: 3 }, sensor: { width: 1280, height: 1024 } };
  expect(names({ ...least, camera: { ...camera, rectangle: { x: 0, y: 0, width: 1278, height: 1023 } } })).not.toMatch(
    /FRAMEX/,
  );
});

test.each<[Partial<Instant>, string, RegExp]>([
  [{}, '2026-11-20T22:14:05.123', /system clock$/],
  [{ marks: 'end' }, '2026-11-20T22:14:03.123', /system clock$/],
  [{ marks: 'middle' }, '2026-11-20T22:14:04.123', /system clock$/],
  [{ source: 'GPS', uncertaintyNs: 1000 }, '2026-11-20T22:14:05.123000', /GPS clock, \+-0.001 ms$/],
  [{ source: 'NTP', uncertaintyNs: 2e7 }, '2026-11-20T22:14:05.123', /NTP clock, \+-20 ms$/],
])('the start of an exposure whose time is %j', (change, text, comment) => {
  const header = frameHeader({ ...least, exposure: { at: { ...start, ...change }, seconds: 2 } });
  expect(cardText(header, 'DATE-OBS')).toBe(text);
  expect(header.find(({ keyword }) => keyword === 'DATE-OBS')?.comment).toMatch(comment);
});

test('a time that is not UTC is refused', () => {
  expect(() => frameHeader({ ...least, exposure: { at: { ...start, scale: 'TAI' }, seconds: 2 } })).toThrow(
    InvalidInput,
  );
});

test("keywords of one's own: numbers are numbers, structure is not theirs to change", () => {
  expect(customCard('a', '12').value).toBe(12);
  expect(customCard('a', ' -1.5e3 ').value).toBe(-1500);
  expect(customCard('a', '12345678901234567890').value).toBe(12345678901234567890n);
  expect(customCard('a', '1e999').value).toBe('1e999');
  expect(customCard('a', '12 px').value).toBe('12 px');
  for (const keyword of ['BITPIX', 'naxis1', 'END', 'BZERO', 'ROWORDER', 'COMMENT', 'TOO LONG', 'NINELETTER', 'Ä', ''])
    expect(() => customCard(keyword, '1')).toThrow(InvalidInput);
});

test.skipIf(lacks('fitsverify'))('fitsverify accepts the whole header', () => {
  inFolder((folder) => {
    const path = join(folder, 'frame.fits');
    const pixels = { width: 2, height: 2, planes: 1 as const, data: new Uint16Array(4) };
    writeFileSync(path, encodeFits({ pixels, header: frameHeader(everything) }));
    expect(fitsverify(path)).toEqual({ status: 0, report: `verification OK: ${path}\n` });
  });
});
