import type { Place, ProfileOptions } from '@uraniborg/api';
import type { StateStore } from './stateStore.ts';

/** Where the observatory stands, by the word of whoever the profile believes. */
export interface PlaceKeeper {
  /** Another profile is in use: what was heard counts no longer. */
  begin(): void;
  /** Its options have changed. */
  optionsChanged(): void;
  /** Somebody says where it is. */
  heard(from: 'mount' | 'gps', place: Place): void;
}

/** The last place of a GPS receiver counts again when it has moved by more than its noise: about 100 m. */
const NOISE_DEGREES = 0.001;

export function placeKeeper(store: StateStore, options: () => ProfileOptions): PlaceKeeper {
  let said: { mount?: Place; gps?: Place } = {};
  const take = () => {
    const { site, siteFrom } = options();
    const heard = siteFrom === 'profile' ? undefined : said[siteFrom];
    store.change({ place: heard ? { ...heard, name: site?.name || heard.name } : site && { ...site } });
  };
  return {
    begin() {
      said = {};
      take();
    },
    optionsChanged: take,
    heard(from, place) {
      const { siteFrom, site } = options();
      said = { ...said, [from]: place };
      if (siteFrom !== from) return;
      const now = store.state.place;
      const same =
        now !== null &&
        Math.abs(now.latitude - place.latitude) < NOISE_DEGREES &&
        Math.abs(now.longitude - place.longitude) < NOISE_DEGREES;
      if (!same) store.change({ place: { ...place, name: site?.name || place.name } });
    },
  };
}

/** A GPS receiver tells its place whenever it has one. */
export function followGps(store: StateStore, place: PlaceKeeper): void {
  const gps = store.state.devices.find(({ role, link }) => role === 'gps' && link === 'on');
  if (gps?.reading?.kind !== 'gps' || !gps.reading.fixed) return;
  const { latitude, longitude, elevation } = gps.reading;
  if (latitude !== null && longitude !== null)
    place.heard('gps', { name: gps.name, latitude, longitude, elevation: elevation ?? 0 });
}
