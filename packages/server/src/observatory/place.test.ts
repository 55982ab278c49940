import { type ProfileOptions, profileOptions } from '@uraniborg/api';
import { expect, test } from 'vitest';
import { sampleState } from '../testing/sampleState.ts';
import { placeKeeper } from './place.ts';
import { stateStore } from './stateStore.ts';

const hven = { name: 'mount', latitude: 55.9, longitude: 12.7, elevation: 40 };

function keeper(asked: Partial<ProfileOptions>) {
  const store = stateStore(sampleState);
  let options = profileOptions.parse(asked);
  const place = placeKeeper(store, () => options);
  place.begin();
  return {
    place,
    at: () => store.state.place,
    change(more: Partial<ProfileOptions>) {
      options = { ...options, ...more };
      place.optionsChanged();
    },
  };
}

test('an option that has nothing to do with it leaves the place that the mount has told', () => {
  const { place, at, change } = keeper({ siteFrom: 'mount' });
  place.heard('mount', hven);
  change({ observer: 'Tycho' });
  expect(at()).toMatchObject({ latitude: 55.9 });
  change({ siteFrom: 'gps' });
  expect(at()).toBeNull();
  place.heard('gps', { ...hven, latitude: 50.1 });
  expect(at()).toMatchObject({ latitude: 50.1 });
  change({ siteFrom: 'mount' });
  expect(at()).toMatchObject({ latitude: 55.9 });
});

test('with another profile what was heard counts no longer', () => {
  const { place, at } = keeper({ siteFrom: 'mount', site: { name: 'Hven', latitude: 1, longitude: 2, elevation: 3 } });
  place.heard('mount', hven);
  expect(at()).toMatchObject({ name: 'Hven', latitude: 55.9 });
  place.begin();
  expect(at()).toMatchObject({ name: 'Hven', latitude: 1 });
});
