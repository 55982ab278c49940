import { spawnSync } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { cardNumber, cardText, readFits } from '@uraniborg/formats';
import { startIndiServer, whyNoIndiServer } from '@uraniborg/indi/testing';
import { serveSimulator } from '@uraniborg/server';
import { expect, onTestFinished, test } from 'vitest';
import { runCli, startCli, temporaryFolder } from './testing/runCli.ts';
import { type Tamper, tamperingProxy } from './testing/tamperingProxy.ts';

const noIndi = whyNoIndiServer();
if (noIndi !== undefined) console.log(`capture over INDI is not tested: ${noIndi}`);
const hasFitsverify = spawnSync('fitsverify', ['-h']).error === undefined || process.env.CI === 'true';
if (!hasFitsverify)
  console.log('files are not checked with fitsverify: it is not installed (Debian package fitsverify)');

async function simulator(): Promise<number> {
  const served = await serveSimulator({ host: '127.0.0.1', port: 0, seed: 1, discovery: false });
  onTestFinished(() => served.close());
  return served.port;
}
const capture = (camera: string, out: string, ...more: string[]) =>
  ['capture', '--camera', camera, '--exposure', '0.2', '--out', out, ...more] as const;
const fitsIn = (folder: string) => readdirSync(folder).filter((name) => name.endsWith('.fits'));

function checked(folder: string, name: string) {
  if (hasFitsverify) {
    const { status, stdout } = spawnSync('fitsverify', ['-q', join(folder, name)], { encoding: 'utf8' });
    expect(status, stdout).toBe(0);
  }
  return readFits(readFileSync(join(folder, name)));
}

test('three frames over Alpaca: three files, their names on standard output, exit 0', async () => {
  const out = temporaryFolder();
  const camera = `alpaca://127.0.0.1:${await simulator()}/camera/0`;
  const {
    code,
    out: stdout,
    err,
  } = await runCli(capture(camera, out, '--count', '3', '--object', 'M42', '--bin', '2'));
  expect(code, err).toBe(0);
  const names = fitsIn(out);
  expect(names).toHaveLength(3);
  expect(stdout.trim().split('\n').sort()).toEqual(names.map((name) => join(out, name)).sort());
  expect(err).toMatch(/Expose light 3 of 3, 0.2 s, M42/);
  for (const name of names) {
    const { header, pixels } = checked(out, name);
    expect(name).toMatch(/^M42_\d{8}_\d{9}\.fits$/);
    expect([pixels.width, pixels.height]).toEqual([968, 608]);
    expect(cardText(header, 'OBJECT')).toBe('M42');
    expect(cardText(header, 'IMAGETYP')).toBe('Light');
    expect(cardNumber(header, 'EXPTIME')).toBeCloseTo(0.2, 3);
    expect(cardNumber(header, 'XBINNING')).toBe(2);
  }
});

test('with a mount and a filter wheel the header knows where it looked and through what; --json tells every event', async () => {
  const out = temporaryFolder();
  const port = await simulator();
  const at = (device: string) => `alpaca://127.0.0.1:${port}/${device}/0`;
  const {
    code,
    out: stdout,
    err,
  } = await runCli([
    ...capture(at('camera'), out, '--json', '--filter', 'Ha', '--gain', '120', '--offset', '40'),
    ...['--mount', at('telescope'), '--filter-wheel', at('filterwheel'), '--focuser', at('focuser')],
  ]);
  expect(code, err).toBe(0);
  const events = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { event: string; path?: string });
  expect(events.at(-1)).toMatchObject({ event: 'done' });
  expect(events.filter(({ event }) => event === 'frame')).toHaveLength(1);
  const { header } = checked(out, fitsIn(out)[0] ?? '');
  expect(cardText(header, 'FILTER')).toBe('Ha');
  expect(cardNumber(header, 'GAIN')).toBe(120);
  expect(cardNumber(header, 'OFFSET')).toBe(40);
  expect(cardNumber(header, 'DEC')).toBeGreaterThan(80);
  expect(cardNumber(header, 'FOCUSPOS')).toBeGreaterThan(0);
  expect(cardNumber(header, 'SITELAT')).toBeCloseTo(28.3, 1);
});

