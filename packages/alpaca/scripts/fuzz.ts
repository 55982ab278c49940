/**
 * Mutated requests and answers through both sides, for a night's run. Ends with 1, and the case, when one does harm or
 * when memory keeps growing.
 *
 *     node packages/alpaca/scripts/fuzz.ts [count] [seed]
 */
import { fuzz } from '../src/testing/fuzz.ts';

const count = Number(process.argv[2] ?? 1_000_000);
const seed = Number(process.argv[3] ?? 1576);
const step = Math.max(1, Math.ceil(count / 20));
let early = 0;
for (let done = 0, part = 0; done < count; done += step, part++) {
  await fuzz(seed + part, Math.min(step, count - done));
  const megabytes = process.memoryUsage().rss / 2 ** 20;
  if (part === 4) early = megabytes;
  console.log(`${Math.min(count, done + step)} of ${count}, ${megabytes.toFixed(0)} MB`);
  if (part > 4 && megabytes > 2 * early + 200)
    throw new Error(`memory grew from ${early.toFixed(0)} to ${megabytes.toFixed(0)} MB`);
}
