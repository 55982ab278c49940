import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

// V8 counts shared memory to no thread. This one makes so little else that nothing would ever make it look for what has
// been handed over and forgotten: images would stay in memory by the hundred.
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** A frame of a video is not worth it. */
const WORTH_BYTES = 16 << 20;

let forgotten = 0;
let isDue = false;

/**
 * Forgets what this thread does not need any more, when it has done what it is at: of its few objects, in a millisecond or so.
 * @param bytes of shared memory that it has just handed over. Default: many
 */
export function collectSoon(bytes = WORTH_BYTES): void {
  forgotten += bytes;
  if (isDue || forgotten < WORTH_BYTES) return;
  isDue = true;
  // biome-ignore lint/style/noRestrictedGlobals: nothing is timed here
  setImmediate(() => {
    isDue = false;
    forgotten = 0;
    collect();
  });
}
