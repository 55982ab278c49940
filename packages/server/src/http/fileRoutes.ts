import type { Readable } from 'node:stream';
import type { OpenedFile } from '@uraniborg/api';
import { InvalidInput } from '@uraniborg/core';
import type { FastifyInstance } from 'fastify';

/** Takes a file that somebody wants to look at. */
export type OpenFile = (name: string, bytes: Readable) => Promise<OpenedFile>;

/** POST /api/v1/files?name=<name>: the file goes to the disk as it comes, and is never whole in memory here. */
export function fileRoutes(app: FastifyInstance, open: OpenFile): void {
  app.addContentTypeParser('application/octet-stream', (_request, payload, done) => done(null, payload));
  app.post<{ Querystring: { name?: string }; Body: Readable | undefined }>('/api/v1/files', async ({ query, body }) => {
    if (!body) throw new InvalidInput('Send the bytes of the file as application/octet-stream');
    return await open(String(query.name ?? ''), body);
  });
}
