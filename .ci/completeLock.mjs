// Some registries do not carry every platform's binary of a tool, and npm then leaves those optional packages out of
// package-lock.json, after which `npm ci` refuses the lock everywhere. This writes the missing entries (name, version
// and platform, which is all that npm needs to skip them here and to install them there). Run it after `npm install`.
import { readFileSync, writeFileSync } from 'node:fs';

const file = new URL('../package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(file, 'utf8'));
const systems = ['android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32', 'aix'];
const machines = ['arm64', 'arm', 'x64', 'ia32', 'ppc64', 'riscv64', 's390x', 'loong64', 'wasm32', 'mips64el'];

let added = 0;
for (const entry of Object.values({ ...lock.packages })) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (!/^\d/.test(version) || Object.keys(lock.packages).some((path) => path.endsWith(`node_modules/${name}`)))
      continue;
    const words = name.split(/[/-]/);
    const system = systems.find((word) => words.includes(word));
    const machine = machines.find((word) => words.includes(word));
    lock.packages[`node_modules/${name}`] = {
      version,
      ...(machine && { cpu: [machine] }),
      ...(entry.dev && { dev: true }),
      optional: true,
      ...(system && { os: [system] }),
    };
    added++;
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} platform packages added to package-lock.json`);
