import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { cardNumber, cardText, readFits } from '@uraniborg/formats';
import { startIndiServer, whyNoIndiServer } from '@uraniborg/indi/testing';
import { serveSimulator } from '@uraniborg/server';
import { expect, onTestFinished, test } from 'vitest';
import { runCli, startCli, temporaryFolder } from './testing/runCli.ts';

const noIndi = whyNoIndiServer();

test('version, help, and what is not a command', async () => {
  expect(await runCli(['version'])).toMatchObject({ code: 0, out: expect.stringMatching(/^uraniborg \d+\.\d+\.\d+ /) });
  const help = await runCli(['--help']);
  expect(help.code).toBe(0);
  for (const command of ['start', 'capture', 'simulator', 'discover', 'demo', 'password']) {
    expect(help.out).toContain(command);
  }
  const unknown = await runCli(['exlpode']);
  expect(unknown.code).toBe(2);
  expect(unknown.err).toMatch(/unknown command 'exlpode'/);
});

test('start serves an observatory with a first frame, and ends cleanly', async () => {
  const home = temporaryFolder();
  const running = startCli(['start', '--no-open', '--port', '0'], { home });
  await running.says(/Uraniborg is at http:\/\/127\.0\.0\.1:\d+\//);
  const [url = ''] = /http:\S+/.exec(running.out()) ?? [];
  const socket = new WebSocket(`${url.replace('http', 'ws')}api/v1/events`);
  await new Promise<void>((resolve, reject) => {
    socket.onmessage = ({ data }) => {
      const event = JSON.parse(String(data)) as { state?: { frames: object[] }; parts?: { frames?: object[] } };
      if ((event.state?.frames ?? event.parts?.frames ?? []).length > 0) resolve();
    };
    socket.onclose = () => reject(new Error('closed'));
  });
  expect(readdirSync(join(home, 'Uraniborg')).sort()).toContain('library.sqlite');
  running.kill('SIGTERM');
  const { code, err } = await running.ended;
  expect(code).toBe(130);
  expect(err).not.toMatch(/ {4}at /);
});

test('start on an open address wants a password, which comes from standard input and is shown nowhere', async () => {
  const home = temporaryFolder();
  const refused = await runCli(['start', '--no-open', '--host', '0.0.0.0', '--port', '0'], { home });
  expect(refused.code).toBe(2);
  expect(refused.err).toMatch(/Set a password first: uraniborg password/);
  const short = await runCli(['password'], { home, input: 'tycho\n' });
  expect(short.code).toBe(2);
  expect(short.err).toMatch(/at least 8 characters/);
  const set = await runCli(['password'], { home, input: 'Tycho Brahe\n' });
  expect(set.code, set.err).toBe(0);
  expect(set.out + set.err).not.toContain('Tycho');
  expect(statSync(join(home, 'Uraniborg', 'password')).mode & 0o777).toBe(0o600);
  const open = startCli(['start', '--no-open', '--host', '0.0.0.0', '--port', '0'], { home });
  await open.says(/Uraniborg is at/);
  const port = /:(\d+)\//.exec(open.out())?.[1];
  expect((await fetch(`http://127.0.0.1:${port}/api/v1/state`)).status).toBe(401);
});

test('simulator serves every device, and discover finds them in both forms', async () => {
  const running = startCli(['simulator', '--port', '0']);
  await running.says(/filterwheel\/0/);
  const port = /:(\d+)\//.exec(running.out())?.[1];
  const { code, out } = await runCli(['discover']);
  expect(code).toBe(0);
  const lines = out.split('\n').filter((line) => line.includes(`:${port}/`));
  expect(lines).toContainEqual(`alpaca://127.0.0.1:${port}/camera/0\tSimulated camera\tcamera\tUraniborg simulator`);
  const json = (await runCli(['discover', '--json'])).out.trim().split('\n');
  expect(json.map((line) => JSON.parse(line))).toContainEqual({
    event: 'device',
    address: `alpaca://127.0.0.1:${port}/telescope/0`,
    name: 'Simulated mount',
    role: 'mount',
    server: 'Uraniborg simulator',
  });
  running.kill('SIGINT');
  expect((await running.ended).code).toBe(130);
});

test('a simulator that is not to be found is not; a taken port is said', async () => {
  const served = await serveSimulator({ host: '127.0.0.1', port: 0, seed: 1, discovery: false });
  onTestFinished(() => served.close());
  const { out } = await runCli(['discover']);
  expect(out).not.toContain(`:${served.port}/`);
  const second = await runCli(['simulator', '--port', String(served.port)]);
  expect(second.code).toBe(1);
  expect(second.err).toMatch(/cannot be served at 127\.0\.0\.1:\d+/);
});

test.skipIf(noIndi !== undefined)('discover asks an INDI server that is named', async () => {
  const indi = await startIndiServer({ drivers: ['indi_simulator_ccd', 'indi_simulator_focus'] });
  onTestFinished(() => indi.stop());
  const { code, out } = await runCli(['discover', '--indi', `127.0.0.1:${indi.port}`, '--json']);
  expect(code).toBe(0);
  const devices = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { address: string; role: string });
  expect(devices).toContainEqual(
    expect.objectContaining({ address: `indi://127.0.0.1:${indi.port}/CCD%20Simulator`, role: 'camera' }),
  );
  expect(devices).toContainEqual(
    expect.objectContaining({ address: `indi://127.0.0.1:${indi.port}/Focuser%20Simulator`, role: 'focuser' }),
  );
});

