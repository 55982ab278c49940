import { readFile, stat } from 'node:fs/promises';
import { InvalidInput } from '@uraniborg/core';
import { z } from 'zod';
import { invalidInputOf } from '../http/apiErrorOf.ts';
import { storageError } from '../storage/storageError.ts';
import { writeWhole } from './writeWhole.ts';

/** What an Alpaca server wants to know before it answers. */
export interface ServerLogin {
  readonly user: string;
  readonly password: string;
  /** PEM, for a server whose certificate nobody else vouches for. */
  readonly certificate?: string | undefined;
}

/**
 * Names and passwords of servers, in a file of their own that only its owner may read. What is in it goes to the
 * servers and nowhere else.
 */
export interface ServerLogins {
  /** The servers that have one: "https://host:port". */
  readonly servers: readonly string[];
  of(server: string): ServerLogin | undefined;
  /** Undefined forgets it. @throws InvalidInput no server's address; StorageError */
  set(server: string, login: ServerLogin | undefined): Promise<void>;
}

const schema = z.strictObject({
  version: z.literal(1),
  servers: z.record(
    z.string(),
    z.strictObject({ user: z.string(), password: z.string(), certificate: z.string().optional() }),
  ),
});

/** @throws InvalidInput the file is broken, or others may read it; StorageError */
export async function openLogins(file: string): Promise<ServerLogins> {
  let servers = await read(file);
  let writing: Promise<void> = Promise.resolve();
  return {
    get servers() {
      return Object.keys(servers).sort();
    },
    of: (server) => servers[server],
    async set(address, login) {
      const server = serverOf(address);
      const { [server]: _, ...others } = servers;
      servers = login ? { ...others, [server]: login } : others;
      const text = `${JSON.stringify({ version: 1, servers }, undefined, 2)}\n`;
      writing = writing.catch(() => undefined).then(() => writeWhole(file, text, 'The logins', 0o600));
      await writing;
    },
  };
}

/** "http://host:port", as addresses of devices say it. @throws InvalidInput */
export function serverOf(text: string): string {
  const url = URL.parse(text);
  if ((url?.protocol !== 'http:' && url?.protocol !== 'https:') || url.hostname === '')
    throw new InvalidInput(`"${text}" is no server's address; write for example https://192.168.1.5:11111`, 'server');
  return url.origin;
}

async function read(file: string): Promise<Readonly<Record<string, ServerLogin>>> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
    // Windows knows no such modes; there the folder of the person is closed to others.
    if (process.platform !== 'win32' && ((await stat(file)).mode & 0o077) !== 0)
      throw new InvalidInput(`Others may read ${file}, and passwords are in it; run: chmod 600 ${file}`);
  } catch (error) {
    if (error instanceof InvalidInput) throw error;
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw storageError(`The logins in ${file} cannot be read`, error);
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    // The parser's own message quotes what it could not read.
    throw new InvalidInput(`${file} is not JSON; mend it, or remove it and give the logins again`);
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data.servers;
  throw new InvalidInput(`In ${file}, ${invalidInputOf(parsed.error).message}; mend it, or remove it`);
}
