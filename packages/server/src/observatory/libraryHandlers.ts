import type { Handlers } from '../http/commandRoutes.ts';
import type { FrameLibrary } from '../storage/frameLibrary.ts';

/** What performs the commands that look into the library. */
export function libraryHandlers(
  library: FrameLibrary,
): Pick<Handlers, 'library.overview' | 'library.set' | 'library.frames' | 'library.points' | 'library.find'> {
  return {
    'library.overview': async (wanted) => library.overview(wanted),
    'library.set': async ({ frame }) => ({ set: library.setOf(frame) }),
    'library.frames': async ({ offset, limit, ...wanted }) => ({ frames: library.page(wanted, offset, limit) }),
    'library.points': async ({ quantity, ...wanted }) => ({ points: library.points(wanted, quantity) }),
    'library.find': async ({ frame, ...wanted }) => library.find(wanted, frame),
  };
}
