/**
 * `npm run nightly [-- NAME ...]`: what is too slow for every change, one after the other. Ends with 1 when anything
 * fails; what could not be run is named with the reason. The seed of a failure: `URANIBORG_SEED=N npm run nightly`.
 */
import { randomInt } from 'node:crypto';
import { systemClock } from '@uraniborg/core';
import { suites } from './suites.ts';

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in suites));
if (unknown.length > 0) {
  console.error(`There is no suite called ${unknown.join(', ')}; there are ${Object.keys(suites).join(', ')}`);
  process.exit(2);
}
const seed = Number(process.env.URANIBORG_SEED ?? randomInt(2 ** 31));
const rows: string[][] = [];
for (const [name, { work, run }] of Object.entries(suites)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`\n${name}: ${work} (seed ${seed})`);
  const begun = systemClock.now();
  const { passed, told } = await run(seed);
  const seconds = Math.round((systemClock.now() - begun) / 1000);
  if (passed === false) process.exitCode = 1;
  rows.push([name, passed === undefined ? 'not run' : passed ? 'passed' : 'FAILED', `${seconds} s`, work, told]);
}
const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
console.log(`\nSeed ${seed}`);
for (const row of rows) console.log(row.map((text, column) => text.padEnd(widths[column] ?? 0)).join('  '));
