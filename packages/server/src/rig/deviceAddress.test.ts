import { expect, test } from 'vitest';
import { deviceAddress, hardwareOf } from './deviceAddress.ts';

test('addresses of both protocols', () => {
  expect(deviceAddress('alpaca://192.168.1.5:11111/camera/0')).toEqual({
    protocol: 'alpaca',
    server: 'http://192.168.1.5:11111',
    type: 'camera',
    number: 0,
  });
  expect(deviceAddress('alpaca://[fe80::1]:80/FilterWheel/12')).toMatchObject({ type: 'filterwheel', number: 12 });
  expect(deviceAddress('indi://127.0.0.1:7624/CCD%20Simulator')).toEqual({
    protocol: 'indi',
    host: '127.0.0.1',
    port: 7624,
    device: 'CCD Simulator',
    sensor: 'main',
  });
  expect(deviceAddress('indi://pi/SBIG%20CCD?sensor=2')).toMatchObject({ device: 'SBIG CCD', sensor: 'second' });
  expect(deviceAddress('indi://[::1]/ZWO CCD')).toMatchObject({ host: '::1', port: 7624, device: 'ZWO CCD' });
});

test('a guider is the server of its program', () => {
  expect(deviceAddress('phd2://pi:4401')).toEqual({ protocol: 'phd2', host: 'pi', port: 4401 });
  expect(deviceAddress('phd2://[fe80::1]')).toEqual({ protocol: 'phd2', host: 'fe80::1', port: 4400 });
});

test('both sensors of a camera are one device', () => {
  expect(hardwareOf('indi://pi/SBIG%20CCD?sensor=2')).toBe(hardwareOf('indi://pi/SBIG%20CCD'));
  expect(hardwareOf('alpaca://pi:11111/camera/0')).toBe('alpaca://pi:11111/camera/0');
});

test.each([
  ['camera', /no alpaca:\/\/ or indi:\/\//],
  ['http://host/camera/0', /neither alpaca:\/\/ nor indi:\/\//],
  ['alpaca://host:11111', /such as \/camera\/0/],
  ['alpaca://host:11111/camera/x', /such as \/camera\/0/],
  ['alpaca://host:99999/camera/0', /is not the address of a device/],
  ['indi://host:7624/', /name of the device is missing/],
  ['indi://host:7624/%zz', /name of the device is missing/],
  ['indi://host:7624/CCD?sensor=3', /a sensor 1 and at most a sensor 2/],
  ['', /is not the address of a device/],
])('"%s" is refused with an example', (text, sentence) => {
  expect(() => deviceAddress(text)).toThrow(sentence);
  expect(() => deviceAddress(text)).toThrow(/write for example alpaca:/);
});
