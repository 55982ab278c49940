import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

// V8 counts shared memory to no thread. This one makes so little else that nothing would ever make it look for what has
// been handed over and forgotten: images would stay in memory by the hundred.
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

let isDue = false;

/** Forgets what this thread does not need any more, when it has done what it is at: of its few objects, in a millisecond or so. */
export function collectSoon(): void {
  if (isDue) return;
  isDue = true;
  // biome-ignore lint/style/noRestrictedGlobals: nothing is timed here
  setImmediate(() => {
    isDue = false;
    collect();
  });
}
