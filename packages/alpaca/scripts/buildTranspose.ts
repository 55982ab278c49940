/**
 * Makes src/imageBytes/transposeModule.ts of transpose.wat, with wat2wasm (Debian: wabt).
 *
 *     node packages/alpaca/scripts/buildTranspose.ts
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../src/imageBytes');

/** The text of transposeModule.ts, from transpose.wat. @throws where wat2wasm is missing or refuses */
export function transposeModuleText(): string {
  const scratch = mkdtempSync(join(tmpdir(), 'transpose-'));
  try {
    execFileSync('wat2wasm', [join(folder, 'transpose.wat'), '-o', join(scratch, 'transpose.wasm')]);
    const lines =
      readFileSync(join(scratch, 'transpose.wasm'))
        .toString('base64')
        .match(/.{1,110}/g) ?? [];
    return (
      '/** Made of transpose.wat by scripts/buildTranspose.ts: do not edit. WebAssembly in base64. */\n' +
      `export const transposeModule =\n${lines.map((line) => `  '${line}'`).join(' +\n')};\n`
    );
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

if (import.meta.main) writeFileSync(join(folder, 'transposeModule.ts'), transposeModuleText());
