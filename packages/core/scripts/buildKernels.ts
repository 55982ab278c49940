/**
 * Makes xModule.ts of every x.kernel.ts in the sources of every package, with the AssemblyScript compiler.
 *
 *     npm run kernels
 */
import { globSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const root = join(import.meta.dirname, '../../..');

/** What is used of the compiler: its own types bring the globals of another platform with them. */
interface Compiler {
  main(
    options: readonly string[],
    host: { writeFile(name: string, contents: string | Uint8Array): void },
  ): Promise<{ error: Error | null; stderr: { toString(): string } }>;
}

export interface BuiltKernel {
  readonly path: string;
  readonly text: string;
}

/** The modules and what has to be in them. @throws where the compiler refuses, with what it says */
export async function builtKernels(): Promise<BuiltKernel[]> {
  const built: BuiltKernel[] = [];
  for (const source of globSync('packages/*/src/**/*.kernel.ts', { cwd: root }).sort()) {
    const name = `${basename(source, '.kernel.ts')}Module`;
    built.push({ path: join(root, dirname(source), `${name}.ts`), text: moduleText(name, await compiled(source)) });
  }
  return built;
}

async function compiled(source: string): Promise<Uint8Array> {
  const { main }: Compiler = await import(import.meta.resolve('assemblyscript/asc'));
  let wasm: Uint8Array | undefined;
  const options = ['-O3', '--noAssert', '--runtime', 'stub', '--enable', 'simd', '--outFile', 'kernel.wasm'];
  const { error, stderr } = await main([source, '--baseDir', root, ...options], {
    writeFile: (_, contents) => {
      if (typeof contents !== 'string') wasm = contents;
    },
  });
  if (error || !wasm) throw new Error(`${source} does not compile: ${stderr.toString()}`, { cause: error });
  return wasm;
}

function moduleText(name: string, wasm: Uint8Array): string {
  const lines =
    Buffer.from(wasm)
      .toString('base64')
      .match(/.{1,110}/g) ?? [];
  const source = name.replace(/Module$/, '.kernel.ts');
  return (
    `/** Made of ${source} by "npm run kernels": do not edit. WebAssembly in base64. */\n` +
    `export const ${name} =\n${lines.map((line) => `  '${line}'`).join(' +\n')};\n`
  );
}

if (import.meta.main) for (const { path, text } of await builtKernels()) writeFileSync(path, text);
