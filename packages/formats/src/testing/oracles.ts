import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Programs that astronomers trust, asked what they make of our files. A machine without one says so in one line and
 * leaves those tests out; the project's own checks (CI=true) must have them.
 */
export function lacks(
  program:
    | 'fitsverify'
    | 'fpack'
    | 'imcopy'
    | 'astropy'
    | 'pillow'
    | 'tiffcp'
    | 'unprocessed_raw'
    | 'xz'
    | 'bzip2'
    | 'compress',
): boolean {
  const module = { astropy: 'astropy', pillow: 'PIL' }[program as string];
  const found =
    module !== undefined
      ? spawnSync(PYTHON, ['-c', `import ${module}, numpy`]).status === 0
      : spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
  if (!found && process.env.CI === 'true') throw new Error(`${program} must be installed where CI=true`);
  if (!found) console.warn(`${program} is not installed: what it says about our files is not tested here`);
  return !found;
}

const PYTHON = '/usr/bin/python3';

/** Runs a Python program, Debian's, and returns what it prints. */
export function python(program: string, ...args: string[]): string {
  return execFileSync(PYTHON, ['-c', program, ...args], { encoding: 'utf8', maxBuffer: 1 << 28 });
}

/** What fitsverify says of these files: its exit status and its words. */
export function fitsverify(...files: string[]): { status: number | null; report: string } {
  const { status, stdout } = spawnSync('fitsverify', ['-q', ...files], { encoding: 'utf8' });
  return { status, report: stdout };
}

/** Runs `use` with a folder of its own, which is gone afterwards. */
export function inFolder<T>(use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'uraniborg-formats-'));
  try {
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
