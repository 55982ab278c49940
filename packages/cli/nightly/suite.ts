import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The whole repository: where every suite is run. */
export const root = fileURLToPath(new URL('../../../', import.meta.url));

export interface Suite {
  readonly work: string;
  run(seed: number): Promise<Outcome>;
}

/** What came of a suite; `passed` is undefined where it could not be run, and `told` says why. */
export interface Outcome {
  readonly passed: boolean | undefined;
  readonly told: string;
}

interface ProgramOptions {
  readonly environment?: Readonly<Record<string, string>>;
  /** What to keep of its output; default the last line. */
  readonly told?: (output: string) => string | undefined;
}

/**
 * A suite that is a program: it passes when that ends with 0. Its standard output is passed on; standard error, which is
 * progress mostly, only when it fails.
 */
export async function runProgram(args: readonly string[], options: ProgramOptions = {}): Promise<Outcome> {
  const { environment = {}, told = (text) => text.match(/\S.*/g)?.at(-1) } = options;
  const child = spawn(process.execPath, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1', ...environment },
  });
  let [output, errors] = ['', ''];
  child.stdout.on('data', (data: Buffer) => {
    process.stdout.write(data);
    // A summary comes last.
    output = (output + data).slice(-100_000);
  });
  child.stderr.on('data', (data: Buffer) => {
    errors = (errors + data).slice(-10_000);
  });
  const end = await new Promise<number | string>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(code ?? signal ?? 'an unknown end'));
  });
  const kept = told(output)?.trim() ?? 'it said nothing';
  if (end === 0) return { passed: true, told: kept };
  process.stderr.write(errors);
  return { passed: false, told: `ended with ${end}: ${kept}` };
}

/** Test files under vitest. */
export function runTests(files: readonly string[], environment: Readonly<Record<string, string>>): Promise<Outcome> {
  return runProgram(['node_modules/vitest/vitest.mjs', 'run', '--testTimeout=3600000', ...files], {
    environment,
    told: (output) => output.match(/Tests .*/g)?.at(-1),
  });
}
