import { Aperture, Images, Plug, Telescope } from 'lucide-react';
import { useSyncExternalStore } from 'react';

/** The places of the night, in its order. What is not built yet is not here. */
export const places = [
  { id: 'equipment', name: 'Equipment', icon: Plug },
  { id: 'frame', name: 'Frame', icon: Aperture },
  { id: 'sky', name: 'Sky', icon: Telescope },
  { id: 'library', name: 'Library', icon: Images },
] as const;

export type PlaceId = (typeof places)[number]['id'];

const HOME: PlaceId = 'frame';

function placeInAddress(): PlaceId {
  const id = location.hash.slice(2);
  return places.find((place) => place.id === id)?.id ?? HOME;
}

/** The place is in the address, so that the back button works and a place can be bookmarked. */
export function goTo(place: PlaceId): void {
  if (placeInAddress() !== place) location.hash = `/${place}`;
}

export function usePlace(): PlaceId {
  return useSyncExternalStore((listener) => {
    addEventListener('hashchange', listener);
    return () => removeEventListener('hashchange', listener);
  }, placeInAddress);
}
