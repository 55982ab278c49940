import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { type Outcome, root, runProgram } from './suite.ts';

const command = 'packages/cli/src/uraniborg.js';

/** `uraniborg conform` at `uraniborg simulator`, two programs with a network between them, as a person would do it. */
export async function conformSimulators(): Promise<Outcome> {
  const simulator = spawn(process.execPath, [command, 'simulator', '--port', '0', '--no-discovery'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(simulator, 'close');
  try {
    for await (const line of createInterface(simulator.stdout)) {
      const url = /http:\S+/.exec(line)?.[0];
      if (url !== undefined) return await runProgram([command, 'conform', url.replace(/\/$/, '')], { told: summary });
    }
    return { passed: false, told: 'the simulator ended before it listened' };
  } finally {
    simulator.kill();
    await ended;
  }
}

/** The counts of all devices together. */
function summary(output: string): string {
  const sum = (what: string) =>
    [...output.matchAll(new RegExp(`(\\d+) ${what.replace(/s$/, '')}`, 'g'))].reduce(
      (total, [, count]) => total + Number(count),
      0,
    );
  return ['checks', 'errors', 'issues', 'slow'].map((what) => `${sum(what)} ${what}`).join(', ');
}
