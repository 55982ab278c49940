import type { Place, ProfileOptions } from '@uraniborg/api';
import type { StateStore } from './stateStore.ts';

/** Where the observatory stands, by the word of whoever the profile believes. */
export interface PlaceKeeper {
  /** The profile, or its options, have changed. */
  begin(): void;
  /** Somebody says where it is. */
  heard(from: 'mount' | 'gps', place: Place): void;
}

/** The last place of a GPS receiver counts again when it has moved by more than its noise: about 100 m. */
const NOISE_DEGREES = 0.001;

export function placeKeeper(store: StateStore, options: () => ProfileOptions): PlaceKeeper {
  return {
    begin() {
      const { site } = options();
      store.change({ place: site && { ...site } });
    },
    heard(from, place) {
      const { siteFrom, site } = options();
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
