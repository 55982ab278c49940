import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { chmod, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { InvalidInput, StorageError } from '@uraniborg/core';

/** scrypt's cost: 64 MB and about a tenth of a second, RFC 7914 section 2. */
const COST = { N: 2 ** 16, r: 8, p: 1, maxmem: 2 ** 27 };
const SHORTEST = 8;

/** Keeps the scrypt hash of `password` in `file`, readable by its owner alone. */
export async function setPassword(file: string, password: string): Promise<void> {
  if (password.length < SHORTEST) {
    throw new InvalidInput(`The password needs at least ${SHORTEST} characters`, 'password');
  }
  const salt = randomBytes(16);
  const hash = await derive(password, salt);
  const temporary = `${file}.new`;
  const text = `scrypt$${COST.N}$${COST.r}$${COST.p}$${salt.toString('base64')}$${hash.toString('base64')}\n`;
  await rm(temporary, { force: true });
  await writeFile(temporary, text, { mode: 0o600, flag: 'wx' });
  await chmod(temporary, 0o600);
  await rename(temporary, file);
}

/** What checks a password against the file; undefined when no password has been set. */
export async function readPassword(file: string): Promise<((password: string) => Promise<boolean>) | undefined> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new StorageError(`The password file ${file} cannot be read`, error.code ?? 'EIO', { cause: error });
  });
  if (text === undefined) return undefined;
  const [kind, n, r, p, salt = '', hash = ''] = text.trim().split('$');
  const cost = { N: Number(n), r: Number(r), p: Number(p), maxmem: COST.maxmem };
  const expected = Buffer.from(hash, 'base64');
  if (kind !== 'scrypt' || expected.length !== 32) {
    throw new InvalidInput(`The password file ${file} is damaged; set the password again with: uraniborg password`);
  }
  return async (password) => timingSafeEqual(await derive(password, Buffer.from(salt, 'base64'), cost), expected);
}

function derive(password: string, salt: Buffer, cost = COST): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, 32, cost, (error, key) => (error ? reject(error) : resolve(key)));
  });
}
