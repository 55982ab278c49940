import { card, type Frame } from '@uraniborg/formats';
import { expect, test } from 'vitest';
import { balanceOfFrame } from './balanceOfFrame.ts';

/** A square of grey light, as GBRG cells that see half of the red. */
function raw(header: Frame['header']): Frame {
  const data = new Uint16Array(80 * 80);
  for (let y = 0; y < 80; y++)
    for (let x = 0; x < 80; x++) {
      const red = x % 2 === 0 && y % 2 === 1;
      const light = x >= 30 && x < 60 && y >= 30 && y < 60 ? 4000 : 0;
      data[y * 80 + x] = 500 + ((x * 31 + y * 17) % 5) + light * (red ? 0.5 : 1);
    }
  return { pixels: { width: 80, height: 80, planes: 1, data }, header };
}

test('a raw frame is balanced by its cells, in the order that its header tells', () => {
  const { red, green, blue } = balanceOfFrame(raw([card('BAYERPAT', 'GBRG')]));
  expect([red, green, blue].map((factor) => Number(factor.toFixed(1)))).toEqual([2, 1, 1]);
});

test('what has no colours is refused', () => {
  expect(() => balanceOfFrame(raw([]))).toThrow(/colours/);
});
