import type { FrameSet, FrameSummary } from '@uraniborg/api';
import { useEffect, useState } from 'react';
import { command } from '../observatory/command.ts';
import { useFiled } from './useFiled.ts';

/** The frames that a series counts together with one, whatever the list leaves out; null while it is not known. */
export function useSet({ id, verdict }: Pick<FrameSummary, 'id' | 'verdict'>): FrameSet | null {
  const [known, setKnown] = useState<{ id: string; set: FrameSet | null } | null>(null);
  const filed = useFiled();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a frame has come, or a verdict
  useEffect(() => {
    let current = true;
    command('library.set', { frame: id }).then(
      ({ set }) => current && setKnown({ id, set }),
      // The list says when nothing can be asked.
      () => current && setKnown(null),
    );
    return () => {
      current = false;
    };
  }, [id, verdict, filed]);
  return known?.id === id ? known.set : null;
}
