/**
 * Builds the web application into packages/web/dist. With --if-stale only when a source is newer than the last build,
 * so that `npm start` after `npm ci` starts at once.
 */
import { readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const web = dirname(fileURLToPath(import.meta.url));
const built = statSync(join(web, 'dist', 'index.html'), { throwIfNoEntry: false })?.mtimeMs ?? 0;
const sources = ['core', 'api', 'formats', 'imaging', 'astrometry'].map((room) => join(web, '..', room, 'src'));
const newest = Math.max(
  ...[...sources, join(web, 'src'), join(web, 'public')].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => statSync(join(folder, name)).mtimeMs),
  ),
  ...['index.html', 'vite.config.ts', 'package.json'].map((name) => statSync(join(web, name)).mtimeMs),
);
if (!process.argv.includes('--if-stale') || newest > built) {
  await build({ root: web, configFile: join(web, 'vite.config.ts'), logLevel: 'warn' });
}
