import type { CommandOutput, FrameSummary, LibraryFilter } from '@uraniborg/api';
import { command } from '../observatory/command.ts';

export type Overview = CommandOutput<'library.overview'>;

/** The frames of all nights under one filter, of which only what is looked at is here. */
export interface LibraryPages {
  /** null until it has come. */
  overview(): Overview | null;
  /** Why there is none. */
  failure(): string | null;
  count(): number;
  /** The frame at a place of the list, 0 for the newest; undefined while it is not here. */
  at(index: number): FrameSummary | undefined;
  /** Where a frame stands, if it is among those that are here; -1 otherwise. */
  indexOf(id: string): number;
  /** Those that are here, in order. */
  loaded(): FrameSummary[];
  /** Brings the frames between two places. */
  want(from: number, to: number): void;
  /** Settles with the frame at a place. */
  fetch(index: number): Promise<FrameSummary | undefined>;
  /** Asks again for everything that is in view: something has changed. */
  refresh(): Promise<void>;
}

const PAGE = 100;
/** 5000 frames: what lies farther from what is looked at is forgotten. */
const MOST_PAGES = 50;

export function libraryPages(filter: LibraryFilter, changed: () => void): LibraryPages {
  const pages = new Map<number, FrameSummary[]>();
  const underWay = new Map<number, Promise<void>>();
  let overview: Overview | null = null;
  let failure: string | null = null;
  let wanted = { from: 0, to: 0 };

  const load = (page: number): Promise<void> => {
    const known = underWay.get(page);
    if (known) return known;
    const asked = command('library.frames', { ...filter, offset: page * PAGE, limit: PAGE })
      .then(({ frames }) => {
        pages.set(page, frames);
        const middle = (wanted.from + wanted.to) / 2 / PAGE;
        const far = [...pages.keys()].sort((a, b) => Math.abs(b - middle) - Math.abs(a - middle));
        for (const key of far.slice(0, Math.max(0, pages.size - MOST_PAGES))) pages.delete(key);
      })
      .catch((error: unknown) => {
        failure = error instanceof Error ? error.message : String(error);
      })
      .finally(() => {
        underWay.delete(page);
        changed();
      });
    underWay.set(page, asked);
    return asked;
  };
  const between = (from: number, to: number): number[] => {
    const [first, last] = [Math.floor(from / PAGE), Math.floor(Math.max(from, to - 1) / PAGE)];
    return Array.from({ length: last - first + 1 }, (_, i) => first + i);
  };
  const at = (index: number) => pages.get(Math.floor(index / PAGE))?.[index % PAGE];

  return {
    overview: () => overview,
    failure: () => failure,
    count: () => overview?.nights.reduce((sum, { frames }) => sum + frames, 0) ?? 0,
    at,
    indexOf(id) {
      for (const [page, frames] of pages) {
        const place = frames.findIndex((frame) => frame.id === id);
        if (place >= 0) return page * PAGE + place;
      }
      return -1;
    },
    loaded: () => [...pages].sort(([a], [b]) => a - b).flatMap(([, frames]) => frames),
    want(from, to) {
      wanted = { from, to };
      for (const page of between(from, to)) if (!pages.has(page)) void load(page);
    },
    async fetch(index) {
      if (!at(index)) await load(Math.floor(index / PAGE));
      return at(index);
    },
    async refresh() {
      try {
        overview = await command('library.overview', filter);
        failure = null;
      } catch (error) {
        failure = error instanceof Error ? error.message : String(error);
      }
      const inView = new Set(between(wanted.from, wanted.to));
      // What is out of view is fetched anew when somebody comes there; what is in view stays until it is.
      for (const page of pages.keys()) if (!inView.has(page)) pages.delete(page);
      await Promise.all([...inView].map((page) => underWay.get(page)?.then(() => load(page)) ?? load(page)));
      changed();
    },
  };
}
