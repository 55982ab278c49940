import { expect, test } from 'vitest';
import { indiPlace } from './indiPlace.ts';

test('the server with its port, and the device by its name', () => {
  expect(indiPlace('indi://192.168.1.5/CCD%20Simulator')).toEqual({
    server: 'indi://192.168.1.5:7624',
    device: 'CCD Simulator',
  });
  expect(indiPlace('indi://[::1]:7000/EQMod%20Mount')).toEqual({ server: 'indi://[::1]:7000', device: 'EQMod Mount' });
});

test('what is no INDI device has no properties', () => {
  for (const address of ['', 'alpaca://pi:11111/camera/0', 'indi://pi', 'indi://pi/%E0%A4%A'])
    expect(indiPlace(address)).toBeNull();
});
