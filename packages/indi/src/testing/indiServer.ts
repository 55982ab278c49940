import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import {
  closeSync,
  constants,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemClock } from '@uraniborg/core';

/** A real `indiserver` of our own: its drivers, its port on loopback, its own HOME; nothing outlives `stop`. */
export interface RunningIndiServer {
  readonly host: '127.0.0.1';
  readonly port: number;
  /** Where the drivers keep their configuration. */
  readonly home: string;
  /** Starts another driver while it runs; `name` gives a second copy its own device name. */
  startDriver(executable: string, name?: string): void;
  stopDriver(executable: string, name?: string): void;
  /** Process ids of the drivers that run `executable`, for a test that kills one. */
  driverPids(executable: string): number[];
  /** What it and its drivers have written to standard error. */
  log(): string;
  stop(): Promise<void>;
}

export interface IndiServerOptions {
  /** Programs as indiserver takes them: "indi_simulator_ccd", or a path. */
  readonly drivers: readonly string[];
  /** How often a driver that died is started again; default 10. */
  readonly maxRestarts?: number;
  /** Put before PATH: a folder with a stand-in for a program that drivers call, such as `gsc`. */
  readonly path?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/**
 * Why no `indiserver` can be started here, as one sentence for `test.skipIf`; undefined when it can. Under CI=true
 * always undefined: there it must be there, and a missing one fails the test.
 */
export function whyNoIndiServer(): string | undefined {
  if (process.env.CI === 'true') return undefined;
  for (const [program, what] of [
    ['indiserver', 'no indiserver here (Debian package indi-bin)'],
    ['cc', 'no C compiler here (Debian packages gcc, libc6-dev), which keeps indiserver on loopback'],
  ] as const)
    if (!onPath(program)) return what;
  return undefined;
}

/**
 * Starts Debian's `indiserver` on a free port of the loopback interface and waits until it listens.
 * It has no option to bind to one address, so its bind() is wrapped (bindLoopback.c, compiled here).
 */
export async function startIndiServer(options: IndiServerOptions): Promise<RunningIndiServer> {
  const home = mkdtempSync(join(tmpdir(), 'indiserver-'));
  const fifo = join(home, 'fifo');
  execFileSync('mkfifo', [fifo]);
  const shim = loopbackShim(home);
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    const { child, log } = launch(options, port, home, fifo, shim);
    const failure = await listening(child, port);
    if (failure === undefined) return running(child, port, home, fifo, log);
    // Somebody else may have taken the port since we looked: try another.
    if (attempt === 5) {
      rmSync(home, { recursive: true, force: true });
      throw new Error(`indiserver does not start: ${failure}\n${log()}`);
    }
  }
}

function launch(options: IndiServerOptions, port: number, home: string, fifo: string, shim: string) {
  let text = '';
  const child = spawn(
    'indiserver',
    // The local socket has a fixed name unless told otherwise: two servers would fight for it.
    [
      '-v',
      '-p',
      String(port),
      '-u',
      join(home, 'local'),
      '-m',
      '400',
      '-r',
      String(options.maxRestarts ?? 10),
      '-f',
      fifo,
      ...options.drivers,
    ],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: {
        ...process.env,
        ...options.environment,
        HOME: home,
        LD_PRELOAD: shim,
        PATH: [options.path, process.env.PATH].filter(Boolean).join(delimiter),
      },
    },
  );
  // A test that crashes must not leave it behind.
  const abandoned = () => child.kill('SIGTERM');
  process.once('exit', abandoned);
  child.once('exit', () => process.off('exit', abandoned));
  child.stderr?.on('data', (chunk: Buffer) => {
    text = (text + chunk.toString()).slice(-200_000);
  });
  return { child, log: () => text };
}

/** Undefined when it listens, else why not. */
function listening(child: ChildProcess, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    let done = false;
    const settle = (failure: string | undefined) => {
      if (done) return;
      done = true;
      resolve(failure);
    };
    child.once('error', (error) => settle(error.message));
    child.once('exit', (code, signal) => settle(`it ended with ${signal ?? code}`));
    const attempt = () => {
      if (done) return;
      const socket = connect(port, '127.0.0.1');
      socket.once('connect', () => {
        socket.destroy();
        // A connection may be to somebody else's server on that port; ours would have ended by then.
        settle(child.exitCode === null ? undefined : 'the port was taken');
      });
      socket.once('error', () => retry(attempt));
    };
    attempt();
  });
}

/** A process outside is polled, in real time, until it answers. */
const retry = (action: () => void) => void systemClock.sleep(20).then(action);

function running(child: ChildProcess, port: number, home: string, fifo: string, log: () => string): RunningIndiServer {
  const command = (line: string) => {
    const file = openSync(fifo, constants.O_WRONLY);
    writeSync(file, `${line}\n`);
    closeSync(file);
  };
  return {
    host: '127.0.0.1',
    port,
    home,
    log,
    startDriver: (executable, name) => command(name ? `start ${executable} -n "${name}"` : `start ${executable}`),
    stopDriver: (executable, name) => command(name ? `stop ${executable} -n "${name}"` : `stop ${executable}`),
    driverPids: (executable) => childrenOf(child.pid ?? -1).filter((pid) => commandOf(pid).includes(executable)),
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) {
        const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
        const drivers = childrenOf(child.pid ?? -1);
        child.kill('SIGTERM');
        await ended;
        // Drivers end when their input does; one that hangs (a test may have stopped it) must not outlive the test.
        for (const pid of drivers) {
          try {
            process.kill(pid, 'SIGKILL');
          } catch {
            // gone already
          }
        }
      }
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number)
    .filter((pid) => {
      const stat = readOrEmpty(`/proc/${pid}/stat`);
      return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === parent;
    });
}

function commandOf(pid: number): string {
  return readOrEmpty(`/proc/${pid}/cmdline`).replaceAll('\0', ' ');
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return ''; // it ended meanwhile
  }
}

function onPath(program: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));
}

function loopbackShim(folder: string): string {
  const source = fileURLToPath(new URL('./bindLoopback.c', import.meta.url));
  const library = join(folder, 'bindLoopback.so');
  execFileSync('cc', ['-shared', '-fPIC', '-O1', '-o', library, source, '-ldl']);
  return library;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}