test.skipIf(noIndi !== undefined)('the same against the real indiserver', async () => {
  const indi = await startIndiServer({ drivers: ['indi_simulator_ccd', 'indi_simulator_telescope'] });
  onTestFinished(() => indi.stop());
  const out = temporaryFolder();
  const at = (device: string) => `indi://127.0.0.1:${indi.port}/${encodeURIComponent(device)}`;
  const { code, err } = await runCli([
    ...capture(at('CCD Simulator'), out, '--count', '3', '--object', 'M42'),
    ...['--mount', at('Telescope Simulator')],
  ]);
  expect(code, err).toBe(0);
  expect(fitsIn(out)).toHaveLength(3);
  const { header, pixels } = checked(out, fitsIn(out)[0] ?? '');
  expect([pixels.width, pixels.height]).toEqual([1280, 1024]);
  expect(cardText(header, 'INSTRUME')).toBe('CCD Simulator');
  expect(cardText(header, 'TELESCOP')).toBe('Telescope Simulator');

  const wrong = await runCli(capture(at('CCD Simulato'), out));
  expect(wrong.code).toBe(1);
  expect(wrong.err).toMatch(/no device "CCD Simulato"; it has .*CCD Simulator/);
});

test('Ctrl-C stops the sensor, leaves no half file, and ends with 130', async () => {
  const out = temporaryFolder();
  const port = await simulator();
  const running = startCli([
    'capture',
    '--camera',
    `alpaca://127.0.0.1:${port}/camera/0`,
    '--exposure',
    '600',
    '--out',
    out,
  ]);
  await running.says('exposing');
  const state = async () => {
    const answer = await fetch(`http://127.0.0.1:${port}/api/v1/camera/0/camerastate`);
    return ((await answer.json()) as { Value: number }).Value;
  };
  expect(await state()).toBe(2);
  running.kill('SIGINT');
  const { code, err } = await running.ended;
  expect(code).toBe(130);
  expect(err).not.toMatch(/ {4}at /);
  expect(await state()).toBe(0);
  expect(readdirSync(out)).toEqual([]);
});

test.each<[string, string[], number, RegExp]>([
  ['an unreachable host', ['alpaca://127.0.0.1:9/camera/0'], 1, /127\.0\.0\.1:9: nobody listens there/],
  ['an unknown host', ['alpaca://nowhere.invalid:1/camera/0'], 1, /there is no computer of that name/],
  ['an unreachable INDI host', ['indi://127.0.0.1:9/CCD'], 1, /127\.0\.0\.1:9/],
  ['a malformed address', ['camera0'], 2, /is not the address of a device.*write for example/],
  ['the wrong kind of device', ['alpaca://127.0.0.1:9/telescope/0'], 2, /is a telescope; this role needs a camera/],
])('%s', async (_what, [camera = ''], code, sentence) => {
  const ended = await runCli(capture(camera, temporaryFolder()));
  expect(ended.code).toBe(code);
  expect(ended.err).toMatch(sentence);
  expect(ended.err).not.toMatch(/ {4}at /);
  expect(ended.out).toBe('');
});

