import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { chmod, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { type Access, access } from '@uraniborg/api';
import { InvalidInput, StorageError } from '@uraniborg/core';

/** scrypt's cost: 64 MB and about a tenth of a second, RFC 7914 section 2. */
const COST = { N: 2 ** 16, r: 8, p: 1, maxmem: 2 ** 27 };
const SHORTEST = 8;

/** Who says this password; undefined: nobody. */
export type CheckPassword = (password: string) => Promise<Access | undefined>;

interface Kept {
  who: Access;
  cost: typeof COST;
  salt: Buffer;
  hash: Buffer;
}

/**
 * Keeps the scrypt hash of the password of an owner (the default), operator or observer in `file`, readable by its
 * owner alone: a line each. An empty password takes that of an operator or observer away.
 *
 * @throws InvalidInput too short, the password of somebody else already, or nobody would be the owner
 */
export async function setPassword(file: string, password: string, who: Access = 'owner'): Promise<void> {
  const kept = (await readKept(file)) ?? [];
  const others = kept.filter((other) => other.who !== who);
  if (who !== 'owner' && !others.some((other) => other.who === 'owner')) {
    throw new InvalidInput('Set the password of the owner first: uraniborg password', 'role');
  }
  if (password.length < SHORTEST && !(password === '' && who !== 'owner')) {
    throw new InvalidInput(`The password needs at least ${SHORTEST} characters`, 'password');
  }
  const twin = await whoSays(others, password);
  if (twin) throw new InvalidInput(`This is the password of the ${twin} already; each needs its own`, 'password');
  if (password !== '') {
    const salt = randomBytes(16);
    others.push({ who, cost: COST, salt, hash: await derive(password, salt) });
  }
  const temporary = `${file}.new`;
  await rm(temporary, { force: true });
  await writeFile(temporary, others.map(lineOf).join(''), { mode: 0o600, flag: 'wx' });
  await chmod(temporary, 0o600);
  await rename(temporary, file);
}

/** What tells whose a password is; undefined when none has been set. */
export async function readPassword(file: string): Promise<CheckPassword | undefined> {
  const kept = await readKept(file);
  return kept && ((password) => whoSays(kept, password));
}

async function readKept(file: string): Promise<Kept[] | undefined> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new StorageError(`The password file ${file} cannot be read`, error.code ?? 'EIO', { cause: error });
  });
  return text
    ?.trim()
    .split('\n')
    .map((line) => {
      const [who, kind, n, r, p, salt = '', hash = ''] = line.trim().split(/[ $]/);
      const known = access.safeParse(who);
      const expected = Buffer.from(hash, 'base64');
      if (!known.success || kind !== 'scrypt' || expected.length !== 32) {
        throw new InvalidInput(
          `The password file ${file} is damaged; delete it and set the password again with: uraniborg password`,
        );
      }
      const cost = { N: Number(n), r: Number(r), p: Number(p), maxmem: COST.maxmem };
      return { who: known.data, cost, salt: Buffer.from(salt, 'base64'), hash: expected };
    });
}

/** "owner scrypt$N$r$p$salt$hash" */
function lineOf({ who, cost, salt, hash }: Kept): string {
  return `${who} scrypt$${cost.N}$${cost.r}$${cost.p}$${salt.toString('base64')}$${hash.toString('base64')}\n`;
}

/** Tries every one, so that the time does not tell whose it was. */
async function whoSays(kept: readonly Kept[], password: string): Promise<Access | undefined> {
  let said: Access | undefined;
  for (const { who, cost, salt, hash } of kept) {
    if (timingSafeEqual(await derive(password, salt, cost), hash)) said = who;
  }
  return said;
}

function derive(password: string, salt: Buffer, cost = COST): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, 32, cost, (error, key) => (error ? reject(error) : resolve(key)));
  });
}
