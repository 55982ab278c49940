import { expect, test } from 'vitest';
import { addressOf, movedTo, partsOf, serverOfAddress } from './addressParts.ts';

test('an address and its parts are the same thing', () => {
  for (const [role, address] of [
    ['camera', 'alpaca://192.168.1.5:11111/camera/1'],
    ['mount', 'alpacas://observatory.example:443/telescope/0'],
    ['focuser', 'indi://[fe80::1]:7624/Focuser%20Simulator'],
    ['guideCamera', 'indi://pi:7624/SBIG%20CCD?sensor=2'],
    ['guider', 'phd2://pi:4400'],
  ] as const) {
    const parts = partsOf(address);
    expect(parts && addressOf(role, parts)).toBe(address);
  }
  expect(partsOf('indi://pi/CCD%20Simulator')).toEqual({
    protocol: 'indi',
    host: 'pi',
    port: 7624,
    device: 'CCD Simulator',
    second: false,
  });
});

test('what cannot be an address is none', () => {
  for (const text of ['', 'pi', 'http://pi/camera/0', 'alpaca://pi:1/camera', 'indi://pi/%E0%A4%A'])
    expect(partsOf(text)).toBeNull();
  const parts = { protocol: 'alpaca', host: 'pi', port: 11111, device: 'first', second: false } as const;
  expect(addressOf('camera', parts)).toBeNull();
  expect(addressOf('gps', { ...parts, device: '0' })).toBeNull();
  expect(addressOf('camera', { ...parts, host: ' ', device: '0' })).toBeNull();
});

test('the devices of a server move to another host together', () => {
  expect(serverOfAddress('alpaca://pi:11111/camera/0')).toBe('alpaca://pi:11111');
  expect(movedTo('alpaca://pi:11111/camera/0', '10.0.0.7', 32323)).toBe('alpaca://10.0.0.7:32323/camera/0');
  expect(movedTo('indi://pi/CCD%20Simulator', '10.0.0.7', 7624)).toBe('indi://10.0.0.7:7624/CCD%20Simulator');
  expect(movedTo('phd2://pi', '10.0.0.7', 4401)).toBe('phd2://10.0.0.7:4401');
  expect(movedTo('indi://pi/SBIG?sensor=2', '10.0.0.7', 7624)).toBe('indi://10.0.0.7:7624/SBIG?sensor=2');
});
