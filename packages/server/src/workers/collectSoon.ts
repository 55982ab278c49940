import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

// V8 counts shared memory to no thread, so that nothing makes one look for what it has forgotten of it: images would stay in
// memory by the hundred.
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as (what: { type: 'major' | 'minor' }) => void;

/** A frame of a video is not worth it. */
const WORTH_BYTES = 16 << 20;
/** By then a frame has usually been measured and filed: until then it would take a core away from that. */
const LATER_MS = 300;
const MUCH_LATER_MS = 1000;
/** Between the jobs of one frame there is less, between two frames mostly more. */
const IDLE_MS = 50;

let forgotten = 0;
let isDue = false;

/**
 * Lets go of the shared memory that this thread does not refer to any more, in a moment: tens of milliseconds of a thread
 * that nobody waits for.
 * @param bytes of it that have just been forgotten. Default: many
 */
export function collectSoon(bytes = WORTH_BYTES): void {
  forgotten += bytes;
  if (forgotten >= WORTH_BYTES) later('major', LATER_MS);
}

/** The same of what this thread has had only for a moment: a millisecond or two. */
export function collectYoungSoon(): void {
  later('minor', MUCH_LATER_MS);
}

/**
 * The same when this thread has had nothing to do for a moment. To look through all that it has would make its next frame
 * half as slow again: V8 forgets then, too, what it has learnt of the code.
 */
export function collectWhenIdle(): void {
  // biome-ignore lint/style/noRestrictedGlobals: nothing that happens depends on this time
  idle ??= setTimeout(() => collect({ type: 'minor' }), IDLE_MS).unref();
  idle.refresh();
}

let idle: NodeJS.Timeout | undefined;

function later(type: 'major' | 'minor', ms: number): void {
  if (isDue) return;
  isDue = true;
  // biome-ignore lint/style/noRestrictedGlobals: nothing that happens depends on this time
  setTimeout(() => {
    isDue = false;
    forgotten = 0;
    collect({ type });
  }, ms).unref();
}
