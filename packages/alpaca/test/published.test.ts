/** What is published, packed and installed into an empty folder: the programs of the README run there and have types. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildPackages } from '../scripts/buildPackages.ts';
import { documentedTypes, interfaceName } from '../scripts/documentedTypes.ts';
import { type DeviceType, deviceTypes } from '../src/deviceTypes.ts';
import { membersByPath } from '../src/memberIndex.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'published-'));
const project = join(folder, 'project');
const packed: { readonly name: string; readonly filename: string; readonly files: readonly { path: string }[] }[] = [];
const programs = [...readFileSync(join(import.meta.dirname, '../README.md'), 'utf8').matchAll(/```ts\n(.*?)```/gs)];
let port = '';

beforeAll(async () => {
  const env = { ...process.env, npm_config_cache: join(folder, 'cache') };
  for (const built of buildPackages(join(folder, 'built'))) {
    const { stdout } = await run('npm', ['pack', built, '--json', '--pack-destination', folder], { env });
    packed.push(...[JSON.parse(stdout)].flatMap((told) => Object.values(told) as typeof packed));
  }
  mkdirSync(project);
  writeFileSync(join(project, 'package.json'), '{ "private": true, "type": "module" }');
  const tarballs = packed.map(({ filename }) => join(folder, filename));
  await run('npm', ['install', '--offline', '--no-audit', '--no-fund', ...tarballs], { cwd: project, env });
  const reserved = createServer().listen(0, '127.0.0.1');
  await once(reserved, 'listening');
  const address = reserved.address();
  port = typeof address === 'object' ? String(address?.port) : '';
  reserved.close();
  for (const [i, name] of ['client.ts', 'driver.ts'].entries())
    writeFileSync(join(project, name), (programs[i]?.[1] ?? '').replace('32323', port));
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a package has JavaScript, declarations, a README and the licence, and nothing else', () => {
  expect(packed.map(({ name }) => name)).toEqual(['@uraniborg/core', '@uraniborg/alpaca']);
  for (const { files } of packed) {
    const paths = files.map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'package.json', 'dist/index.js']));
    expect(paths.filter((path) => !/^(LICENSE|README\.md|package\.json|dist\/.+\.(js|d\.ts))$/.test(path))).toEqual([]);
    expect(paths.filter((path) => /test|bench/i.test(path))).toEqual([]);
  }
});

test('the driver and the client of the README run in a project of their own', { timeout: 60_000 }, async () => {
  let server: ChildProcess | undefined;
  try {
    server = spawn(process.execPath, ['driver.ts'], { cwd: project, stdio: ['ignore', 'pipe', 'inherit'] });
    if (!server.stdout) throw new Error('no output');
    const [line] = await once(server.stdout, 'data');
    expect(String(line)).toBe(`Listening at http://127.0.0.1:${port}\n`);
    const { stdout } = await run(process.execPath, ['client.ts'], { cwd: project });
    expect(stdout).toBe('My focuser stands at 6000\n');
  } finally {
    server?.kill();
  }
});

test('every member has a comment there: what it is, and where ASCOM defines it', () => {
  const text = readFileSync(join(project, 'node_modules/@uraniborg/alpaca/dist/documentedTypes.d.ts'), 'utf8');
  const documented = [...text.matchAll(/ {2}\/\*\*\n(.*?)\n {3}\*\/\n {2}(\w+)\??: \(/gs)];
  const wanted = (Object.keys(deviceTypes) as DeviceType[]).flatMap((type) =>
    [...membersByPath(type).values()].flatMap(({ method, put }) => (put ? [method, put] : [method])),
  );
  // Once for who uses a device, once for who makes one.
  expect(documented.map(([, , name]) => name)).toEqual([...wanted, ...wanted]);
  for (const [, comment = ''] of documented)
    expect(comment).toMatch(
      /^ {3}\* [A-Z].{10,}\.\n.*ASCOM: \w+.*@see https:\/\/ascom-standards\.org\/newdocs\/\w+\.html#\w+\.\w+$/s,
    );
  expect(wanted.length).toBeGreaterThan(400);
});

test('the types there are those of the sources', { timeout: 60_000 }, async () => {
  const sources = join(root, 'packages/alpaca/src');
  const types = Object.keys(deviceTypes) as DeviceType[];
  const same = (['Client', 'Driver'] as const).flatMap((side) =>
    types.map(
      (type) =>
        `export const ${interfaceName(type, side)}Same: Same<${interfaceName(type, side)}, Alpaca${side}<'${type}'>> = true;`,
    ),
  );
  const compared = join(folder, 'compared');
  mkdirSync(compared);
  writeFileSync(join(compared, 'package.json'), '{ "type": "module" }');
  const file = join(compared, 'same.ts');
  writeFileSync(
    file,
    [
      documentedTypes((name) => join(sources, `${name}.ts`)),
      `import type { AlpacaClient, AlpacaDriver } from '${join(sources, 'deviceInterface.ts')}';`,
      'type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;',
      ...same,
    ].join('\n'),
  );
  const config = join(compared, 'tsconfig.json');
  const compilerOptions = { noEmit: true, typeRoots: [join(root, 'node_modules/@types')] };
  writeFileSync(
    config,
    JSON.stringify({ extends: join(root, 'tsconfig.json'), compilerOptions, files: [file], include: [] }),
  );
  const told = await run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', config]).then(
    () => '',
    ({ stdout }: { stdout: string }) => stdout,
  );
  expect(told).toBe('');
});

test('they have types there, and a mistake is told', { timeout: 60_000 }, async () => {
  writeFileSync(
    join(project, 'mistake.ts'),
    "import { type AlpacaDriver } from '@uraniborg/alpaca';\nexport const driver: AlpacaDriver<'focuser'> = { maxStep: () => 'many' };\n",
  );
  const types = ['--typeRoots', join(root, 'node_modules/@types'), '--types', 'node', '--noEmit', '--strict'];
  const checked = (...files: string[]) =>
    run(
      process.execPath,
      [join(root, 'node_modules/typescript/bin/tsc'), ...types, '--module', 'nodenext', '--target', 'es2023', ...files],
      { cwd: project },
    ).then(
      () => '',
      ({ stdout }: { stdout: string }) => stdout,
    );
  expect(await checked('client.ts', 'driver.ts')).toBe('');
  const told = await checked('mistake.ts');
  expect(told).toContain("Type 'string' is not assignable to type");
  expect(told).not.toContain('node_modules');
});
