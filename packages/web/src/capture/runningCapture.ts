import type { Activity } from '@uraniborg/api';
import { run } from '../observatory/command.ts';
import { observatoryState, useObservatory } from '../observatory/observatory.ts';

const isCapture = ({ kind }: Activity): boolean => kind === 'capture';

/** The exposure, loop or series under way. */
export function useCapture(): Activity | undefined {
  return useObservatory((state) => state.activities.find(isCapture));
}

export async function stopCapture(): Promise<void> {
  const activity = observatoryState()?.activities.find(isCapture);
  if (activity) await run('stop', { activity: activity.id });
}
