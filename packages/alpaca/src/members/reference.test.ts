import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { referenceFolder, referencePages } from '../../scripts/buildReference.ts';
import { type DeviceType, deviceTypes } from '../deviceTypes.ts';
import { membersByPath } from '../memberIndex.ts';
import type { Default } from './row.ts';

test('the reference pages are what the table says (node packages/alpaca/scripts/buildReference.ts makes them)', () => {
  const pages = referencePages();
  expect(readdirSync(referenceFolder).sort()).toEqual([...pages.keys()].sort());
  for (const [name, text] of pages) expect(readFileSync(join(referenceFolder, name), 'utf8')).toBe(text);
});

test('every row of the table says what it is, and leans on rows that exist', () => {
  for (const type of Object.keys(deviceTypes) as DeviceType[])
    for (const { name, row } of membersByPath(type).values()) {
      expect([name, row.doc]).toEqual([name, expect.stringMatching(/^[A-Z].{10,}\.$/)]);
      const fallback: Default | undefined = row.default;
      if (typeof fallback !== 'object' || Array.isArray(fallback)) continue;
      const other = Object.values(fallback)[0];
      expect([name, other, membersByPath(type).has(String(other).toLowerCase())]).toEqual([name, other, true]);
    }
});
