import type { FrameLook } from '@uraniborg/api';
import { expect, test } from 'vitest';
import { asSeen } from './asSeen.ts';

const look: FrameLook = {
  stretches: [{ black: 100, white: 300, midtones: 0.5 }],
  curve: 'midtones',
  gamma: 1,
  invert: false,
  mirrorX: false,
  mirrorY: false,
  debayer: 'off',
};
const pixels = { width: 3, height: 2, planes: 1 as const, data: Uint16Array.of(0, 100, 200, 300, 400, 150) };
const seen = (change: Partial<FrameLook>) => [...asSeen(pixels, { ...look, ...change }, undefined).data];

test('stretched between its points, turned round and along its curve, as it is on the screen', () => {
  expect(seen({})).toEqual([0, 0, 128, 255, 255, 64]);
  expect(seen({ invert: true })).toEqual([255, 255, 128, 0, 0, 191]);
  expect(seen({ gamma: 2 })).toEqual([0, 0, 64, 255, 255, 16]);
  expect(seen({ curve: 'sqrt' })).toEqual([0, 0, 180, 255, 255, 128]);
  expect(seen({ mirrorX: true })).toEqual([128, 0, 0, 64, 255, 255]);
  expect(seen({ mirrorY: true })).toEqual([255, 255, 64, 0, 0, 128]);
});

test('each colour of a mosaic by its own stretch, or the mosaic itself', () => {
  const data = new Uint16Array(36).map((_, i) => (i % 2 === 0 && (i / 6) % 2 < 1 ? 300 : 100));
  const mosaic = { width: 6, height: 6, planes: 1 as const, data };
  const dark = { black: 300, white: 400, midtones: 0.5 };
  const coloured = asSeen(
    mosaic,
    { ...look, debayer: 'bilinear', stretches: [look.stretches[0] ?? dark, dark, dark] },
    'RGGB',
  );
  expect([coloured.planes, coloured.data[14], coloured.data[36 + 14], coloured.data[72 + 14]]).toEqual([3, 255, 0, 0]);
  expect(asSeen(mosaic, look, 'RGGB').planes).toBe(1);
});
