/** https, passwords, and addresses of IPv6. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:https';
import { type AddressInfo, createServer as createTcp } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { encodeImageBytes } from '../imageBytes/encode.ts';
import { alpacaClient, createAlpacaHandler, httpTransport, serveAlpaca } from '../index.ts';
import { exampleDevices } from '../testing/exampleDrivers.ts';

const server = { name: 'Test', manufacturer: 'Uraniborg', version: '0.1', location: 'Hven' };

test('a password, in the options or in the address', async () => {
  const authorisation = { user: 'tycho', password: 'stjerne:borg' };
  const listening = await serveAlpaca(createAlpacaHandler({ server, devices: exampleDevices(), authorisation }));
  const named = `127.0.0.1:${listening.port}`;
  const transports = [
    httpTransport(`http://${named}`, { authorisation }),
    httpTransport(`http://tycho:stjerne%3Aborg@${named}/`),
    httpTransport(`http://${named}`),
  ];
  try {
    const [one, two, none] = transports.map((transport) => alpacaClient('camera', 0, { transport }));
    await one?.putConnected(true);
    await one?.startExposure(1, true);
    expect(await one?.name()).toBe('Camera');
    expect(await two?.name()).toBe('Camera');
    expect((await two?.imageArray())?.data.length).toBe(20);
    await expect(none?.name()).rejects.toMatchObject({ code: 'HTTP 401' });
    await expect(none?.imageArray()).rejects.toMatchObject({ code: 'HTTP 401' });
    expect(transports[1]?.url).toBe(`http://${named}`);
  } finally {
    for (const transport of transports) transport.close();
    await listening.close();
  }
});

test('https: a certificate that is given is trusted, any other is not', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'alpaca-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  execFileSync(
    'openssl',
    ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-keyout', key, '-out', cert, ...subject],
    { stdio: 'ignore' },
  );
  const image = encodeImageBytes(
    { width: 300, height: 200, planes: 1, data: Uint16Array.from({ length: 60000 }, (_, i) => i) },
    { clientTransactionId: 1, serverTransactionId: 1 },
  );
  const secure = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (request, response) => {
    const isImage = request.url?.includes('imagearray');
    response.setHeader('content-type', isImage ? 'application/imagebytes' : 'application/json');
    response.end(isImage ? image : '{"Value":3}');
  });
  await new Promise<void>((listening) => secure.listen(0, listening));
  const url = `https://localhost:${(secure.address() as AddressInfo).port}`;
  const trusting = httpTransport(url, { certificate: readFileSync(cert, 'utf8') });
  const careful = httpTransport(url);
  try {
    const camera = alpacaClient('camera', 0, { transport: trusting });
    expect(await camera.binX()).toBe(3);
    expect((await camera.imageArray()).data[59999]).toBe(59999);
    await expect(alpacaClient('camera', 0, { transport: careful }).binX()).rejects.toMatchObject({
      tag: 'TransportError',
    });
    await expect(alpacaClient('camera', 0, { transport: careful }).imageArray()).rejects.toMatchObject({
      tag: 'TransportError',
    });
  } finally {
    trusting.close();
    careful.close();
    secure.closeAllConnections();
    secure.close();
    rmSync(folder, { recursive: true });
  }
});

const hasIpv6 = await new Promise<boolean>((resolve) => {
  const probe = createTcp();
  probe.once('error', () => resolve(false));
  probe.listen(0, '::1', () => probe.close(() => resolve(true)));
});
test.skipIf(!hasIpv6)('an address of IPv6', async () => {
  const listening = await serveAlpaca(createAlpacaHandler({ server, devices: exampleDevices() }), { host: '::1' });
  const transport = httpTransport(`http://[::1]:${listening.port}`);
  try {
    expect(await alpacaClient('dome', 0, { transport }).name()).toBe('Dome');
  } finally {
    transport.close();
    await listening.close();
  }
});
