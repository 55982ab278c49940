/**
 * Whether our client asks and understands as Alpyca does: it is made to do what Alpyca did, is given the very answers
 * that Alpyca was given, and both must have made the same of them.
 */
import { isDeepStrictEqual } from 'node:util';
import { crc32 } from 'node:zlib';
import {
  type AlpacaHandler,
  type AlpacaRequest,
  alpacaClient,
  alpacaErrors,
  commonMembers,
  type DeviceType,
  deviceTypes,
  enumerations,
  type Members,
  type Row,
  type ServerRequest,
} from '@uraniborg/alpaca';

/** A line of alpyca_every_member.py. */
export interface Access {
  readonly device: string;
  readonly member: string;
  readonly how: 'read' | 'write' | 'call';
  /** That whose answer was read; absent where Alpyca asked nothing. */
  readonly transaction?: number;
  readonly value?: unknown;
  readonly error?: string;
  readonly message?: string;
}

export interface AnsweredRequest {
  readonly request: ServerRequest;
  readonly status: number;
  readonly contentType: string;
  readonly body: Uint8Array;
}

/** Passes everything on, and keeps each answer by the number of its transaction. */
export function kept(handler: AlpacaHandler, answered: Map<number, AnsweredRequest>): AlpacaHandler {
  return async (request) => {
    const response = await handler(request);
    // The memory of a piece is used again for the next.
    const body =
      response.body instanceof Uint8Array
        ? response.body
        : Buffer.concat(Array.from(response.body, (piece) => piece.slice()));
    const { status, contentType } = response;
    const transaction = Number(parametersOf(request).get('clienttransactionid'));
    answered.set(transaction, { request, status, contentType, body });
    return { ...response, body };
  };
}

/** What differs, in words, of how many accesses that were compared. */
export async function unlike(accesses: readonly Access[], answered: ReadonlyMap<number, AnsweredRequest>) {
  const differences: string[] = [];
  let count = 0;
  for (const access of accesses) {
    const answer = answered.get(access.transaction ?? Number.NaN);
    const type = (Object.keys(deviceTypes) as DeviceType[]).find((name) => name.toLowerCase() === access.device);
    if (!type || !answer?.request.path.endsWith(`/${access.member.toLowerCase()}`)) continue;
    count++;
    const difference = await compare(type, access, answer, answered);
    if (difference) differences.push(`${type}.${access.member} (${access.how}): ${difference}`);
  }
  return { count, differences };
}

async function compare(
  type: DeviceType,
  { member, how, value, error }: Access,
  answer: AnsweredRequest,
  answered: ReadonlyMap<number, AnsweredRequest>,
): Promise<string | undefined> {
  const row = ({ ...deviceTypes[type].members, ...commonMembers } as Members)[member];
  if (!row) return 'our table does not have it';
  const theirs = parametersOf(answer.request);
  let asked: AlpacaRequest | undefined;
  const transport = async (request: AlpacaRequest) => {
    if (request.path === answer.request.path && request.method === answer.request.method) {
      asked = request;
      return answer;
    }
    // Whether the device is of Platform 7 is asked first.
    for (const other of answered.values()) if (other.request.path === request.path) return other;
    throw new Error(`our client asks ${request.method} ${request.path}, and Alpyca did not`);
  };
  const client = alpacaClient(type, 0, { transport }) as unknown as Record<string, (...given: unknown[]) => unknown>;
  const method = (how === 'write' ? `put${member}` : member).toLowerCase();
  const name = Object.keys(client).find((each) => each.toLowerCase() === method) ?? '';
  const outcome = await attempt(async () => client[name]?.(...argumentsOf(row, member, how, theirs)));

  for (const [parameter, text] of parametersOf(asked)) {
    // Some servers want another name beside the standard's: ours sends both.
    const same = sameText(text, theirs.get(parameter)) || /^client|^action(name|parameters)$/.test(parameter);
    if (!same) return `${parameter} is sent as ${text}, and by Alpyca as ${theirs.get(parameter)}`;
  }
  const ours = 'code' in outcome ? exceptionOf(outcome.code) : [shape(type, row, outcome.value)];
  const wanted = error ?? [how === 'read' || row.access === 'query' ? plain(row, value) : null];
  return isDeepStrictEqual(ours, wanted) ? undefined : `${JSON.stringify(ours)}, and Alpyca ${JSON.stringify(wanted)}`;
}

async function attempt(act: () => Promise<unknown>): Promise<{ value: unknown } | { code: unknown }> {
  try {
    return { value: await act() };
  } catch (error) {
    const code = (error as { code?: unknown }).code;
    if (typeof code !== 'number') throw error;
    return { code };
  }
}

