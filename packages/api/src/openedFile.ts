import { z } from 'zod';
import { frameSummary } from './state.ts';

/**
 * POST /api/v1/files?name=<name>, the bytes of a file as application/octet-stream, answers this: the file can be looked
 * at and measured like a frame by the id of `frame`, until others have taken its place. It is not in the library.
 */
export const openedFile = z.object({
  /** What the header of the file says; `fileName` is the name it came with. */
  frame: frameSummary,
  /** "fits", "xisf", "ser" ... by its content. */
  format: z.string(),
  /** Of a recording, or images of a FITS file; the id of frame n (from 0) ends with ".n". */
  frameCount: z.number().int().min(1),
  /** Of the images of a FITS file that has several: part, name and size, and the plane of a cube. */
  names: z.array(z.string()).optional(),
  /** False when the file does not say when it was taken: `startedAt` then is when it was opened. */
  dated: z.boolean(),
});
export type OpenedFile = z.infer<typeof openedFile>;

/** GET /api/v1/frames/<id>/headers: a part for each unit of a FITS file, one for all others. */
export const framePart = z.object({
  index: z.number().int(),
  kind: z.string(),
  name: z.string().nullable(),
  axes: z.array(z.number()),
  cards: z.array(z.object({ keyword: z.string(), value: z.string().nullable(), comment: z.string() })),
});
export type FramePart = z.infer<typeof framePart>;
