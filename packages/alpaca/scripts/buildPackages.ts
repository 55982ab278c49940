/**
 * Makes what is published of core and alpaca: JavaScript, declarations, README and licence, a folder each, ready for
 * `npm publish FOLDER`. Inside the workspace the sources run as they are; in node_modules Node strips no types.
 *
 *     node packages/alpaca/scripts/buildPackages.ts [folder]
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { documentedTypes } from './documentedTypes.ts';

const root = join(import.meta.dirname, '../../..');
const names = ['core', 'alpaca'] as const;

/** @returns the folders of the packages, in the order in which they have to be published */
export function buildPackages(folder: string): string[] {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  compile(folder);
  documentTypes(join(folder, 'alpaca/src'));
  return names.map((name) => {
    const built = join(folder, name);
    renameSync(join(built, 'src'), join(built, 'dist'));
    writeFileSync(join(built, 'package.json'), manifest(name));
    copyFileSync(join(root, 'LICENSE'), join(built, 'LICENSE'));
    copyFileSync(join(root, 'packages', name, 'README.md'), join(built, 'README.md'));
    return built;
  });
}

/** Only what can be reached from the public faces: no tests. */
function compile(folder: string): void {
  const project = join(folder, 'tsconfig.json');
  const compilerOptions = {
    noEmit: false,
    outDir: folder,
    rootDir: join(root, 'packages'),
    declaration: true,
    rewriteRelativeImportExtensions: true,
    target: 'es2023',
    typeRoots: [join(root, 'node_modules/@types')],
  };
  const files = names.map((name) => join(root, 'packages', name, 'src/index.ts'));
  writeFileSync(
    project,
    JSON.stringify({ extends: join(root, 'tsconfig.json'), compilerOptions, files, include: [], exclude: [] }),
  );
  execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', project], { stdio: 'inherit' });
  rmSync(project);
  // The compiler rewrites the names of files in what it makes of the sources, but not in the declarations.
  for (const path of globSync('**/*.d.ts', { cwd: folder })) {
    const text = readFileSync(join(folder, path), 'utf8');
    writeFileSync(join(folder, path), text.replaceAll(/((?:from |import\()(['"])\.[^'"]*)\.ts\2/g, '$1.js$2'));
  }
}

/** The interfaces written out, with a comment for each member, take the place of those that are computed. */
function documentTypes(declarations: string): void {
  writeFileSync(
    join(declarations, 'documentedTypes.d.ts'),
    documentedTypes((name) => `./${name}.js`),
  );
  const file = join(declarations, 'deviceInterface.d.ts');
  let text = `import type { Clients, Drivers } from './documentedTypes.js';\n${readFileSync(file, 'utf8')}`;
  for (const side of ['Client', 'Driver']) {
    const computed = new RegExp(`(export type Alpaca${side}<T extends DeviceType> = )[^;]+;`);
    if (!computed.test(text)) throw new Error(`the declarations have no Alpaca${side}`);
    text = text.replace(computed, `$1${side}s[T];`);
  }
  writeFileSync(file, text);
}

/** That of the workspace, with the built files for the sources. */
function manifest(name: string): string {
  const { scripts, ...kept } = JSON.parse(readFileSync(join(root, 'packages', name, 'package.json'), 'utf8'));
  const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const built = {
    ...kept,
    engines,
    exports: { '.': { types: './dist/index.d.ts', default: './dist/index.js' } },
    types: './dist/index.d.ts',
    files: ['dist'],
    sideEffects: false,
  };
  return `${JSON.stringify(built, null, 2)}\n`;
}

if (import.meta.main)
  for (const folder of buildPackages(resolve(process.argv[2] ?? join(root, 'dist')))) console.log(folder);