test('discover says who does not answer, and what no host is', async () => {
  const nobody = await runCli(['discover', '--indi', '127.0.0.1:9']);
  expect(nobody.code).toBe(0);
  expect(nobody.err).toMatch(/127\.0\.0\.1:9/);
  const wrong = await runCli(['discover', '--indi', 'a b']);
  expect(wrong.code).toBe(2);
  expect(wrong.err).toMatch(/"a b" is not a host; write for example/);
});

test('the demonstration night: 12 lights in 3 filters, 3 darks, 3 flats; same seed, same bytes', async () => {
  const hashes = async () => {
    const out = temporaryFolder();
    const ended = await runCli(['demo', '--headless', '--seed', '1', '--out', out, '--json']);
    expect(ended.code, ended.err).toBe(0);
    const names = readdirSync(out).sort();
    return {
      out,
      names,
      events: ended.out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as { event: string; text?: string }),
      sums: names.map((name) =>
        createHash('sha256')
          .update(readFileSync(join(out, name)))
          .digest('hex'),
      ),
    };
  };
  const first = await hashes();
  const headers = first.names.map((name) => readFits(readFileSync(join(first.out, name))).header);
  const count = (type: string, filter?: string) =>
    headers.filter(
      (header) => cardText(header, 'IMAGETYP') === type && (!filter || cardText(header, 'FILTER') === filter),
    ).length;
  expect([count('Light'), count('Dark'), count('Flat')]).toEqual([12, 3, 3]);
  expect(['L', 'R', 'G'].map((filter) => count('Light', filter))).toEqual([4, 4, 4]);
  for (const header of headers) expect(cardNumber(header, 'CCD-TEMP')).toBeLessThan(-9.4);
  expect(first.events.filter(({ event }) => event === 'frame')).toHaveLength(18);
  expect(first.events.at(-2)?.text).toMatch(/Park/);
  if (spawnSync('fitsverify', ['-h']).error === undefined) {
    const { status, stdout } = spawnSync('fitsverify', ['-q', ...first.names.map((name) => join(first.out, name))]);
    expect(status, String(stdout)).toBe(0);
  }
  const again = await hashes();
  expect(again.names).toEqual(first.names);
  expect(again.sums).toEqual(first.sums);
});

test('without --headless the demonstration says what there is instead', async () => {
  const ended = await runCli(['demo', '--out', temporaryFolder()]);
  expect(ended.code).toBe(2);
  expect(ended.err).toMatch(/add --headless.*uraniborg start/);
});
