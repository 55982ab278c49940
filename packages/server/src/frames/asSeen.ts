import type { FrameLook } from '@uraniborg/api';
import type { Pixels } from '@uraniborg/core';
import { applyStretch, type BayerOrder, debayer, flipRows } from '@uraniborg/imaging';

/**
 * Pixels as somebody has them on the screen, whole and in 8 bits.
 * @param stored the frame itself as storedPixels has it: `look` is in its values
 */
export function asSeen(
  stored: Pixels<Uint16Array>,
  look: FrameLook,
  bayer: BayerOrder | undefined,
): Pixels<Uint8Array> {
  const isMosaic = bayer !== undefined && look.debayer !== 'off' && Math.min(stored.width, stored.height) >= 4;
  // The screen's own way of the best kind is a quick one; a file has the time for a better.
  const method = look.debayer === 'off' || look.debayer === 'gradient' ? 'wiener' : look.debayer;
  const coloured = isMosaic ? debayer(stored, { order: bayer, method }) : stored;
  const [red, green, blue] = look.stretches;
  if (!red) throw new Error('a look without a stretch');
  const seen = applyStretch(coloured, green && blue && coloured.planes === 3 ? [red, green, blue] : red, look);
  if (look.mirrorX) mirrorColumns(seen);
  if (look.mirrorY) flipRows(seen);
  return seen;
}

function mirrorColumns({ width, data }: Pixels<Uint8Array>): void {
  for (let row = 0; row < data.length; row += width) data.subarray(row, row + width).reverse();
}
