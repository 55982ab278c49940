/**
 * Writes docs/reference/fault-matrix.md: every fault in every activity over both protocols, on a virtual clock.
 *
 *     node packages/server/scripts/faultMatrix.ts
 */
import { writeFileSync } from 'node:fs';
import { activityNames, LIMIT, situation } from '../src/testing/faults/faultMatrix.ts';
import { faultNames } from '../src/testing/faults/line.ts';
import { MATRIX_PAGE } from '../src/testing/faults/matrixPage.ts';
import type { Protocol } from '../src/testing/faults/matrixWorld.ts';
import { pixelWorkers } from '../src/workers/pixelWorkers.ts';

const MEANING: Record<(typeof faultNames)[number], string> = {
  'TCP reset': 'every connection breaks off; the server is there again at once',
  'silent hang': 'nothing is answered for 90 s; connections stay open',
  'slow drip': 'for 120 s everything comes late and at 20 kB/s',
  garbage: 'for 60 s random bytes come instead of answers',
  'driver SIGKILL': 'the drivers die, everything stops where it is, coolers and tracking are off; back after 10 s',
  'wrong answers': 'for 60 s the device answers well-formed nonsense, pixels too',
  'device renamed': 'the device has another number (Alpaca) or name (INDI) from now on',
  'address changed':
    'the server is at another address from now on: one that Alpaca finds, or that `recovery.indiServers` names',
};

const workers = pixelWorkers(2);
const sections: string[] = [];
let wrong = 0;
let counted = 0;
const surprises: string[] = [];
for (const protocol of ['alpaca', 'indi'] satisfies Protocol[]) {
  const rows: string[][] = [];
  for (const fault of faultNames) {
    const cells: string[] = [];
    for (const activity of activityNames) {
      const outcome = await situation(protocol, fault, activity, workers);
      if (outcome.state !== 'recovered')
        surprises.push(`${protocol}, ${fault}, ${activity}: ${outcome.state}\n${outcome.log.join('\n')}`);
      wrong += outcome.wrong;
      counted += outcome.counted;
      cells.push(`${outcome.state} ${outcome.seconds} s`);
      console.log(`${protocol}, ${fault}, ${activity}: ${cells.at(-1)}`);
    }
    rows.push([fault, ...cells]);
  }
  const title = protocol === 'alpaca' ? 'Alpaca' : 'INDI';
  sections.push(`## ${title}\n\n${table([['fault', ...activityNames], ...rows])}`);
}
await workers.close();

const page = `# The fault matrix

What becomes of an observatory when something breaks while it works: ${faultNames.length} faults in ${activityNames.length} activities over both protocols,
each played through on a virtual clock with the whole server (supervisor, plans, files), the simulated devices and a line
that can be spoilt. The tests hold every situation to the state that stands here, and to its seconds within thirty; this page is written by
\`packages/server/scripts/faultMatrix.ts\`.

${table([['fault', 'what happens'], ...faultNames.map((fault) => [fault, MEANING[fault]])])}

Exposing and downloading are a series of three; the fault comes in the first. The seconds count from the fault until all
is done and every device is there, what was left of the work and the fault itself included. The limit is ${LIMIT} s, with an
outage of at most 240 s being waited for.

- **recovered**: the work was done, every device is connected, the cooler is set as it was.

With less patience (\`recovery.attempts\` 1), or when a server goes where nobody can find it, it ends in one of two states
that are safe, as far as this program can make them so:

- **given up, mount stopped**: the series has ended, what was taken is kept, the mount no longer tracks, what is lost is
  shown with the reason. A mount that is lost itself is stopped as soon as it is back.
- **out of reach, alarm**: what was under way has ended; the device is shown as lost with the reason, and the log says so as
  an error. Nobody can reach the hardware: if it moves or tracks, a watchdog beside it has to stop it.

${sections.join('\n\n')}

Frames that counted in all situations together: ${counted}. Of these, frames that the camera never took, or that counted twice: ${wrong}.
`;
writeFileSync(MATRIX_PAGE, page);
if (surprises.length > 0) {
  console.error(surprises.join('\n\n'));
  process.exitCode = 1;
}

/** @param rows the head first */
function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  const line = (cells: readonly string[]) => `| ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = rows;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
}
