import { apiError, blobQuery, commands, frameImage, frameLook, observatoryState, session } from '@uraniborg/api';
import { z } from 'zod';
import { previewSides, savedAs } from './frameRoutes.ts';

type Json = { [key: string]: unknown };

/** The OpenAPI 3.1 description of the server, made from the same tables that it obeys. */
export function openApi(version: string): Json {
  const paths: Json = {
    '/api/v1/state': {
      get: {
        operationId: 'state',
        summary: 'The whole state of the observatory.',
        responses: { 200: json('The state.', z.toJSONSchema(observatoryState)) },
      },
    },
    '/api/v1/events': {
      get: {
        operationId: 'events',
        summary: 'A WebSocket: first the whole state, then the top-level parts that change, as JSON texts.',
        responses: { 101: { description: 'Switches to the WebSocket protocol.' } },
      },
    },
    '/api/v1/session': {
      get: {
        operationId: 'session',
        summary: 'Who you are here, and so what you may do.',
        responses: { 200: json('Who you are.', z.toJSONSchema(session)) },
      },
    },
    '/api/v1/frames/{id}/pixels': frame(
      'pixels',
      'The pixels of a frame, little-endian, row by row; size in headers.',
      {
        'application/octet-stream': {},
      },
    ),
    '/api/v1/frames/{id}/image': frame('image', 'What is needed to look at the pixels of a frame part by part.', {
      'application/json': { schema: z.toJSONSchema(frameImage) },
    }),
    '/api/v1/frames/{id}/histogram': frame(
      'histogram',
      'How often each stored value occurs: 65536 counts per plane, 32 bits little-endian.',
      { 'application/octet-stream': {} },
    ),
    '/api/v1/frames/{id}/tiles/{level}/{column}/{row}': frame(
      'tile',
      "A tile of 512 pixels a side of a level, in Rice's code; level 0 is the frame itself.",
      { 'application/octet-stream': {} },
      ['level', 'column', 'row'].map((name) => ({ name, in: 'path', required: true, schema: { type: 'integer' } })),
    ),
    '/api/v1/frames/{id}/preview': frame('preview', 'The frame as a small stretched JPEG.', { 'image/jpeg': {} }, [
      { name: 'size', in: 'query', schema: { type: 'string', enum: Object.keys(previewSides), default: 'small' } },
    ]),
    '/api/v1/frames/{id}/file': frame(
      'file',
      'The frame as a file: the one it is kept in, or another kind.',
      Object.fromEntries(Object.values(savedAs).map(([, type]) => [type, {}])),
      [
        { name: 'as', in: 'query', schema: { type: 'string', enum: Object.keys(savedAs) } },
        { name: 'look', in: 'query', content: { 'application/json': { schema: z.toJSONSchema(frameLook) } } },
      ],
    ),
    '/api/v1/properties/blob': {
      get: {
        operationId: 'propertyBlob',
        summary: 'The newest BLOB of an INDI property, while a client has opened its device with `blobs`.',
        parameters: Object.keys(blobQuery.shape).map((name) => ({
          name,
          in: 'query',
          required: true,
          schema: { type: 'string' },
        })),
        responses: {
          200: { description: 'Its bytes.', content: { 'application/octet-stream': {} } },
          default: problem,
        },
      },
    },
  };
  for (const [name, { summary, input, output }] of Object.entries(commands)) {
    paths[`/api/v1/commands/${name}`] = {
      post: {
        operationId: name,
        summary,
        requestBody: { required: true, content: { 'application/json': { schema: z.toJSONSchema(input) } } },
        responses: { 200: json('Done, or begun.', z.toJSONSchema(output)), default: problem },
      },
    };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Uraniborg', version, description: 'An observatory in your browser.' },
    paths,
  };
}

const problem = json('What went wrong, in a sentence for a person.', z.toJSONSchema(apiError));

function json(description: string, schema: Json): Json {
  return { description, content: { 'application/json': { schema } } };
}

function frame(operationId: string, summary: string, content: Json, query: Json[] = []): Json {
  const id = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };
  return {
    get: {
      operationId,
      summary,
      parameters: [id, ...query],
      responses: { 200: { description: summary, content }, default: problem },
    },
  };
}
