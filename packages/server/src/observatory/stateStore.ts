import type { ObservatoryState } from '@uraniborg/api';

export type Part = keyof ObservatoryState;

/** The one state of the observatory. Its values are never changed in place, so that anybody may keep what they read. */
export interface StateStore {
  readonly state: ObservatoryState;
  /** Replaces whole top-level parts; what is equal by identity counts as unchanged. */
  change(parts: Partial<ObservatoryState>): void;
  /** Calls `listener` after each change with the parts that changed; the answer ends it. */
  watch(listener: (changed: readonly Part[]) => void): () => void;
}

export function stateStore(initial: ObservatoryState): StateStore {
  let state = initial;
  const listeners = new Set<(changed: readonly Part[]) => void>();
  return {
    get state() {
      return state;
    },
    change(parts) {
      const changed = (Object.keys(parts) as Part[]).filter((part) => parts[part] !== state[part]);
      if (changed.length === 0) return;
      state = { ...state, ...parts };
      for (const listener of listeners) listener(changed);
    },
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
