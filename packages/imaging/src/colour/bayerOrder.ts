/** The colours of the first two pixels of the first two rows of a mosaic. */
export type BayerOrder = 'RGGB' | 'GRBG' | 'GBRG' | 'BGGR';

/** Where red stands in the 2x2 cell. Blue stands diagonally across from it. */
export const redAt: Readonly<Record<BayerOrder, { x: 0 | 1; y: 0 | 1 }>> = {
  RGGB: { x: 0, y: 0 },
  GRBG: { x: 1, y: 0 },
  GBRG: { x: 0, y: 1 },
  BGGR: { x: 1, y: 1 },
};
