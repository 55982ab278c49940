import { Readable } from 'node:stream';
import { type FrameImageFacts, type FrameLook, type FramePart, frameLook, pixelHeaders } from '@uraniborg/api';
import { InvalidInput } from '@uraniborg/core';
import type { FastifyInstance } from 'fastify';
import type { WireFrame } from '../frames/wirePixels.ts';

/** Where the frames are found by their id, in memory or on disk. */
export interface FrameSource {
  pixels(id: string): Promise<WireFrame | undefined>;
  /** What is needed to look at its pixels part by part. */
  image(id: string): Promise<FrameImageFacts | undefined>;
  /** How often each stored value occurs, packed by gzip. */
  histogram(id: string): Promise<Uint8Array | undefined>;
  /** @throws InvalidInput there is no such tile in that frame */
  tile(id: string, level: number, column: number, row: number): Promise<Uint8Array | undefined>;
  /** A small stretched JPEG. */
  preview(id: string, size: PreviewSize): Promise<Uint8Array | undefined>;
  headers(id: string): Promise<FramePart[] | undefined>;
  /** Its file, whole, or the frame as another kind of file (a picture in 8 bits as it is seen), and the name to give it. */
  file(id: string, as?: SavedAs, look?: FrameLook): Promise<{ name: string; bytes: Uint8Array } | undefined>;
}

/** Pixels of the longer side, at most: for a list, and for a look. */
export const previewSides = { small: 320, large: 1280 } as const;
export type PreviewSize = keyof typeof previewSides;

/** What a frame can be saved as, with its extension and media type; pictures of 8 bits are stretched. */
export const savedAs = {
  fits: ['.fits', 'application/fits'],
  fz: ['.fits.fz', 'application/fits'],
  xisf: ['.xisf', 'application/octet-stream'],
  tiff: ['.tif', 'image/tiff'],
  png: ['.png', 'image/png'],
  jpeg: ['.jpg', 'image/jpeg'],
  bmp: ['.bmp', 'image/bmp'],
  /** A recording of one frame. */
  ser: ['.ser', 'application/octet-stream'],
} as const;
export type SavedAs = keyof typeof savedAs;

const KEEP = 'private, max-age=31536000, immutable';

/** GET /api/v1/frames/<id>/image, /histogram, /tiles, /pixels, /preview and /file. A frame never changes, so a browser may keep it. */
export function frameRoutes(app: FastifyInstance, frames: FrameSource): void {
  app.get<{ Params: { id: string } }>('/api/v1/frames/:id/pixels', async ({ params }, reply) => {
    const pixels = await frames.pixels(params.id);
    if (!pixels) throw gone(params.id);
    const { type, bytes } = pixels;
    return reply
      .header(pixelHeaders.width, pixels.width)
      .header(pixelHeaders.height, pixels.height)
      .header(pixelHeaders.planes, pixels.planes)
      .header(pixelHeaders.type, type)
      .header('content-length', bytes.length)
      .header('cache-control', KEEP)
      .type('application/octet-stream')
      .send(Readable.from(pieces(bytes)));
  });
  app.get<{ Params: { id: string } }>('/api/v1/frames/:id/image', async ({ params }, reply) => {
    const image = await frames.image(params.id);
    if (!image) throw gone(params.id);
    return reply.header('cache-control', KEEP).send(image);
  });
  app.get<{ Params: { id: string } }>('/api/v1/frames/:id/histogram', async ({ params }, reply) => {
    const packed = await frames.histogram(params.id);
    if (!packed) throw gone(params.id);
    return reply
      .header('cache-control', KEEP)
      .header('content-encoding', 'gzip')
      .type('application/octet-stream')
      .send(packed);
  });
  app.get<{ Params: { id: string; level: string; column: string; row: string } }>(
    '/api/v1/frames/:id/tiles/:level/:column/:row',
    async ({ params: { id, level, column, row } }, reply) => {
      const bytes = await frames.tile(id, Number(level), Number(column), Number(row));
      if (!bytes) throw gone(id);
      return reply.header('cache-control', KEEP).type('application/octet-stream').send(bytes);
    },
  );
  app.get<{ Params: { id: string }; Querystring: { size?: string } }>(
    '/api/v1/frames/:id/preview',
    async ({ params, query }, reply) => {
      const { size = 'small' } = query;
      if (size !== 'small' && size !== 'large') throw new InvalidInput('A preview is "small" or "large"', 'size');
      const jpeg = await frames.preview(params.id, size);
      if (!jpeg) throw gone(params.id);
      return reply.header('cache-control', KEEP).type('image/jpeg').send(jpeg);
    },
  );
  app.get<{ Params: { id: string } }>('/api/v1/frames/:id/headers', async ({ params }) => {
    const parts = await frames.headers(params.id);
    if (!parts) throw gone(params.id);
    return parts;
  });
  app.get<{ Params: { id: string }; Querystring: { as?: string; look?: string } }>(
    '/api/v1/frames/:id/file',
    async ({ params, query }, reply) => {
      const { as } = query;
      if (as !== undefined && !isSavedAs(as))
        throw new InvalidInput(`A frame is saved as ${Object.keys(savedAs).join(', ')}`, 'as');
      const file = await frames.file(params.id, as, query.look === undefined ? undefined : lookOf(query.look));
      if (!file) throw gone(params.id);
      return (
        reply
          .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`)
          .type(savedAs[as ?? (file.name.endsWith('.tif') ? 'tiff' : 'fits')][1])
          .header('content-length', file.bytes.length)
          // Piece by piece: over TLS a large file would be encrypted in one go.
          .send(Readable.from(pieces(file.bytes)))
      );
    },
  );
}

/** @throws InvalidInput it says nothing that a picture could look like */
function lookOf(text: string): FrameLook {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    throw new InvalidInput('A look is JSON', 'look');
  }
  const { data, error } = frameLook.safeParse(given);
  if (!data) throw new InvalidInput(`This is no look: ${error.issues[0]?.message ?? 'it is something else'}`, 'look');
  return data;
}

const isSavedAs = (as: string): as is SavedAs => Object.hasOwn(savedAs, as);

const PIECE_BYTES = 1 << 20;

/** Memory, shared or not, is sent from where it lies, as fast as it is taken. */
function* pieces({ buffer, byteOffset, byteLength }: Uint8Array): Generator<Buffer> {
  for (let at = 0; at < byteLength; at += PIECE_BYTES)
    yield Buffer.from(buffer, byteOffset + at, Math.min(PIECE_BYTES, byteLength - at));
}

function gone(id: string): InvalidInput {
  if (id.startsWith('file-'))
    return new InvalidInput(
      'The file is no longer here: the last ones are kept, until the program ends. Open it again',
      'id',
    );
  const name = id.slice(0, 100);
  return new InvalidInput(`The frame "${name}" is no longer in memory and has no file`, 'id');
}
