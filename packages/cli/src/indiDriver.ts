#!/usr/bin/env node
/** The simulated observatory as an INDI driver: `indiserver uraniborg-indi-driver`. An indiserver passes no arguments. */
import { enableCompileCache } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';

enableCompileCache(join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'uraniborg'));
const { driveSimulator } = await import('@uraniborg/server');

const seed = Number(process.env.URANIBORG_SEED ?? 1);
if (!Number.isInteger(seed) || seed < 0) {
  process.stderr.write(`URANIBORG_SEED is "${process.env.URANIBORG_SEED}"; it must be a whole number\n`);
  process.exit(2);
}
await driveSimulator({ seed });
process.exit(0);