test.each<[string[], RegExp]>([
  [['--exposure', 'long'], /"long" is not a number/],
  [['--exposure', '-1'], /must be 0 to 86400/],
  [['--exposure', '1', '--count', '2.5'], /not a whole number/],
  [['--exposure', '1', '--type', 'lihgt'], /Allowed choices are light/],
  [['--exposure', '1', '--filter', 'Ha'], /needs a filter wheel/],
  [['--exposure', '1', '--nonsense'], /unknown option/],
  [[], /required option '--exposure/],
])('wrong options %j are refused before anything is touched', async (options, sentence) => {
  const camera = options.includes('Ha')
    ? `alpaca://127.0.0.1:${await simulator()}/camera/0`
    : 'alpaca://127.0.0.1:9/camera/0';
  const ended = await runCli(['capture', '--camera', camera, '--out', temporaryFolder(), ...options]);
  expect(ended.code).toBe(2);
  expect(ended.err).toMatch(sentence);
});

test('a wrong device number', async () => {
  const ended = await runCli(capture(`alpaca://127.0.0.1:${await simulator()}/camera/7`, temporaryFolder()));
  expect(ended.code).toBe(1);
  expect(ended.err).toMatch(/There is no camera number 7 here/);
});

const image = ({ url = '' }: { url?: string | undefined }) => url.includes('/imagearray');
const imageBytes = (width: number, height: number, bytes: number) => {
  const body = Buffer.alloc(44 + bytes);
  const header = [1, 0, 0, 0, 44, 2, 8, 2, width, height, 0];
  for (const [i, value] of header.entries()) body.writeUInt32LE(value, i * 4);
  return body;
};
const sendImage =
  (body: Buffer): Tamper =>
  (incoming, outgoing) => {
    if (!image(incoming)) return false;
    outgoing.writeHead(200, { 'content-type': 'application/imagebytes' });
    outgoing.end(body);
    return true;
  };
test.each<[string, Tamper, RegExp]>([
  ['answers nothing', () => true, /was not answered in 0.7 s/],
  [
    'answers with a web page',
    (_incoming, outgoing) => {
      outgoing.writeHead(200, { 'content-type': 'text/html' });
      outgoing.end('<html><body>Welcome to your router</body></html>');
      return true;
    },
    /a web page came \(status 200\); is that an Alpaca server\?/,
  ],
  [
    'drops the connection in the middle of the image',
    (incoming, outgoing) => {
      if (!image(incoming)) return false;
      outgoing.writeHead(200, {
        'content-type': 'application/imagebytes',
        'content-length': String(44 + 1936 * 1216 * 2),
      });
      outgoing.write(imageBytes(1936, 1216, 1000), () => outgoing.destroy());
      return true;
    },
    /broke off/,
  ],
  ['sends a truncated image', sendImage(imageBytes(1936, 1216, 1000)), /truncated|too short|bytes|cut/i],
  ['sends an image larger than it says', sendImage(imageBytes(10, 10, 5000)), /bytes|too long|more/i],
  ['claims an image of four thousand million pixels', sendImage(imageBytes(65535, 65535, 1000)), /bytes|pixels|large/i],
])('a server that %s is called by its fault, and nothing is written', async (_what, tamper, sentence) => {
  const out = temporaryFolder();
  const port = await tamperingProxy(await simulator(), tamper);
  const ended = await runCli(capture(`alpaca://127.0.0.1:${port}/camera/0`, out, '--timeout', '0.7'));
  expect(ended.code, ended.err).toBe(1);
  expect(ended.err).toMatch(sentence);
  expect(ended.err).not.toMatch(/ {4}at /);
  expect(readdirSync(out)).toEqual([]);
});

test('an INDI server that sends an XML bomb is left, with a sentence', async () => {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.write('<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]>');
    const flood = () => {
      while (!socket.destroyed && socket.write('<defTextVector device="x" name="'.padEnd(65_536, 'A')));
    };
    socket.on('drain', flood);
    flood();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const ended = await runCli(capture(`indi://127.0.0.1:${port}/CCD`, temporaryFolder(), '--timeout', '3'));
  expect(ended.code).toBe(1);
  expect(ended.err).toMatch(/^uraniborg: .*(INDI|XML|element|name)/);
  expect(ended.err).not.toMatch(/ {4}at /);
});

test.skipIf(process.getuid?.() === 0)('a folder that may not be written to', async () => {
  const out = temporaryFolder();
  chmodSync(out, 0o500);
  const ended = await runCli(capture(`alpaca://127.0.0.1:${await simulator()}/camera/0`, out));
  expect(ended.code).toBe(1);
  expect(ended.err).toMatch(/you may not write there/);
});

const mounts =
  process.getuid?.() === 0 && spawnSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0;
if (!mounts) console.log('a full disk is not tested: mounting one takes root');

test.skipIf(!mounts)(
  'a disk that fills up: what fitted is whole, nothing else is left, and the sentence says so',
  async () => {
    const out = temporaryFolder();
    expect(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=3000k', 'tmpfs', out]).status).toBe(0);
    onTestFinished(() => void spawnSync('umount', [out]));
    const camera = `alpaca://127.0.0.1:${await simulator()}/camera/0`;
    // A frame of 968 x 608 pixels of 16 bits is 1.18 MB.
    const ended = await runCli(capture(camera, out, '--count', '5', '--bin', '2'));
    expect(ended.code).toBe(1);
    expect(ended.err).toMatch(/cannot be written to .*: the disk is full; make room or choose another folder/);
    expect(readdirSync(out)).toHaveLength(2);
    for (const name of fitsIn(out)) expect(checked(out, name).pixels.width).toBe(968);
    expect(ended.out.trim().split('\n')).toHaveLength(2);
  },
);

test('a folder that cannot be made', async () => {
  const out = temporaryFolder();
  writeFileSync(join(out, 'file'), '');
  const ended = await runCli(capture(`alpaca://127.0.0.1:${await simulator()}/camera/0`, join(out, 'file', 'frames')));
  expect(ended.code).toBe(1);
  expect(ended.err).toMatch(/The folder .* cannot be made: part of the path is a file/);
});
