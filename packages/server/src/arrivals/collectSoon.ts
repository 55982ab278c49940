import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

// V8 counts shared memory to no thread. This one makes so little else that nothing would ever make it look for what has
// been handed over and forgotten: images would stay in memory by the hundred.
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** A frame of a video is not worth it. */
const WORTH_BYTES = 16 << 20;
/** By then a frame has usually been measured and filed: until then it would take a core away from that. */
const LATER_MS = 300;

let forgotten = 0;
let isDue = false;

/**
 * Forgets what this thread does not need any more, in a moment.
 * @param bytes of shared memory that it has just handed over. Default: many
 */
export function collectSoon(bytes = WORTH_BYTES): void {
  forgotten += bytes;
  if (isDue || forgotten < WORTH_BYTES) return;
  isDue = true;
  // biome-ignore lint/style/noRestrictedGlobals: nothing that happens depends on this time
  setTimeout(() => {
    isDue = false;
    forgotten = 0;
    collect();
  }, LATER_MS).unref();
}
