import { z } from 'zod';

const stretch = z.strictObject({ black: z.number(), white: z.number(), midtones: z.number().gt(0).lt(1) });

/**
 * How a frame is shown, for a picture of it as it is seen: GET /api/v1/frames/<id>/file?as=jpeg&look=<this, as JSON>.
 * Without a look a picture in 8 bits is stretched as the screen does it by itself.
 */
export const frameLook = z
  .strictObject({
    /** One for all planes or one for each, in stored values: see frameImage. */
    stretches: z.array(stretch).min(1).max(3),
    curve: z.enum(['midtones', 'log', 'sqrt', 'asinh']),
    gamma: z.number().min(0.1).max(5),
    invert: z.boolean(),
    mirrorX: z.boolean(),
    mirrorY: z.boolean(),
    /** How the colours of a mosaic are made; 'off' leaves it grey. */
    debayer: z.enum(['off', 'superpixel', 'bilinear', 'gradient']),
  })
  .refine(({ stretches }) => stretches.every(({ black, white }) => black < white), 'black has to be below white');
export type FrameLook = z.infer<typeof frameLook>;
