import { z } from 'zod';

/** Percent of the pixels: where the light of a frame ends, without its few brightest. */
export const upperParts = [90, 95, 98, 99, 99.5, 99.9, 99.99] as const;

const numbers = z.object({
  min: z.number(),
  max: z.number(),
  median: z.number(),
  mad: z.number(),
  mean: z.number(),
  standardDeviation: z.number().nullable(),
  mode: z.number(),
  /** Which value 90, 95, 98, 99, 99.5, 99.9 and 99.99 percent of the pixels do not exceed. */
  upper: z.array(z.number()),
});

const pair = z.tuple([z.number(), z.number()]);

/**
 * GET /api/v1/frames/<id>/image: what the pixels of a frame are, to look at them. They are stored in 16 bits: value =
 * zero + scale * stored. Level 0 is the frame itself, each further one half the size of the one before (rounded up).
 *
 * GET /api/v1/frames/<id>/tiles/<level>/<column>/<row> answers a tile of it, of `tile` pixels a side and less at the
 * right and lower edge: the planes one after the other, each row by row, as one run of Rice's code (FITS standard 4.0,
 * 10.4.1; blocks of 32) over 16-bit numbers.
 * The levels of a mosaic have red, green and blue from 1 on, of the cells; its tiles of level 0 come with two pixels more on
 * each side, as far as there are any, from which colours are made.
 *
 * GET /api/v1/frames/<id>/histogram answers 65536 counts per plane of the stored values, 32 bits little-endian.
 */
export const frameImage = z.object({
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  planes: z.union([z.literal(1), z.literal(3)]),
  tile: z.number().int().positive(),
  levels: z.number().int().positive(),
  scale: z.number(),
  zero: z.number(),
  /** The largest stored value that the data can have: where the sensor is full. */
  range: z.number(),
  /** A picture in 8 bits that was made for the eye, a JPEG say: the automatic stretch leaves it as it is. */
  finished: z.boolean(),
  /** One per plane, of the stored values. */
  statistics: z.array(numbers),
  /** Of red, green and blue of a mosaic; null for all others. */
  colours: z.array(numbers).nullable(),
  /** Where the pixels lie on the sky, when the header says so: 0-based pixels, J2000 degrees. */
  wcs: z.object({ crval: pair, crpix: pair, cd: z.tuple([pair, pair]) }).nullable(),
  /** The colours of the first two by two pixels of a mosaic, "RGGB"; null for all others. */
  bayer: z.string().nullable(),
});
export type FrameImageFacts = z.infer<typeof frameImage>;
