import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { shortcuts } from './shortcuts.ts';

test('no two things have one key', () => {
  const keys = Object.values(shortcuts).map((shortcut) => shortcut.keys);
  expect(new Set(keys).size).toBe(keys.length);
});

test('the reference page has every key, and no other', () => {
  const page = readFileSync(new URL('../../../../docs/reference/screen.md', import.meta.url), 'utf8');
  const [, section = ''] = page.split('\n## Keys\n');
  const cells = section
    .slice(0, section.indexOf('\n## '))
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map((line) =>
      line
        .split('|')
        .map((cell) => cell.trim())
        .slice(1, 3),
    );
  const shown = (keys: string) =>
    keys
      .split(' ')
      .map((key) => (key === 'Escape' ? 'Esc' : key.toUpperCase()))
      .join(' ');
  expect(cells).toEqual(Object.values(shortcuts).map(({ keys, does }) => [shown(keys), does]));
});
