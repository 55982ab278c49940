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

/**
 * A suite that is a program: it passes when that ends with 0. Everything it writes is passed on.
 *
 * @param told what to keep of its output: the last of what this matches, or of its lines
 */
export async function runProgram(
  args: readonly string[],
  { environment = {}, told = /\S.*/g }: { environment?: Readonly<Record<string, string>>; told?: RegExp } = {},
): Promise<Outcome> {
  const child = spawn(process.execPath, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NO_COLOR: '1', ...environment },
  });
  let output = '';
  child.stdout.on('data', (data: Buffer) => {
    process.stdout.write(data);
    // A summary comes last.
    output = (output + data).slice(-100_000);
  });
  const end = await new Promise<number | string>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(code ?? signal ?? 'an unknown end'));
  });
  const last = output.match(told)?.at(-1)?.trim() ?? 'it said nothing';
  return { passed: end === 0, told: end === 0 ? last : `ended with ${end}: ${last}` };
}

/** Test files under vitest. */
export function runTests(files: readonly string[], environment: Readonly<Record<string, string>>): Promise<Outcome> {
  return runProgram(['node_modules/vitest/vitest.mjs', 'run', '--testTimeout=3600000', ...files], {
    environment,
    told: /Tests .*/g,
  });
}
