import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvalidInput, seededRandom } from '@uraniborg/core';
import { expect, test } from 'vitest';
import { channelStatistics } from './channelStatistics.ts';

const random = seededRandom(11);
const [width, height] = [37, 29];
const noise = Uint16Array.from({ length: width * height }, () => 1000 + Math.round(40 * random.normal()));

const NUMPY = `
import json, sys, numpy as np
a = np.fromfile(sys.argv[1], '<u2').reshape(${height}, ${width})[5:26, 3:30]
def of(p):
    values, counts = np.unique(p, return_counts=True)
    return dict(count=int(p.size), min=int(p.min()), max=int(p.max()), mean=p.mean(), median=np.median(p),
        standardDeviation=p.std(ddof=1), mad=np.median(np.abs(p - np.median(p))), mode=int(values[counts.argmax()]))
# RGGB: red in even rows and columns of the frame; the area begins at odd ones.
print(json.dumps(dict(all=of(a), red=of(a[1::2, 1::2]), green1=of(a[1::2, 0::2]), green2=of(a[0::2, 1::2]), blue=of(a[0::2, 0::2]))))
`;
const hasNumpy = (() => {
  try {
    execFileSync('/usr/bin/python3', ['-c', 'import numpy'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

test.skipIf(!hasNumpy && process.env.CI !== 'true')('numpy gives the same of an area of a raw colour frame', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'statistics-')), 'frame.raw');
  writeFileSync(file, noise);
  const told = JSON.parse(execFileSync('/usr/bin/python3', ['-c', NUMPY, file]).toString());
  const area = { x: 3, y: 5, width: 27, height: 21 };
  const found = channelStatistics({ width, height, planes: 1, data: noise }, { area, bayer: 'RGGB' });
  const by = Object.fromEntries(found.map(({ channel, statistics }) => [channel, statistics]));
  for (const name of ['all', 'red', 'green1', 'green2', 'blue'])
    for (const [key, value] of Object.entries(told[name] as Record<string, number>))
      expect(by[name]?.[key as 'mean'], `${name} ${key}`).toBeCloseTo(value, 8);
});

test('each colour of a cell and each plane has its own', () => {
  const mosaic = Uint16Array.from({ length: 64 }, (_, i) => [10, 20, 30, 40][((i >> 3) % 2) * 2 + (i % 2)] ?? 0);
  const of = (order: 'RGGB' | 'GBRG', area?: { x: number; y: number; width: number; height: number }) =>
    Object.fromEntries(
      channelStatistics({ width: 8, height: 8, planes: 1, data: mosaic }, { bayer: order, area }).map(
        ({ channel, statistics }) => [channel, statistics.median],
      ),
    );
  expect(of('RGGB')).toEqual({ all: 25, red: 10, green1: 20, green2: 30, blue: 40 });
  expect(of('GBRG')).toEqual({ all: 25, red: 30, green1: 40, green2: 10, blue: 20 });
  expect(of('RGGB', { x: 1, y: 2, width: 3, height: 1 })).toEqual({ all: 20, red: 10, green1: 20 });
  const colour = { width: 2, height: 1, planes: 3, data: Uint16Array.of(1, 3, 10, 30, 100, 300) } as const;
  expect(channelStatistics(colour).map(({ channel, statistics }) => [channel, statistics.mean])).toEqual([
    ['all', 74],
    ['red', 2],
    ['green', 20],
    ['blue', 200],
  ]);
});

test('an area outside the frame is refused', () => {
  const area = { x: 30, y: 0, width: 8, height: 1 };
  expect(() => channelStatistics({ width, height, planes: 1, data: noise }, { area })).toThrow(InvalidInput);
});
