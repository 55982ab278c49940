import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sampleState } from '../testing/sampleState.ts';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { type Profile, readProfile, writeProfile } from './profile.ts';

const sample: Profile = {
  version: 1,
  equipment: { camera: 'alpaca://127.0.0.1:1/camera/0' },
  capture: sampleState.capture,
};

test('comes back as it was written; where there is none there is none', async () => {
  const file = join(temporaryFolder(), 'profile.json');
  expect(await readProfile(file)).toBeUndefined();
  await writeProfile(file, sample);
  expect(await readProfile(file)).toEqual(sample);
});

test('what is wrong in it is named, with the file', async () => {
  const file = join(temporaryFolder(), 'profile.json');
  writeFileSync(file, '{ "version": 1,');
  await expect(readProfile(file)).rejects.toThrow(/profile.json is not JSON; mend it/);
  writeFileSync(file, JSON.stringify({ ...sample, capture: { ...sample.capture, seconds: -3 } }));
  await expect(readProfile(file)).rejects.toThrow(/profile.json, "capture.seconds" must be at least 0/);
});
