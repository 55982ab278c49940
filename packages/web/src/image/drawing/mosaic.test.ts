import { expect, test } from 'vitest';
import { mosaicPanes } from './mosaic.ts';

const part = (x: number, y: number) => ({ x, y, width: 100, height: 100 });
const parts = [0, 400, 800].flatMap((y) => [0, 600, 1200].map((x) => part(x, y)));
const screen = { width: 908, height: 608 };

test('nine panes beside each other, each with the middle of its part in its middle', () => {
  const panes = mosaicPanes(parts, screen, {});
  expect(panes[0]).toMatchObject({ pane: { x: 0, y: 0, width: 300, height: 200 }, view: { scale: 3, x: 50, y: 50 } });
  expect(panes[8]).toMatchObject({ pane: { x: 608, y: 408 }, view: { x: 1250, y: 850 } });
});

test('a mirror changes the places of the corners', () => {
  const [first] = mosaicPanes(parts, screen, { mirrorX: true, mirrorY: true });
  expect(first).toMatchObject({ pane: { x: 608, y: 408 }, view: { x: 50, y: 50, mirrorX: true } });
});
