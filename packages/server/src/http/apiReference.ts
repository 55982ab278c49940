import { commands, observatoryState, pixelHeaders } from '@uraniborg/api';
import { z } from 'zod';
import { previewSides, savedAs } from './frameRoutes.ts';

/** The reference page of the HTTP interface, docs/reference/api.md, made from the tables that the server obeys. */
export function apiReference(): string {
  return [
    HEAD,
    ...Object.entries(commands).flatMap(([name, { summary, input, output }]) => [
      `### ${name}`,
      '',
      summary,
      '',
      ...fieldsOf('Input', schemaOf(input)),
      ...fieldsOf('Answer', schemaOf(output)),
    ]),
    '## State',
    '',
    'What `GET /api/v1/state` answers and the WebSocket sends.',
    '',
    ...listOf(schemaOf(observatoryState)),
    '',
    '## Frames',
    '',
    '`GET /api/v1/frames/<id>/pixels` answers the raw pixels, little-endian, row by row, plane by plane, with the headers',
    `${Object.values(pixelHeaders)
      .map((name) => `\`${name}\``)
      .join(', ')} (uint8, uint16, int32 or float32).`,
    '`GET /api/v1/frames/<id>/image` says what is needed to look at them part by part: size, levels, what a stored value',
    'means, statistics, place on the sky. Level 0 is the frame, each further one half the size of the one before.',
    '`GET /api/v1/frames/<id>/tiles/<level>/<column>/<row>` answers one tile of 512 pixels a side: plane by plane, row by',
    "row, as one run of Rice's code (FITS standard 4.0, 10.4.1; blocks of 32) over 16-bit numbers.",
    '`GET /api/v1/frames/<id>/histogram` answers 65536 counts per plane, and of a mosaic then of its red, green and blue, 32 bits little-endian.',
    '`GET /api/v1/frames/<id>/preview` answers a stretched JPEG, its longer side at most',
    `${previewSides.small} pixels, or ${previewSides.large} with \`?size=large\`.`,
    `\`GET /api/v1/frames/<id>/file\` answers the file of the frame; with \`?as=\` (${Object.keys(savedAs).join(', ')}) another kind. A`,
    'JPEG or BMP is stretched by itself, or with `&look=` as that says (JSON: `stretches`, one or three of `{black, midtones, white}`',
    'in stored values; `curve`, `gamma`, `invert`, `mirrorX`, `mirrorY`, `debayer`).',
    '',
    '## INDI properties',
    '',
    'They are not in the state: only what a client has opened is sent. On the WebSocket it says',
    '`{"type": "properties", "watch": {"open": {"server": "indi://host:7624", "device": "...", "group": "..."}}}`, with',
    '`"open": null` for the list of devices only and `"watch": null` for no longer. What it then gets are events of the type',
    '`properties`, without a `sequence`: the `servers` with their devices and groups when they differ, and of what is open',
    'the `names` in their order, the `properties` that changed, and the `messages` of the driver; `fresh` begins anew.',
    'With `"blobs": true` in `open` the newest BLOBs of the device are kept meanwhile:',
    '`GET /api/v1/properties/blob?server=&device=&property=&element=` answers one as a file.',
    '',
  ].join('\n');
}

const HEAD = `# The HTTP interface

<!-- Made by packages/server/src/http/apiReference.ts: change the tables in packages/api, then run
     npx vitest run packages/server -u -->

Everything that the browser application does goes through this interface, and any script may use it too. The same as an
OpenAPI 3.1 document: \`GET /api/v1/openapi.json\`.

- Commands are \`POST /api/v1/commands/<name>\` with a JSON body. The answer is 200 with what is listed below, or an error:
  \`{"error": {"tag": "InvalidInput", "message": "a sentence for a person", "where": "the field"}}\` with status 400 for a
  wrong input, 409 when a device refuses or is in use, 502 when it cannot be reached, 504 when it does not answer in
  time, 507 when a file cannot be written, and 500 for a fault of ours. Long work answers at once with the
  \`activity\` that the state then tells of.
- \`GET /api/v1/state\` is the whole state; the WebSocket \`/api/v1/events\` sends it whole and then the top-level parts that
  change, at most ten times a second, as \`{"type": "state" | "parts", "sequence": 0, ...}\`. A gap in \`sequence\` never
  happens on one connection.
- Where a password is set: \`POST /login\` with \`{"password": "..."}\`, and keep the cookie. \`GET /api/v1/session\` tells
  whose password it was (\`access\`: observer, operator or owner).

\`\`\`sh
curl -X POST localhost:1576/api/v1/commands/mount.slew -H 'content-type: application/json' -d '{"text": "M42"}'
\`\`\`

## Commands
`;

interface Schema {
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
}

function schemaOf(type: z.ZodType): Schema {
  return z.toJSONSchema(type) as Schema;
}

function fieldsOf(title: string, schema: Schema): string[] {
  const choices = schema.anyOf ?? schema.oneOf ?? [schema];
  if (choices.every(({ properties = {} }) => Object.keys(properties).length === 0)) return [];
  return choices.flatMap((choice, i) => [i === 0 ? `${title}:` : 'or:', '', ...listOf(choice), '']);
}

function listOf({ properties = {}, required = [] }: Schema, indent = ''): string[] {
  return Object.entries(properties).flatMap(([name, field]) => [
    `${indent}- \`${name}\`${required.includes(name) ? '' : ' (optional)'}: ${typeOf(field)}`,
    ...within(field).flatMap((inner) => listOf(inner, `${indent}  `)),
  ]);
}

/** The objects inside a field: its own, those of a list, those of each choice. */
function within(field: Schema): Schema[] {
  if (field.properties) return [field];
  if (field.items) return within(field.items);
  return (field.anyOf ?? field.oneOf ?? []).flatMap(within);
}

function typeOf(schema: Schema): string {
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return [...new Set(choices.map(typeOf))].join(' or ');
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``;
  if (schema.enum) return schema.enum.map((value) => `\`${JSON.stringify(value)}\``).join(', ');
  if (schema.type === 'array') return `list of ${schema.items ? typeOf(schema.items) : 'anything'}`;
  return `${schema.type ?? 'anything'}${limitsOf(schema)}`;
}

function limitsOf({ type, minimum, maximum, minLength, maxLength }: Schema): string {
  if (type === 'string') return maxLength === undefined ? '' : `, ${minLength ?? 0} to ${maxLength} characters`;
  const low = minimum === undefined || minimum <= Number.MIN_SAFE_INTEGER ? undefined : minimum;
  const high = maximum === undefined || maximum >= Number.MAX_SAFE_INTEGER ? undefined : maximum;
  if (low !== undefined && high !== undefined) return `, ${low} to ${high}`;
  if (low !== undefined) return `, at least ${low}`;
  return high === undefined ? '' : `, at most ${high}`;
}
