import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { referenceFolder, referencePages } from '../../scripts/buildReference.ts';
import { memberErrors } from '../../scripts/memberErrors.ts';
import { type DeviceType, deviceTypes } from '../deviceTypes.ts';
import { memberParameters, membersByPath } from '../memberIndex.ts';
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

/** Settings and lists whose numbers the driver gives their meaning. */
const unitless =
  /^(?:(?:Gain|Offset)M(?:ax|in)|(?:Max)?Brightness|CalibratorOn|.*Switch.*|.*Async.*|CanWrite|StateChangeComplete)$/;
const unit =
  /degrees|seconds|hours|percent|pixels|metres|electrons|ADU|steps|hectopascals|lux|magnitudes|index|0-based|version|BinX|BinY/i;

test('whatever is a number says its unit, or what it counts', () => {
  let told = 0;
  for (const type of Object.keys(deviceTypes) as DeviceType[])
    for (const member of membersByPath(type).values()) {
      const parameters = memberParameters(member, member.row.access === 'readWrite');
      const types = [member.row.type, ...parameters.map((parameter) => parameter.type)];
      if (!types.some((each) => each && /^(?:int|double|axisRate)/.test(each)) || unitless.test(member.name)) continue;
      expect([type, member.name, member.row.doc]).toEqual([type, member.name, expect.stringMatching(unit)]);
      told++;
    }
  expect(told).toBeGreaterThan(100);
});

test('which refusals are right follows from the table', () => {
  const of = (type: DeviceType, name: string) => {
    const member = membersByPath(type).get(name.toLowerCase());
    return member && Object.fromEntries(memberErrors(member, type));
  };
  expect(of('telescope', 'Park')).toEqual({ notImplemented: 'unless CanPark' });
  expect(of('telescope', 'Tracking')).toMatchObject({
    notImplemented: expect.stringMatching(/unless CanSetTracking$/),
  });
  expect(of('telescope', 'SiteLatitude')).toEqual({ notImplemented: '', invalidValue: 'outside -90 to 90' });
  expect(of('telescope', 'SlewToTargetAsync')).toHaveProperty('valueNotSet');
  expect(of('camera', 'BinX')).toEqual({ invalidValue: 'outside 1 to MaxBinX' });
  expect(of('switch', 'GetSwitchValue')).toEqual({ invalidValue: 'Id is not 0 to MaxSwitch - 1' });
  expect(of('safetyMonitor', 'IsSafe')).toEqual({});
});

test('whatever takes a number, and is no time, may be told that it is out of range', () => {
  const free = ['NumX', 'NumY', 'StartX', 'StartY', 'DeclinationRate', 'RightAscensionRate'];
  for (const type of Object.keys(deviceTypes) as DeviceType[])
    for (const member of membersByPath(type).values()) {
      const takes = memberParameters(member, member.row.access === 'readWrite').map((parameter) => parameter.type);
      if (!takes.some((each) => each === 'int' || each === 'double') || free.includes(member.name)) continue;
      expect([type, member.name, [...memberErrors(member, type).keys()]]).toEqual([
        type,
        member.name,
        expect.arrayContaining(['invalidValue']),
      ]);
    }
});