/** Alpyca's name for an error number. */
function exceptionOf(code: unknown): string {
  const name = Object.entries(alpacaErrors).find(([, number]) => number === code)?.[0] ?? String(code);
  const theirs = { invalidWhileParked: 'parked', invalidWhileSlaved: 'slaved' }[name] ?? name;
  return `${theirs.slice(0, 1).toUpperCase()}${theirs.slice(1)}Exception`;
}

/** Names in lower case. */
function parametersOf(request: ServerRequest | AlpacaRequest | undefined): Map<string, string> {
  const pairs =
    request === undefined
      ? []
      : 'parameters' in request
        ? request.parameters
        : new URLSearchParams(request.method === 'GET' ? request.query : new TextDecoder().decode(request.body));
  return new Map(Array.from(pairs, ([name, text]) => [name.toLowerCase(), text]));
}

function sameText(ours: string, theirs: string | undefined): boolean {
  return (
    theirs !== undefined &&
    (ours.toLowerCase() === theirs.toLowerCase() || (theirs !== '' && Number(ours) === Number(theirs)))
  );
}

/** What our method takes for what Alpyca sent. */
function argumentsOf(row: Row, member: string, how: Access['how'], sent: ReadonlyMap<string, string>): unknown[] {
  if (how !== 'write' && 'state' in row) return [];
  const parameters = 'parameters' in row ? row.parameters : how === 'write' ? [{ name: member, type: row.type }] : [];
  return parameters.map(({ name, type }) => {
    const text = sent.get(name.toLowerCase()) ?? '';
    if (type === 'boolean') return text.toLowerCase() === 'true';
    if (type === 'int' || type === 'double') return Number(text);
    if (!(type in enumerations)) return text;
    const words = enumerations[type as keyof typeof enumerations];
    return Object.entries(words).find(([, number]) => number === Number(text))?.[0];
  });
}

/** A value of ours in the form that the script prints. */
function shape(device: DeviceType, row: Row, value: unknown): unknown {
  if (value === undefined) return null;
  const type = row.type ?? 'string';
  if (type === 'utcDate' || type === 'fitsDate') return microseconds(String(value));
  if (type === 'deviceState') {
    const told = new Map(Object.entries(value as object).map(([name, item]) => [name.toLowerCase(), item]));
    const rows = { ...(deviceTypes[device].members as Members), TimeStamp: { ...commonMembers.Name, type: 'utcDate' } };
    const known = Object.entries(rows as Members).filter(([name]) => told.has(name.toLowerCase()));
    // What the standard names apart from members, such as GetSwitch0, is told as it came.
    const state = Object.fromEntries(
      known.map(([name, of]) => [name, shape(device, of, told.get(name.toLowerCase()))]),
    );
    return { ...told.get('others'), ...state };
  }
  if (type === 'image') {
    const { width, height, data } = value as { width: number; height: number; data: ArrayLike<number> };
    const columns = new Int32Array(width * height);
    for (let x = 0; x < width; x++)
      for (let y = 0; y < height; y++) columns[x * height + y] = data[y * width + x] as number;
    return { width, height, crc: crc32(new Uint8Array(columns.buffer)) };
  }
  const numberOf = (word: unknown) =>
    (enumerations as Readonly<Record<string, Readonly<Record<string, number>>>>)[type.replace('[]', '')]?.[
      String(word)
    ];
  if (type === 'driveRate[]') return (value as unknown[]).map(numberOf);
  if (type === 'axisRate[]')
    return (value as { minimum: number; maximum: number }[]).map(({ minimum, maximum }) => [minimum, maximum]);
  return numberOf(value) ?? value;
}

/** What the script printed in the same form: DriverInfo comes in parts, the state as a list, times in Python's spelling. */
function plain(row: Row, value: unknown): unknown {
  if (row === commonMembers.DriverInfo && Array.isArray(value)) return value.join(', ');
  if (row.type === 'utcDate' || row.type === 'fitsDate') return microseconds(String(value));
  if (row.type !== 'deviceState') return value;
  const state = (value as { Name: string; Value: unknown }[]).map(({ Name, Value }) => [
    Name,
    Name === 'TimeStamp' || Name === 'UTCDate' ? microseconds(String(Value)) : Value,
  ]);
  return Object.fromEntries(state);
}

/** A time to the microsecond, which is what Python keeps, without its zone: both are UTC. */
function microseconds(text: string): string {
  const [, time = text, fraction = ''] = /^(.{19})(?:\.(\d+))?(?:Z|\+00:00)?$/.exec(text) ?? [];
  return `${time}.${fraction.padEnd(6, '0').slice(0, 6)}`;
}
