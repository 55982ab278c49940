import { PassThrough } from 'node:stream';
import { run } from '../run.ts';

/** A command line run inside the test: quicker than a process of its own, and as true where no signal is involved. */
export async function runHere(args: readonly string[], { signal = new AbortController().signal } = {}) {
  let [out, err] = ['', ''];
  const code = await run(args, {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    live: false,
    input: new PassThrough(),
    signal,
  });
  return { code, out, err, lines: out.trimEnd().split('\n') };
}
