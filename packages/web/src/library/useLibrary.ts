import type { LibraryFilter } from '@uraniborg/api';
import { useEffect, useMemo, useState } from 'react';
import { useObservatory } from '../observatory/observatory.ts';
import { type LibraryPages, libraryPages } from './libraryPages.ts';

/** Frames come by the second at most: that often the list is looked through anew. */
const REFRESH_MS = 400;

/** The library under a filter, kept current as frames come, are measured and are judged. */
export function useLibrary(filter: LibraryFilter): LibraryPages {
  const [, count] = useState(0);
  const key = JSON.stringify(filter);
  const pages = useMemo(
    () => libraryPages(JSON.parse(key) as LibraryFilter, () => count((before) => before + 1)),
    [key],
  );
  const frames = useObservatory((state) => state.frames);
  useEffect(() => {
    void pages.refresh();
  }, [pages]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the newest frames have changed, or what is said of any
  useEffect(() => {
    if (!pages.overview()) return;
    const timer = setTimeout(() => void pages.refresh(), REFRESH_MS);
    return () => clearTimeout(timer);
  }, [frames, pages]);
  return pages;
}
