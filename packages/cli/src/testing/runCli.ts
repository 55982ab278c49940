import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const main = fileURLToPath(new URL('../uraniborg.js', import.meta.url));

export interface RunningCli {
  readonly pid: number;
  /** What it has written so far. */
  readonly out: () => string;
  readonly err: () => string;
  /** Settles when standard output or standard error holds `text`. */
  says(text: string | RegExp): Promise<void>;
  kill(signal: NodeJS.Signals): void;
  readonly ended: Promise<{ code: number | null; out: string; err: string }>;
}

/** A new folder, gone when the test has finished. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'uraniborg-cli-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The command as a person runs it, in a home of its own. It does not outlive the test. */
export function startCli(args: readonly string[], options: { input?: string; home?: string } = {}): RunningCli {
  const home = options.home ?? temporaryFolder();
  const child = spawn(process.execPath, [main, ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    cwd: home,
    env: { PATH: process.env.PATH, HOME: home, XDG_CACHE_HOME: join(tmpdir(), 'uraniborg-cli-cache'), LANG: 'C.UTF-8' },
  });
  let [out, err] = ['', ''];
  const waiting = new Set<() => void>();
  child.stdout.on('data', (data) => {
    out += data;
    for (const look of waiting) look();
  });
  child.stderr.on('data', (data) => {
    err += data;
    for (const look of waiting) look();
  });
  child.stdin.end(options.input ?? '');
  const ended = new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
    child.on('close', (code) => {
      resolve({ code, out, err });
      for (const look of waiting) look();
    });
  });
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return {
    pid: child.pid ?? 0,
    out: () => out,
    err: () => err,
    ended,
    kill: (signal) => child.kill(signal),
    says: (text) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = typeof text === 'string' ? (out + err).includes(text) : text.test(out + err);
          const over = child.exitCode !== null || child.signalCode !== null;
          if (found) resolve();
          else if (over) reject(new Error(`it ended without saying ${text}; it said: ${out}${err}`));
          else return;
          waiting.delete(look);
        };
        waiting.add(look);
        look();
      }),
  };
}

/** Runs it to its end. */
export function runCli(args: readonly string[], options: { input?: string; home?: string } = {}) {
  return startCli(args, options).ended;
}
