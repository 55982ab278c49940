import { expect, test } from 'vitest';
import { access, accessNeeded, mayDo } from './access.ts';
import { type CommandName, commands } from './commands.ts';

const names = Object.keys(commands) as CommandName[];

test('an observer moves nothing and changes nothing, but may stop everything', () => {
  const allowed = names.filter((name) => mayDo('observer', accessNeeded(name)));
  const looking =
    /^frame\.(stars?|trend|spectrum|statistics|inspect|collimation|photometry|colourBalance|calibrate)$|^library\.|^masters\.(match|sets)$/;
  expect(allowed.filter((name) => !looking.test(name)).sort()).toEqual([
    'profile.read',
    'sky.find',
    'sky.stars',
    'stop',
  ]);
  expect(names.filter((name) => looking.test(name)).every((name) => allowed.includes(name))).toBe(true);
});

test('an operator observes and leaves the rig and its profiles as they are', () => {
  const allowed = names.filter((name) => mayDo('operator', accessNeeded(name)));
  expect(allowed).toEqual(expect.arrayContaining(['capture.series', 'mount.slew', 'equipment.connect', 'stop']));
  expect(allowed.filter((name) => /^server\.|^profile\.(?!read)/.test(name))).toEqual([]);
});

test('an owner may do everything', () => {
  expect(names.every((name) => mayDo('owner', accessNeeded(name)))).toBe(true);
  expect(access.options.map((has) => mayDo(has, 'owner'))).toEqual([false, false, true]);
});
