import type { Pixels } from '@uraniborg/core';
import { statisticsOf } from '@uraniborg/imaging';
import { expect, test } from 'vitest';
import { pixelWorkers } from '../workers/pixelWorkers.ts';
import { countPixels } from './countedFrame.ts';
import { countTogether } from './countTogether.ts';

const [width, height] = [1031, 347];
const room = () => new SharedArrayBuffer(6 * width * height);

test.each([new Uint8Array(room(), 0, 3 * width * height), new Int16Array(room()), new Uint16Array(room())])(
  'all workers together count what one does',
  async (data) => {
    for (let i = 0; i < data.length; i++) data[i] = (i * i) % 30_011;
    const pixels: Pixels = { width, height, planes: 3, data };
    const workers = pixelWorkers(2);
    try {
      const together = await countTogether(pixels, workers.run);
      expect(together).toEqual(countPixels(pixels));
      expect(together.histogram?.count).toBe(data.length);
      expect(together.statistics.max).toBe(Math.max(...data.subarray(0, 90_000)));
    } finally {
      await workers.close();
    }
  },
);

test('wide pixels have statistics and no histogram', async () => {
  const pixels: Pixels = { width: 3, height: 1, planes: 1, data: Float32Array.of(1, 2, 6) };
  expect(await countTogether(pixels, async () => countPixels(pixels) as never)).toEqual({
    statistics: statisticsOf(pixels),
    histogram: undefined,
  });
});
