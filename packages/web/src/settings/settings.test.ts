import { profileOptions } from '@uraniborg/api';
import { expect, test } from 'vitest';
import { changeTo, optionAt } from './optionPath.ts';
import { settingGroups } from './settings.ts';

const usual = profileOptions.parse({});
const all = settingGroups.flatMap(({ settings }) => settings);

test('every option of a profile has its line in the form, once', () => {
  const leaves = Object.entries(usual).flatMap(([name, value]) =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.keys(value).map((inner) => `${name}.${inner}`)
      : [name],
  );
  expect(all.map(({ at }) => at).sort()).toEqual(leaves.sort());
});

test('the form takes what the profile takes, and no more', () => {
  const takes = (at: (typeof all)[number]['at'], value: unknown): boolean => {
    const [name = '', inner] = at.split('.');
    return profileOptions.safeParse({ [name]: inner === undefined ? value : { [inner]: value } }).success;
  };
  for (const one of all) {
    if (one.kind === 'number') {
      expect(takes(one.at, one.min), `${one.at} ${one.min}`).toBe(true);
      expect(takes(one.at, one.max), `${one.at} ${one.max}`).toBe(true);
      expect(takes(one.at, one.max + 1), one.at).toBe(false);
      expect(takes(one.at, null), `${one.at} empty`).toBe(one.empty !== undefined);
    }
    if (one.kind === 'text') expect(takes(one.at, 'x'.repeat(one.longest + 1)), one.at).toBe(false);
    if (one.kind === 'choice') for (const { value } of one.choices) expect(takes(one.at, value), one.at).toBe(true);
    if (one.kind === 'toggle') expect(takes(one.at, true), one.at).toBe(true);
  }
});

test('an option is read and changed by its path', () => {
  expect(optionAt(usual, 'recovery.attempts')).toBe(3);
  expect(changeTo('recovery.attempts', 5)).toEqual({ recovery: { attempts: 5 } });
  expect(changeTo('observer', 'Tycho')).toEqual({ observer: 'Tycho' });
});
