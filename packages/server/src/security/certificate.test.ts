import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { statSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { systemClock } from '@uraniborg/core';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { testApp } from '../testing/testApp.ts';
import { fingerprint, givenCertificate, ownCertificate } from './certificate.ts';
import { readPassword, setPassword } from './password.ts';

const certificateFile = () => join(temporaryFolder(), 'certificate.pem');

test('openssl finds nothing wrong with it, and it names every way to this machine', async () => {
  const file = certificateFile();
  const { cert } = await ownCertificate(file, ['pi.local'], systemClock);
  expect(execFileSync('openssl', ['verify', '-CAfile', file, file], { encoding: 'utf8' })).toMatch(/: OK/);
  const read = new X509Certificate(cert);
  expect(read.checkHost('pi.local')).toBe('pi.local');
  expect(read.checkIP('127.0.0.1')).toBe('127.0.0.1');
  expect(read.checkHost('example.org')).toBeUndefined();
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('it is kept until it ends soon, is damaged, or the machine has got another name', async () => {
  const file = certificateFile();
  const first = await ownCertificate(file, [], systemClock);
  const print = fingerprint(first);
  expect(fingerprint(await ownCertificate(file, [], systemClock))).toBe(print);
  const later = { ...systemClock, now: () => systemClock.now() + 790 * 86_400_000 };
  const renewed = fingerprint(await ownCertificate(file, [], later));
  expect(renewed).not.toBe(print);
  const named = fingerprint(await ownCertificate(file, ['pi.local'], later));
  expect(named).not.toBe(renewed);
  writeFileSync(file, 'torn');
  expect(fingerprint(await ownCertificate(file, ['pi.local'], later))).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
});

test('a server with it speaks https, and its cookie never leaves the encrypted line', async () => {
  const folder = temporaryFolder();
  const certificate = await ownCertificate(join(folder, 'certificate.pem'), [], systemClock);
  await setPassword(join(folder, 'password'), 'Tycho Brahe');
  const { port } = await testApp({ certificate, password: await readPassword(join(folder, 'password')) });
  const answer = await new Promise<{ status: number | undefined; cookie: string | undefined }>((resolve, reject) => {
    const asked = request(
      {
        host: '127.0.0.1',
        port,
        path: '/login',
        method: 'POST',
        ca: certificate.cert,
        headers: { 'content-type': 'application/json' },
      },
      (response) => {
        response.resume();
        resolve({ status: response.statusCode, cookie: response.headers['set-cookie']?.[0] });
      },
    );
    asked.on('error', reject);
    asked.end('{"password":"Tycho Brahe"}');
  });
  expect(answer.status).toBe(200);
  expect(answer.cookie).toMatch(/; Secure/);
  await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow();
});

test('files that are not there are named', async () => {
  await expect(givenCertificate('/nowhere/cert.pem', '/nowhere/key.pem')).rejects.toThrow(
    /"\/nowhere\/cert.pem" cannot/,
  );
});
