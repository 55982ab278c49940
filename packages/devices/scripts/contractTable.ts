/**
 * Writes docs/reference/device-contracts.md from a test run:
 *
 *     npx vitest run packages/devices --reporter=json --outputFile=contracts.json
 *     node packages/devices/scripts/contractTable.ts contracts.json
 */
import { readFileSync, writeFileSync } from 'node:fs';

interface Run {
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly ancestorTitles: readonly string[]; readonly status: string }[];
  }[];
}

const [, , file = 'contracts.json'] = process.argv;
const run = JSON.parse(readFileSync(file, 'utf8')) as Run;

/** By kind of device, then "where, which": how many promises were kept, of how many. */
const kinds = new Map<string, Map<string, { kept: number; all: number }>>();
for (const { ancestorTitles, status } of run.testResults.flatMap(({ assertionResults }) => assertionResults)) {
  const contract = ancestorTitles.find((title) => /^[a-z ]+: /.test(title));
  if (contract === undefined) continue;
  const [kind = '', which = ''] = contract.split(/: (.*)/s);
  const place = ancestorTitles.find((title) => title !== contract && title !== '') ?? '';
  const rows = kinds.get(kind) ?? new Map<string, { kept: number; all: number }>();
  kinds.set(kind, rows);
  const row = rows.get(`${which} | ${place}`) ?? { kept: 0, all: 0 };
  rows.set(`${which} | ${place}`, { kept: row.kept + (status === 'passed' ? 1 : 0), all: row.all + 1 });
}

const lines = [...kinds].flatMap(([kind, rows]) =>
  [...rows].map(([where, { kept, all }]) => `| ${kind} | ${where} | ${kept} of ${all} |`),
);
const text = `# Which devices keep which promises

Every kind of device has one contract, in \`packages/devices/src/testing\`: what it promises, as tests. This table is
written by \`packages/devices/scripts/contractTable.ts\` from a run of them; how to make it anew stands there.

| Device | Which one | Through | Promises kept |
| --- | --- | --- | --- |
${lines.join('\n')}

Debian's drivers are the unmodified \`indi_simulator_*\` of its package indi-bin, behind its \`indiserver\`. Debian has no
simulated dust cap and no safety monitor of its own; the weather simulator's verdict stands in for the latter.
`;
writeFileSync(new URL('../../../docs/reference/device-contracts.md', import.meta.url), text);
