import { type Pixels, seededRandom } from '@uraniborg/core';
import { expect, test } from 'vitest';
import { scattered, starField } from '../testing/starField.ts';
import { backgroundAt, backgroundMesh } from './backgroundMesh.ts';
import { betweenRows, meshRow } from './meshRow.ts';

test('level and noise are those of the sky, stars or not', () => {
  const stars = scattered({ width: 512, height: 384, spacing: 30, flux: [1000, 1e6] });
  for (const each of [[], stars]) {
    const mesh = backgroundMesh(starField({ width: 512, height: 384, stars: each, hfd: 3 }));
    for (const level of mesh.level) expect(Math.abs(level - 600)).toBeLessThan(3);
    for (const rms of mesh.rms) expect(Math.abs(rms / Math.sqrt(425) - 1)).toBeLessThan(0.12);
  }
});

test('a slope is followed to a fraction of the noise', () => {
  const random = seededRandom(5);
  const [width, height] = [640, 640];
  const data = Float32Array.from(
    { length: width * height },
    (_, i) => (i % width) * 0.5 + Math.floor(i / width) * 0.2 + 10 * random.normal(),
  );
  const mesh = backgroundMesh({ width, height, planes: 1, data });
  for (const [x, y] of [
    [100, 100],
    [320, 300],
    [500, 77],
  ] as const)
    expect(Math.abs(backgroundAt(mesh, x, y).level - (x * 0.5 + y * 0.2))).toBeLessThan(2);
});

test('integers with less noise than their step have a level between the steps', () => {
  const random = seededRandom(6);
  const data = Uint8Array.from({ length: 40_000 }, () => Math.round(20.3 + 0.4 * random.normal()));
  const mesh = backgroundMesh({ width: 200, height: 200, planes: 1, data });
  for (const level of mesh.level) expect(Math.abs(level - 20.3)).toBeLessThan(0.1);
});

test('between two rows of the mesh lies what each of its places is', () => {
  const random = seededRandom(8);
  for (const [width, height] of [
    [300, 200],
    [50, 40],
    [129, 333],
  ] as const) {
    const data = Float32Array.from({ length: width * height }, () => 100 * random.uniform());
    const pixels: Pixels = { width, height, planes: 1, data };
    const mesh = backgroundMesh(pixels, { cell: 32 });
    for (const step of [1, 2]) {
      const [above, below] = [new Float32Array(Math.floor(width / step)), new Float32Array(Math.floor(width / step))];
      for (const y of [0, 17.5, height - 1]) {
        const { upper, lower, part } = betweenRows(mesh, y);
        meshRow(mesh, mesh.level, upper, step, above);
        meshRow(mesh, mesh.level, lower, step, below);
        above.forEach((value, x) => {
          const between = value + part * ((below[x] as number) - value);
          expect(between).toBeCloseTo(backgroundAt(mesh, x * step + (step - 1) / 2, y).level, 3);
        });
      }
    }
  }
});
