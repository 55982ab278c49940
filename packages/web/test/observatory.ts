import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Access, CommandInput, CommandName, ObservatoryState } from '@uraniborg/api';

/** A running observatory: the program itself, with its simulated devices, as a person starts it. */
export interface RunningObservatory {
  url: string;
  /** Where everything is kept. */
  folder: string;
  state(): Promise<ObservatoryState>;
  command<K extends CommandName>(name: K, input: CommandInput<K>): Promise<unknown>;
  stop(): Promise<void>;
}

const main = join(import.meta.dirname, '..', '..', 'cli', 'src', 'uraniborg.js');

/** @param options.folder where everything is kept; without it a new one, which `stop` takes away */
export async function startObservatory(options: { port?: number; folder?: string } = {}): Promise<RunningObservatory> {
  if (!existsSync(join(import.meta.dirname, '..', 'dist', 'index.html')))
    throw new Error('The web application is not built: npm run build');
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'uraniborg-web-')));
  const listening = String(options.port ?? (await freePort()));
  const child = spawn(process.execPath, [main, 'start', '--no-open', '--port', listening, '--data', folder], {
    // A home of its own; what is compiled is kept for all, which halves the start of each.
    env: { ...process.env, HOME: folder, XDG_CACHE_HOME: join(tmpdir(), 'uraniborg-cli-cache') },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const url = await address(child);
  return {
    url,
    folder,
    state: async () => (await (await fetch(new URL('/api/v1/state', url))).json()) as ObservatoryState,
    async command(name, input) {
      const response = await fetch(new URL(`/api/v1/commands/${name}`, url), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(input),
      });
      return await response.json();
    },
    async stop() {
      if (child.exitCode === null) {
        child.kill('SIGTERM');
        await once(child, 'exit');
      }
      if (options.folder === undefined) await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Sets a password that the next start in `folder` asks for, as a person does. */
export async function setPassword(folder: string, password: string, who: Access = 'owner'): Promise<void> {
  const child = spawn(process.execPath, [main, 'password', '--for', who, '--data', folder], {
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  child.stdin.end(`${password}\n`);
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`Setting the password ended with ${code}`);
}

/** The address that the program prints. */
async function address(child: ChildProcess): Promise<string> {
  let said = '';
  return await new Promise((resolve, reject) => {
    const hear = (part: Buffer): void => {
      said += String(part);
      const [found] = /http:\/\/127\.0\.0\.1:\d+\//.exec(said) ?? [];
      if (found) resolve(found);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.on('exit', (code) => reject(new Error(`The observatory ended with ${code}: ${said}`)));
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const at = server.address();
  server.close();
  if (at === null || typeof at === 'string') throw new Error('No free port');
  return at.port;
}
