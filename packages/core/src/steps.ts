/** Work in steps of a few milliseconds, so that others of the same thread have their turn in between. */
export type Steps<T> = Generator<undefined, T>;

/** All of them at once. */
export function drained<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** All of them; everything else that waits has its turn after each. */
export async function inTurns<T>(steps: Steps<T>): Promise<T> {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    // biome-ignore lint/style/noRestrictedGlobals: nothing is timed here
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
}
