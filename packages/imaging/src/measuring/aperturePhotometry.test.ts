import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvalidInput, mean, standardDeviation } from '@uraniborg/core';
import { expect, test } from 'vitest';
import { starField } from '../testing/starField.ts';
import { aperturePhotometry, faintestFlux } from './aperturePhotometry.ts';

const FLUX = 8000;
const field = (seed: number) =>
  starField({ width: 61, height: 61, stars: [{ x: 30.3, y: 29.8, flux: FLUX }], hfd: 4, seed });

test('over many frames the light is right, and its error is the scatter', () => {
  const all = Array.from({ length: 300 }, (_, i) =>
    aperturePhotometry(field(i + 1), { x: 30.3, y: 29.8 }, { aperture: 7 }),
  ).flatMap((sum) => sum ?? []);
  expect(all).toHaveLength(300);
  const fluxes = all.map(({ flux }) => flux);
  // A Gaussian of HFD 4 has all but 2e-4 of its light inside 7 pixels.
  expect(mean(fluxes) / FLUX).toBeGreaterThan(0.99);
  expect(mean(fluxes) / FLUX).toBeLessThan(1.01);
  const ratio = standardDeviation(fluxes) / mean(all.map(({ fluxError }) => fluxError));
  expect(ratio).toBeGreaterThan(0.88);
  expect(ratio).toBeLessThan(1.12);
  expect(mean(all.map(({ background }) => background))).toBeCloseTo(600, -0.5);
});

const NUMPY = `
import sys, json, numpy as np
a = np.fromfile(sys.argv[1], '<u2').reshape(61, 61).astype(float)
x, y, r, inner, outer, gain = 30.3, 29.8, 6.0, 10.0, 18.0, 1.7
n = 100
fine = (np.arange(61 * n) + 0.5) / n - 0.5
inside = ((fine[None, :] - x) ** 2 + (fine[:, None] - y) ** 2 <= r * r)
part = inside.reshape(61, n, 61, n).mean(axis=(1, 3))
v, u = np.mgrid[0:61, 0:61]
d = np.hypot(u - x, v - y)
ring = a[(d >= inner) & (d <= outer)]
for _ in range(5):
    m = np.median(ring)
    ring = ring[np.abs(ring - m) <= 3 * 1.4826 * np.median(np.abs(ring - m))]
area, level, noise = part.sum(), ring.mean(), ring.std(ddof=1)
flux = (a * part).sum() - area * level
print(json.dumps(dict(flux=flux, area=area, background=level, noise=noise, fluxError=np.sqrt(flux / gain + area * (1 + area / ring.size) * noise ** 2))))
`;
const hasNumpy = (() => {
  try {
    execFileSync('/usr/bin/python3', ['-c', 'import numpy'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

test.skipIf(!hasNumpy && process.env.CI !== 'true')('numpy gives the same with a hundred times finer circles', () => {
  const pixels = field(9);
  const file = join(mkdtempSync(join(tmpdir(), 'aperture-')), 'frame.raw');
  writeFileSync(file, pixels.data);
  const told = JSON.parse(execFileSync('/usr/bin/python3', ['-c', NUMPY, file]).toString()) as Record<string, number>;
  const options = { aperture: 6, annulus: [10, 18], electronsPerAdu: 1.7 } as const;
  const found = aperturePhotometry(pixels, { x: 30.3, y: 29.8 }, options);
  expect(found?.background).toBeCloseTo(told.background ?? 0, 8);
  expect(found?.noise).toBeCloseTo(told.noise ?? 0, 8);
  for (const key of ['flux', 'area', 'fluxError'] as const)
    expect((found?.[key] ?? 0) / (told[key] ?? 1)).toBeCloseTo(1, 2.5);
});

test('a circle beyond the edge has no light, radii that are none are refused', () => {
  const pixels = field(1);
  expect(aperturePhotometry(pixels, { x: 5, y: 30 }, { aperture: 7 })).toBeUndefined();
  expect(aperturePhotometry(pixels, { x: Number.NaN, y: 30 }, { aperture: 7 })).toBeUndefined();
  expect(() => aperturePhotometry(pixels, { x: 30, y: 30 }, { aperture: 0 })).toThrow(InvalidInput);
  expect(() => aperturePhotometry(pixels, { x: 30, y: 30 }, { aperture: 5, annulus: [3, 9] })).toThrow(InvalidInput);
});

test('the faintest flux has the signal to noise that was asked for', () => {
  const flux = faintestFlux(80, 2, 5);
  expect(flux / Math.sqrt(flux / 2 + 80 * 80)).toBeCloseTo(5, 9);
});
