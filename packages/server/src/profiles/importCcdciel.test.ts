import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { importCcdciel } from './importCcdciel.ts';

const example = readFileSync(new URL('../testing/ccdciel.conf', import.meta.url), 'utf8');

test('devices of every protocol, switches with nicknames, site and options', () => {
  const { profile, notes } = importCcdciel(example, 'From CCDciel');
  expect(profile.devices).toEqual({
    camera: {
      address: 'indi://192.168.1.20:7624/ZWO%20CCD%20ASI2600MM%20Pro',
      loadConfiguration: true,
      frameFolder: '/dev/shm',
    },
    guideCamera: { address: 'alpacas://[2001:db8::7]:443/camera/1' },
    filterWheel: { address: 'indi://192.168.1.20:7624/ZWO%20CCD%20ASI2600MM%20Pro', loadConfiguration: true },
    focuser: { address: 'alpaca://127.0.0.1:11111/focuser/0' },
    mount: { address: 'indi://192.168.1.20:7624/EQMod%20Mount' },
    safety: { address: 'alpaca://192.168.1.30:32323/safetymonitor/2' },
    watchdog: { address: 'indi://192.168.1.20:7624/WatchDog' },
    guider: { address: 'phd2://192.168.1.20:4401' },
  });
  expect(profile.switches).toEqual([
    { nickname: 'Power & dew', address: 'indi://192.168.1.20:7624/Pegasus%20UPB', loadConfiguration: true },
    { nickname: 'Power & dew 2', address: 'alpaca://192.168.1.30:32323/switch/0' },
  ]);
  expect(profile.options).toMatchObject({
    site: { name: 'Hven <north>', latitude: 55.907, longitude: 12.6967, elevation: 45 },
    siteFrom: 'profile',
    horizon: { lowest: 15 },
    observer: 'Sophie Brahe',
    telescope: { name: 'RC 8"', focalLengthMm: 1624 },
    camera: { name: '', gain: 100, offset: null },
    cooling: { degreesPerMinute: 1.5, onConnect: -10 },
    mount: { setSite: true, setTime: true },
    watchdog: { minutes: 5 },
    focuser: { backlash: 60, approach: 'out' },
    filters: [
      { name: 'Lum', focusOffset: 0 },
      { name: 'Ha', focusOffset: 35 },
    ],
  });
  expect(notes).toEqual([
    'The dome is an ASCOM driver of Windows (ASCOM.DeviceHub.Dome); offer it through ASCOM Remote and choose it there.',
    'The weather station is a safety monitor; it is left out. Choose it as safety monitor instead.',
    'The horizon file horizon/hven.txt is not read; enter its points under Settings.',
  ]);
});

test.each([
  ['', /it holds no values/],
  ['not xml', /unexpected text in line 1/],
  ['<html><body></body></html>', /<html> where <CONFIG> should be in line 1/],
  ['<CONFIG a="1">\n<Info b="2">', /<Info> without its end in line 2/],
  ['<CONFIG a="1">\n</Info></CONFIG>', /<\/Info> without its beginning in line 2/],
  ['<CONFIG a="1" <b/></CONFIG>', /something that is no element in line 1/],
  [`<CONFIG>${'<a>'.repeat(100)}`, /too deep/],
  ['<CONFIG Version="5" ListName="seq"><Targets IgnoreRestart="True"/></CONFIG>', /names no camera/],
])('what is no such file is refused in words: %s', (text, message) => {
  expect(() => importCcdciel(text, 'x')).toThrow(message);
});

test('numbers that cannot be are told with their place; nothing is made', () => {
  const odd = example.replace('ObservatoryLatitude="55.907"', 'ObservatoryLatitude="559.07"');
  expect(() => importCcdciel(odd, 'x')).toThrow(/"options.site.latitude" must be at most 90/);
});

test('a megabyte of hostile text takes no time to speak of', () => {
  for (const text of [
    `<CONFIG ${'a="'.repeat(300_000)}`,
    `<CONFIG a="1">${'<'.repeat(1_000_000)}`,
    `<CONFIG ${' '.repeat(1_000_000)}`,
  ])
    expect(() => importCcdciel(text, 'x')).toThrow(/CCDciel/);
});
