import { interruption } from './interruption.ts';

// Whoever interrupts is heard before the rest is there.
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
