import { useSyncExternalStore } from 'react';

/** What must be seen now: the toasts. Everything that happened is in the log. */
export interface Notice {
  id: number;
  level: 'info' | 'error';
  text: string;
}

const SHOWN_MS = { info: 5000, error: 15_000 };
/** The same sentence within this time is the same news: a refused command comes back as its answer and in the log. */
const SAME_MS = 4000;
const AT_MOST = 4;

let notices: readonly Notice[] = [];
let nextId = 1;
const lastSaid = new Map<string, number>();
const listeners = new Set<() => void>();

function show(next: readonly Notice[]): void {
  notices = next;
  for (const listener of listeners) listener();
}

export function notify(level: Notice['level'], text: string): void {
  const now = performance.now();
  if (now - (lastSaid.get(text) ?? Number.NEGATIVE_INFINITY) < SAME_MS) return;
  for (const [said, at] of lastSaid) if (now - at > SAME_MS) lastSaid.delete(said);
  lastSaid.set(text, now);
  const notice = { id: nextId++, level, text };
  show([...notices, notice].slice(-AT_MOST));
  setTimeout(() => dismiss(notice.id), SHOWN_MS[level]);
}

export function dismiss(id: number): void {
  if (notices.some((notice) => notice.id === id)) show(notices.filter((notice) => notice.id !== id));
}

export function useNotices(): readonly Notice[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => notices,
  );
}
