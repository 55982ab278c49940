import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { shortcuts } from './shortcuts.ts';

test('no two things have one key', () => {
  const keys = Object.values(shortcuts).map((shortcut) => shortcut.keys);
  expect(new Set(keys).size).toBe(keys.length);
});

test('the reference page has every key, and no other', () => {
  const page = readFileSync(new URL('../../../../docs/reference/screen.md', import.meta.url), 'utf8');
  const [, table = ''] = page.split('| Key | What it does |\n| --- | --- |\n');
  const rows = table.slice(0, table.indexOf('\n\n')).split('\n');
  const shown = (keys: string) =>
    keys
      .split(' ')
      .map((key) => (key === 'Escape' ? 'Esc' : key.toUpperCase()))
      .join(' ');
  expect(rows).toEqual(Object.values(shortcuts).map(({ keys, does }) => `| ${shown(keys)} | ${does} |`));
});
