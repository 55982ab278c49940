import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Pixels } from '@uraniborg/core';

/** What SEP finds in a frame of 16 bits, and the median time it takes; or a sentence that says why not. */
export function runSep(
  folder: string,
  { data, width, height }: Pixels,
  rounds: number,
): { ms: number; stars: { x: number; y: number; hfd: number }[] } | string {
  const path = join(folder, 'frame.raw');
  writeFileSync(path, new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  const script = fileURLToPath(new URL('sepDetect.py', import.meta.url));
  const run = spawnSync('/usr/bin/python3', [script, path, String(width), String(height), String(rounds)], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  if (run.status !== 0)
    return `SEP is not there to compare with (Debian: python3-sep): ${run.stderr.trim().split('\n').at(-1)}`;
  const { ms, x, y, hfd } = JSON.parse(run.stdout) as { ms: number; x: number[]; y: number[]; hfd: number[] };
  return { ms, stars: x.map((_, i) => ({ x: x[i] ?? 0, y: y[i] ?? 0, hfd: hfd[i] ?? 0 })) };
}
