#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';

// Reading the sources takes half of what a short command needs: from the second time on it comes from here.
// The variable is for the workers.
process.env.NODE_COMPILE_CACHE ??= join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'uraniborg');
enableCompileCache(process.env.NODE_COMPILE_CACHE);
const { interruption } = await import('./interruption.ts');
const signal = interruption();
const { run } = await import('./run.ts');

const code = await run(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  // A terminal shows one line that changes; a file or a pipe gets lines that stay.
  live: process.stderr.isTTY === true,
  input: process.stdin,
  signal,
});
// Connections that are kept open for the next request would keep the program waiting for nothing.
process.exit(code);
