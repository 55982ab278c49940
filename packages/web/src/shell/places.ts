import { Aperture, Images, Plug, Settings, Telescope } from 'lucide-react';
import { useMemo, useSyncExternalStore } from 'react';

/** The places of the night, in its order. What is not built yet is not here. */
export const places = [
  { id: 'equipment', name: 'Equipment', icon: Plug },
  { id: 'frame', name: 'Frame', icon: Aperture },
  { id: 'sky', name: 'Sky', icon: Telescope },
  { id: 'library', name: 'Library', icon: Images },
  { id: 'settings', name: 'Settings', icon: Settings },
] as const;

export type PlaceId = (typeof places)[number]['id'];

const HOME: PlaceId = 'frame';

/** What the address says after "#/": the place, and where in it. */
function pathInAddress(): string {
  return location.hash.slice(2);
}

function placeInAddress(): PlaceId {
  const [id] = pathInAddress().split('/');
  return places.find((place) => place.id === id)?.id ?? HOME;
}

/** The place is in the address, so that the back button works and a place can be bookmarked. */
export function goTo(place: PlaceId, ...within: readonly string[]): void {
  const path = pathTo(place, within);
  if (pathInAddress() !== path) location.hash = `/${path}`;
}

/** The same in place of the address that is there, to which nobody wants to go back. */
export function settleAt(place: PlaceId, ...within: readonly string[]): void {
  location.replace(`#/${pathTo(place, within)}`);
}

function pathTo(place: PlaceId, within: readonly string[]): string {
  return [place, ...within.map(encodeURIComponent)].join('/');
}

function onAddress(listener: () => void): () => void {
  addEventListener('hashchange', listener);
  return () => removeEventListener('hashchange', listener);
}

export function usePlace(): PlaceId {
  return useSyncExternalStore(onAddress, placeInAddress);
}

/** Where in the place: what `goTo` was given after it. */
export function useWithin(): readonly string[] {
  const path = useSyncExternalStore(onAddress, pathInAddress);
  return useMemo(() => path.split('/').slice(1).map(decoded), [path]);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // typed by hand
  }
}
