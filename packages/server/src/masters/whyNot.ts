import type { Master, MasterKind } from '@uraniborg/api';

/** What a master is held against: a frame, or what would be taken now. Null, or left out, is not known. */
export type Wanted = Pick<Master, 'camera' | 'filter' | 'seconds' | 'gain' | 'offset' | 'temperature' | 'bin'> & {
  readonly width: number | null;
  readonly height: number | null;
  readonly planes: number;
  readonly origin?: { readonly x: number; readonly y: number } | undefined;
};

/** Degrees by which the sensor may have been warmer or colder, and the part by which an exposure may differ. */
const WARMER = 2.5;
const LONGER = 0.02;

/**
 * Why a master does not fit a frame, in words that end a sentence ("it is of ..."); empty when it does. What either of
 * them does not say is not held against it.
 */
export function whyNot(master: Master & Pick<Wanted, 'origin'>, wanted: Wanted): string[] {
  const why: string[] = [];
  const asks = needs[master.kind];
  const size = (width: number | null, height: number | null) => `${width} × ${height} pixels`;
  if (
    (wanted.width !== null && master.width !== wanted.width) ||
    (wanted.height !== null && master.height !== wanted.height)
  )
    why.push(`it is of ${size(master.width, master.height)}, not ${size(wanted.width, wanted.height)}`);
  else if (master.planes !== wanted.planes && asks.has('planes'))
    why.push(master.planes === 1 ? 'it has no colours' : 'it is in colour');
  else if (
    master.origin &&
    wanted.origin &&
    (master.origin.x !== wanted.origin.x || master.origin.y !== wanted.origin.y)
  )
    why.push('it is of another part of the sensor');
  const differs = (what: 'camera' | 'filter' | 'gain' | 'offset' | 'bin') => {
    const [a, b] = [master[what], wanted[what]];
    return asks.has(what) && a !== null && b !== null && a !== b;
  };
  if (differs('camera')) why.push(`it is of the camera ${master.camera}, not ${wanted.camera}`);
  if (differs('bin')) why.push(`it is binned ${master.bin}, not ${wanted.bin}`);
  if (differs('filter')) why.push(`it is of the filter ${master.filter}, not ${wanted.filter}`);
  const apart = (what: 'seconds' | 'temperature', most: number) => {
    const [a, b] = [master[what], wanted[what]];
    return asks.has(what) && a !== null && b !== null && Math.abs(a - b) > most;
  };
  if (apart('seconds', LONGER * (wanted.seconds ?? 0)))
    why.push(`it is of ${master.seconds} s, not ${wanted.seconds} s`);
  if (differs('gain')) why.push(`its gain is ${master.gain}, not ${wanted.gain}`);
  if (differs('offset')) why.push(`its offset is ${master.offset}, not ${wanted.offset}`);
  if (apart('temperature', WARMER))
    why.push(`it was taken at ${shown(master.temperature)} °C, not ${shown(wanted.temperature)} °C`);
  return why;
}

const shown = (degrees: number | null) => String(Math.round((degrees ?? 0) * 10) / 10).replace('-', '−');

type Need = 'camera' | 'filter' | 'seconds' | 'gain' | 'offset' | 'temperature' | 'bin' | 'planes';

const dark = new Set<Need>(['camera', 'planes', 'bin', 'seconds', 'gain', 'offset', 'temperature']);
/** What of a frame each kind depends on, beside its size. */
const needs: Record<MasterKind, ReadonlySet<Need>> = {
  dark,
  darkFlat: dark,
  bias: new Set<Need>(['camera', 'planes', 'bin', 'gain', 'offset']),
  flat: new Set<Need>(['camera', 'planes', 'bin', 'filter']),
  badPixels: new Set<Need>(['camera', 'planes', 'bin']),
};
