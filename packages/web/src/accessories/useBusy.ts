import type { Activity } from '@uraniborg/api';
import { useObservatory } from '../observatory/observatory.ts';

/** Whether something of a kind is going on: its controls wait until it is over or stopped. */
export function useBusy(kind: Activity['kind']): boolean {
  return useObservatory((state) => state.activities.some((activity) => activity.kind === kind)) ?? false;
}
