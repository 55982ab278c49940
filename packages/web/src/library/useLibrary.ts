import type { LibraryFilter } from '@uraniborg/api';
import { useEffect, useMemo, useState } from 'react';
import { type LibraryPages, libraryPages } from './libraryPages.ts';
import { useFiled } from './useFiled.ts';

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
  const filed = useFiled();
  useEffect(() => {
    void pages.refresh();
  }, [pages]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the newest frames have changed, or what is said of any
  useEffect(() => {
    if (!pages.overview()) return;
    const timer = setTimeout(() => void pages.refresh(), REFRESH_MS);
    return () => clearTimeout(timer);
  }, [filed, pages]);
  return pages;
}
