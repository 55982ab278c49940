import type { Waiting } from '@uraniborg/core';
import type { GuideDirection } from '../camera.ts';
import type { IndiLink } from './indiLink.ts';

const axes = {
  north: ['TELESCOPE_TIMED_GUIDE_NS', 'TIMED_GUIDE_N', 'TIMED_GUIDE_S'],
  south: ['TELESCOPE_TIMED_GUIDE_NS', 'TIMED_GUIDE_S', 'TIMED_GUIDE_N'],
  west: ['TELESCOPE_TIMED_GUIDE_WE', 'TIMED_GUIDE_W', 'TIMED_GUIDE_E'],
  east: ['TELESCOPE_TIMED_GUIDE_WE', 'TIMED_GUIDE_E', 'TIMED_GUIDE_W'],
} as const;

/**
 * A guide pulse of a mount, or of a camera's own port, and its end: mounts are Busy for as long as it lasts, camera
 * ports say Ok at once, so the time is awaited as well. A pulse cannot be called back; it is short.
 */
export async function guidePulse(
  link: IndiLink,
  direction: GuideDirection,
  ms: number,
  { clock, signal }: Waiting,
): Promise<void> {
  const [property, element, opposite] = axes[direction];
  signal.throwIfAborted();
  const undisturbed = { clock, signal: new AbortController().signal };
  const over = clock.now() + ms;
  await link.begin(property, { [element]: Math.round(ms), [opposite]: 0 }, undisturbed);
  await link.until(
    () => (link.vector(property)?.state === 'Busy' ? undefined : true),
    'the guide pulse to end',
    ms + 10_000,
    undisturbed,
  );
  if (clock.now() < over) await clock.sleep(over - clock.now());
  signal.throwIfAborted();
}
