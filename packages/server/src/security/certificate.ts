import { X509Certificate } from 'node:crypto';
import { chmod, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import { type Clock, InvalidInput, StorageError } from '@uraniborg/core';

/** PEM texts. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

const DAY_MS = 86_400_000;
/** Apple's systems refuse longer ones. */
const VALID_DAYS = 800;
const RENEW_DAYS = 30;

/**
 * The certificate that this observatory signs itself: kept in `file` (with its key, readable by its owner alone) and
 * made anew when it ends soon or the machine has got another name or address.
 *
 * @param names host names under which it is reached, besides localhost
 */
export async function ownCertificate(file: string, names: readonly string[], clock: Clock): Promise<Certificate> {
  const hosts = [...new Set(['localhost', ...names, ...addresses()])].sort();
  const kept = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new StorageError(`The certificate ${file} cannot be read`, error.code ?? 'EIO', { cause: error });
  });
  const certificate = kept === undefined ? undefined : { cert: kept, key: kept };
  if (certificate && stillGood(certificate.cert, hosts, clock.now())) return certificate;
  const { generate } = await import('selfsigned');
  const { cert, private: key } = await generate([{ name: 'commonName', value: 'Uraniborg' }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    // biome-ignore lint/style/noRestrictedGlobals: the library takes JavaScript's own dates, here made of the Clock's time
    notBeforeDate: new Date(clock.now() - DAY_MS),
    // biome-ignore lint/style/noRestrictedGlobals: as above
    notAfterDate: new Date(clock.now() + VALID_DAYS * DAY_MS),
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: hosts.map((host) => (isIP(host) ? { type: 7, ip: host } : { type: 2, value: host })),
      },
    ],
  });
  const temporary = `${file}.new`;
  await rm(temporary, { force: true });
  await writeFile(temporary, `${cert.trim()}\n${key.trim()}\n`, { mode: 0o600, flag: 'wx' });
  await chmod(temporary, 0o600);
  await rename(temporary, file);
  return { cert, key };
}

/** @throws InvalidInput one of the two files cannot be read, or the key is not that of the certificate */
export async function givenCertificate(certFile: string, keyFile: string): Promise<Certificate> {
  const read = (file: string) =>
    readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      throw new InvalidInput(`"${file}" cannot be read (${error.code ?? error.message})`, 'certificate');
    });
  return { cert: await read(certFile), key: await read(keyFile) };
}

/** What a browser shows of a certificate, so that a person can compare: SHA-256, in pairs. */
export function fingerprint({ cert }: Certificate): string {
  return new X509Certificate(cert).fingerprint256;
}

function stillGood(pem: string, hosts: readonly string[], now: number): boolean {
  try {
    const certificate = new X509Certificate(pem);
    const names = hosts.every((host) => (isIP(host) ? certificate.checkIP(host) : certificate.checkHost(host)));
    return names && certificate.validToDate.getTime() - now > RENEW_DAYS * DAY_MS;
  } catch {
    // Not a certificate any more: a new one is made.
    return false;
  }
}

/** Of this machine; link-local ones need a zone that no certificate can name. */
function addresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((found) => found ?? [])
    .map(({ address }) => address)
    .filter((address) => !address.startsWith('fe80:'));
}
