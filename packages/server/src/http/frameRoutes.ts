import { pixelHeaders } from '@uraniborg/api';
import { InvalidInput, type Pixels } from '@uraniborg/core';
import type { FastifyInstance } from 'fastify';
import { wirePixels } from './wirePixels.ts';

/** Where the frames are found by their id, in memory or on disk. */
export interface FrameSource {
  pixels(id: string): Promise<Pixels | undefined>;
  /** The FITS file, whole, and the name to give it. */
  file(id: string): Promise<{ name: string; bytes: Uint8Array } | undefined>;
}

/** GET /api/v1/frames/<id>/pixels and /file. A frame never changes, so a browser may keep it. */
export function frameRoutes(app: FastifyInstance, frames: FrameSource): void {
  app.get<{ Params: { id: string } }>('/api/v1/frames/:id/pixels', async ({ params }, reply) => {
    const pixels = await frames.pixels(params.id);
    if (!pixels) throw gone(params.id);
    const { type, bytes } = wirePixels(pixels);
    return reply
      .header(pixelHeaders.width, pixels.width)
      .header(pixelHeaders.height, pixels.height)
      .header(pixelHeaders.planes, pixels.planes)
      .header(pixelHeaders.type, type)
      .header('cache-control', 'private, max-age=31536000, immutable')
      .type('application/octet-stream')
      .send(bytes);
  });
  app.get<{ Params: { id: string } }>('/api/v1/frames/:id/file', async ({ params }, reply) => {
    const file = await frames.file(params.id);
    if (!file) throw gone(params.id);
    return reply
      .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`)
      .type('application/fits')
      .send(file.bytes);
  });
}

function gone(id: string): InvalidInput {
  const name = id.slice(0, 100);
  return new InvalidInput(`The frame "${name}" is no longer in memory and has no file`, 'id');
}
