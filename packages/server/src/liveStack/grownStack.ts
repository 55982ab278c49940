import type { LiveStackOptions } from '@uraniborg/api';
import type { Pixels } from '@uraniborg/core';
import type { RunningStack, Similarity } from '@uraniborg/imaging';
import { type CountedFrame, joinedHistogram } from '../frames/countedFrame.ts';
import { scaleOf } from '../frames/storedPixels.ts';
import { type Placing, placesOn } from '../jobs/frames/placesOn.ts';
import type { PixelWorkers } from '../workers/pixelWorkers.ts';
import type { FrameShape } from './frameGate.ts';
import type { Ends } from './liveStackJobs.ts';
import type { Prepared } from './preparedFrame.ts';
import type { Sky } from './skyOf.ts';

/** The pixels of a stack that grows, and how frames get into it. */
export interface GrownStack {
  /** Frames in it. */
  readonly count: number;
  readonly canUndo: boolean;
  /** The stack as it is now: new memory after each change, so that what is being sent does not change. */
  readonly shown: Pixels<Float32Array>;
  /** The same as the screen gets it. */
  readonly stored: CountedFrame['stored'];
  /** Of the values that were laid, how many, and how many of them rejection has left out. */
  readonly values: number;
  readonly rejected: number;
  /** The signal-to-noise ratio over that of the first frame. */
  readonly gain: number;
  /** How a frame lies on the first one, by its stars. */
  readonly placeOf: (stars: Prepared['stars']) => Placing;
  readonly shapes: readonly FrameShape[];
  lay(frame: Prepared, similarity: Similarity): Promise<void>;
  /** Takes the last frame out; once. */
  undo(): Promise<void>;
}

export interface GrownStackOptions extends Pick<LiveStackOptions, 'method' | 'kappa'> {
  /** Bytes that may be used; without room for it nothing can be undone. */
  readonly memory: number;
}

/** Bytes of a row that a worker has in hand at a time. */
const BAND_BYTES = 4 << 20;
/** Of what is done to a whole picture: a few more than there are workers. */
const PARTS = 4;

/** An empty stack for frames like this one, which decides how large it is. */
export function grownStack(
  workers: Pick<PixelWorkers, 'run'>,
  first: Prepared,
  { method, kappa, memory }: GrownStackOptions,
): GrownStack {
  const { width, height, planes } = first.pixels;
  const size = width * height * planes;
  const floats = (length: number) => new Float32Array(new SharedArrayBuffer(4 * length));
  const shorts = (length: number) => new Uint16Array(new SharedArrayBuffer(2 * length));
  const rejects = method === 'kappaSigma';
  // Sum, count, squares, the last frame, and three pictures: the one on the screen, the one before and the next.
  const canKeepLast = memory > size * (4 + 2 + (rejects ? 4 : 0) + 4 + 3 * (4 + 2));
  const stack: RunningStack = {
    sum: floats(size),
    count: new Uint16Array(new SharedArrayBuffer(2 * size)),
    squares: floats(rejects ? size : 0),
    last: floats(canKeepLast ? size : 0),
  };
  const rows = Math.max(16, Math.floor(BAND_BYTES / (4 * width)));
  const bands = Array.from({ length: Math.ceil(height / rows) }, (_, i) => ({
    begin: i * rows,
    end: Math.min(height, (i + 1) * rows),
  }));
  const shapes: FrameShape[] = [];
  let shown: Pixels<Float32Array> = { width, height, planes, data: floats(0) };
  let stored: CountedFrame['stored'];
  let last: { values: number; rejected: number } | undefined;
  let [values, rejected, gain] = [0, 0, 0];

  /** A sum has the sky of all its frames. */
  const factor = (count: number) => (method === 'sum' ? count : 1);
  /** Made when the one before was shown: memory that the system has yet to find takes as long as the rest. */
  let spare: { floats: Float32Array; shorts: Uint16Array } | undefined;
  const next = (): Pixels<Float32Array> => {
    const data = spare?.floats ?? floats(size);
    return { ...shown, data };
  };
  const makeSpare = () => {
    if (!canKeepLast) return;
    const made = { floats: floats(size), shorts: shorts(size) };
    // Without it the next one is new.
    workers.run('liveTouch', [made.floats, made.shorts]).then(
      () => {
        spare = made;
      },
      () => undefined,
    );
  };
  /** Its picture and its noise, from what is in it now. */
  const finish = async (to: Pixels<Float32Array>, ends: readonly Ends[], count: number) => {
    const [least, most] = [Math.min(...ends.map(({ low }) => low)), Math.max(...ends.map(({ high }) => high))];
    const { low, high } = least > most ? { low: 0, high: 1 } : { low: least, high: most };
    const data = spare?.shorts ?? shorts(size);
    spare = undefined;
    const rows = (part: number) => Math.round((height * part) / PARTS);
    const parts = Array.from({ length: PARTS }, (_, part) => ({ begin: rows(part), end: rows(part + 1) }));
    const [skies, ...counts] = await Promise.all([
      workers.run('liveSky', to),
      ...parts.map((part) => workers.run('liveStore', to, data, { low, high }, part)),
    ]);
    shown = to;
    const counted = Array.from({ length: planes }, (_, plane) =>
      joinedHistogram(counts.flatMap((part) => part[plane] ?? [])),
    );
    stored = { pixels: { ...to, data }, scale: scaleOf(low, high), zero: low, range: 65_535, counted };
    gain = (meanNoise(first.skies) * factor(count)) / meanNoise(skies);
    makeSpare();
  };

  return {
    get count() {
      return shapes.length;
    },
    get canUndo() {
      return canKeepLast && last !== undefined;
    },
    get shown() {
      return shown;
    },
    get stored() {
      return stored;
    },
    get values() {
      return values;
    },
    get rejected() {
      return rejected;
    },
    get gain() {
      return gain;
    },
    placeOf: placesOn(first.stars),
    shapes,
    async lay({ pixels, skies, shape }, similarity) {
      const to = next();
      const offsets = first.skies.map(({ level }, plane) => {
        const offset = level - (skies[plane]?.level ?? level);
        return method === 'sum' || !Number.isFinite(offset) ? 0 : offset;
      });
      const rejection = first.skies.map(({ level, noise }) => ({ kappa, noise, sky: level }));
      const laying = {
        stack,
        shown: to,
        factor: factor(shapes.length + 1),
        pixels,
        similarity,
        offsets,
        ...(rejects && { rejection }),
      };
      const done = await Promise.all(bands.map((band) => workers.run('liveLay', { ...laying, ...band })));
      last = {
        values: done.reduce((sum, each) => sum + each.values, 0),
        rejected: done.reduce((sum, each) => sum + each.rejected, 0),
      };
      values += last.values;
      rejected += last.rejected;
      shapes.push(shape);
      await finish(to, done, shapes.length);
    },
    async undo() {
      if (!canKeepLast || !last) return;
      const to = next();
      const rowsOf = { stack, shown: to, factor: factor(shapes.length - 1) };
      const ends = await Promise.all(bands.map((band) => workers.run('liveUndo', { ...rowsOf, ...band })));
      values -= last.values;
      rejected -= last.rejected;
      last = undefined;
      shapes.pop();
      await finish(to, ends, shapes.length);
    },
  };
}

/** Of all planes. */
function meanNoise(skies: readonly Sky[]): number {
  return Math.sqrt(skies.reduce((sum, { noise }) => sum + noise * noise, 0) / skies.length);
}
