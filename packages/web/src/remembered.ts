import { useSyncExternalStore } from 'react';

/**
 * What this browser keeps for this person: night mode, layout, how images are shown. What belongs to the observatory
 * is in the server's state instead, where everybody sees the same.
 */
export interface Remembered<T> {
  get(): T;
  set(value: T): void;
  subscribe(listener: () => void): () => void;
}

/** A value under `uraniborg.<key>`; what is missing, unreadable or not accepted by `valid` is `fallback`. */
export function remembered<T>(key: string, fallback: T, valid: (value: unknown) => value is T): Remembered<T> {
  const listeners = new Set<() => void>();
  let current = read(`uraniborg.${key}`, fallback, valid);
  return {
    get: () => current,
    set(value) {
      current = value;
      try {
        localStorage.setItem(`uraniborg.${key}`, JSON.stringify(value));
      } catch {
        // Private windows may refuse; the value then lives as long as the page.
      }
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The same, forgotten with the page. */
export function passing<T>(initial: T): Remembered<T> {
  const listeners = new Set<() => void>();
  let current = initial;
  return {
    get: () => current,
    set(value) {
      current = value;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function read<T>(key: string, fallback: T, valid: (value: unknown) => value is T): T {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
    return valid(value) ? value : fallback;
  } catch {
    return fallback;
  }
}

/** The value, kept current in a component. */
export function useRemembered<T>(value: Remembered<T>): T {
  return useSyncExternalStore(value.subscribe, value.get);
}

export const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';
export const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
export const oneOf =
  <const T extends string>(...values: readonly T[]) =>
  (value: unknown): value is T =>
    values.includes(value as T);
