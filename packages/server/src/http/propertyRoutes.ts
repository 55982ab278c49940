import { blobQuery } from '@uraniborg/api';
import { InvalidInput } from '@uraniborg/core';
import type { FastifyInstance } from 'fastify';
import type { BlobShelf } from '../properties/blobShelf.ts';
import { invalidInputOf } from './apiErrorOf.ts';

/** GET /api/v1/properties/blob: the newest BLOB of a property whose BLOBs somebody has asked for, as a file. */
export function propertyRoutes(app: FastifyInstance, blobs: BlobShelf): void {
  app.get('/api/v1/properties/blob', async ({ query }, reply) => {
    const asked = blobQuery.safeParse(query);
    if (!asked.success) throw invalidInputOf(asked.error);
    const { server, device, property, element } = asked.data;
    const blob = blobs.get(server, device, property, element);
    if (!blob) throw new InvalidInput(`No BLOB of ${device}.${property}.${element} has come yet`, 'element');
    const suffix = /^(\.[A-Za-z0-9_]{1,12}){1,3}$/.test(blob.format) ? blob.format : '.bin';
    const name = `${device} ${element}${suffix}`.replaceAll(/[^\w .-]/g, '_');
    return reply
      .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
      .header('cache-control', 'no-store')
      .type('application/octet-stream')
      .send(Buffer.from(blob.bytes.buffer, blob.bytes.byteOffset, blob.bytes.byteLength));
  });
}
