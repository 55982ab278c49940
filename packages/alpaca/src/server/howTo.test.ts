/** The how-to pages are run as they stand: the driver of one, the client of the other. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../../../..');

function codeOf(page: string): string {
  return /```ts\n(.*?)```/s.exec(readFileSync(join(root, 'docs/how-to', page), 'utf8'))?.[1] ?? '';
}

async function freePort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' ? String(address?.port) : '';
}

test('a driver in 30 lines and a client in 10 work together', async () => {
  const driver = codeOf('write-an-alpaca-driver.md');
  const client = codeOf('use-an-alpaca-device.md');
  expect(driver.split('\n').filter((line) => line.trim()).length).toBeLessThanOrEqual(32);
  expect(client.split('\n').filter((line) => line.trim()).length).toBeLessThanOrEqual(10);
  const folder = mkdtempSync(join(tmpdir(), 'how-to-'));
  const port = await freePort();
  let server: ChildProcess | undefined;
  try {
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    for (const [name, code] of [
      ['driver.ts', driver],
      ['client.ts', client],
    ] as const)
      writeFileSync(join(folder, name), code.replace('32323', port));
    server = spawn(process.execPath, [join(folder, 'driver.ts')], { stdio: ['ignore', 'pipe', 'inherit'] });
    if (!server.stdout) throw new Error('no output');
    const [line] = await once(server.stdout, 'data');
    expect(String(line)).toBe(`Listening at http://127.0.0.1:${port}\n`);
    const { stdout } = await promisify(execFile)(process.execPath, [join(folder, 'client.ts')]);
    expect(stdout).toBe('My focuser stands at 6000\n');
  } finally {
    server?.kill();
    rmSync(folder, { recursive: true });
  }
});
