#!/usr/bin/env node
import { interruption } from './interruption.ts';
import { run } from './run.ts';

const code = await run(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  // A terminal shows one line that changes; a file or a pipe gets lines that stay.
  live: process.stderr.isTTY === true,
  input: process.stdin,
  signal: interruption(),
});
// Connections that are kept open for the next request would keep the program waiting for nothing.
process.exit(code);
