import { freemem } from 'node:os';
import { basename, join } from 'node:path';
import { InvalidInput, type Pixels } from '@uraniborg/core';
import { cardText, encodeFitsChunks, type Frame } from '@uraniborg/formats/fits';
import { version } from '../../version.ts';
import type { WorkerPool } from '../../workers/workerPool.ts';
import { FEWEST_STARS, type Placing, placesOn } from './placesOn.ts';
import type { Recipe } from './prepareFrame.ts';
import { stackHeader } from './stackHeader.ts';
import type { PlacedFrame, PreparedFrame, StackJobs } from './stackJobs.ts';
import { recipeOf } from './stackRecipe.ts';
import type { StackedFile, StackListener, StackRequest } from './stackRequest.ts';
import { writeWhole } from './writeWhole.ts';

/** Bytes of the rows of all frames that a worker holds at a time. */
const BAND_BYTES = 32 << 20;
/** At least, of each worker. */
const BANDS = 6;
/** Preparing a frame takes about as long as its share of the stacking. */
const PREPARING = 0.6;

/** A request, a folder that is there for frames that do not fit into memory, and how many workers there are. */
export type StackWork = StackRequest & { readonly scratch: string; readonly threads: number };

/** What stackFiles does once its workers are there. */
export async function stackWork(
  request: StackWork,
  workers: WorkerPool<StackJobs>,
  listener: StackListener,
): Promise<StackedFile> {
  const { files, out, method } = request;
  const { remarks, ...recipe } = await recipeOf(request);
  const tell = progress(listener);
  const prepared: Prepared[] = [];
  const placeOf = placesOf(prepared);
  let ready = 0;
  await prepareAll(request, recipe, workers, (index, one) => {
    prepared[index] = one;
    // While the workers are busy with the others.
    if ((request.align ?? true) && index > 0) placeOf(index);
    tell('Finding the stars', (PREPARING * ++ready) / files.length);
  });
  const placed = placeAll(request, prepared, placeOf, listener);
  if (placed.length < 2) throw new InvalidInput('Fewer than two frames lie on each other: there is nothing to stack');
  const [reference] = placed;
  const { width, height, planes } = (reference as Placed).frame;
  const data = new Float32Array(new SharedArrayBuffer(4 * width * height * planes));
  const pixels: Pixels<Float32Array> = { width, height, planes, data };
  const most = Math.floor(BAND_BYTES / (4 * width * placed.length));
  // Several for each worker, so that they end together.
  const rows = Math.max(1, Math.min(most, Math.ceil(height / (BANDS * request.threads))));
  const frames = placed.map(({ frame, similarity, offsets, factors }) => ({ frame, similarity, offsets, factors }));
  let [values, rejected, done] = [0, 0, 0];
  const header = stackHeader(
    {
      method,
      frames: placed.map(({ path, header }) => ({ name: basename(path), header })),
      debayered: planes === 3,
      aligned: request.align ?? true,
      software: `Uraniborg ${version}`,
      remarks,
    },
    listener.clock,
  );
  const bands = Array.from({ length: Math.ceil(height / rows) }, async (_, band) => {
    const [begin, end] = [band * rows, Math.min(height, (band + 1) * rows)];
    const answer = await workers.run('band', { frames, method, begin, end, to: pixels });
    values += answer.values;
    rejected += answer.rejected;
    done += end - begin;
    tell('Stacking', PREPARING + ((1 - PREPARING) * done) / height);
  });
  for (const band of bands) band.catch(() => undefined);
  const made = (end: number) => Promise.all(bands.slice(0, Math.ceil(end / rows)));
  await writeWhole(out, piecesOf({ pixels, header }, made));
  return { path: out, count: placed.length, refused: files.length - placed.length, rejected: rejected / values };
}

/** Whole blocks of FITS, about a megabyte. */
const PIECE_BYTES = 364 * 2880;

/** The file of a stack, each piece as soon as its rows are there: the first are on the disk when the last are made. */
async function* piecesOf(
  stack: Frame & { readonly pixels: Pixels<Float32Array> },
  made: (end: number) => Promise<unknown>,
): AsyncGenerator<Uint8Array> {
  const { width, height } = stack.pixels;
  const pieces = encodeFitsChunks(stack, { chunkBytes: PIECE_BYTES });
  for (let end = 0; ; end += PIECE_BYTES) {
    await made(Math.min(height, Math.ceil(end / (4 * width))));
    const { value, done } = pieces.next();
    if (done) return;
    yield value;
  }
}

type Prepared = PreparedFrame | { readonly refused: string };

/** Each frame as soon as a worker is free; one that cannot be read is refused, not the whole stack. */
async function prepareAll(
  { files, align = true, memory, scratch, threads }: StackWork,
  recipe: Recipe,
  workers: WorkerPool<StackJobs>,
  onDone: (index: number, prepared: Prepared) => void,
): Promise<void> {
  const left = new BigInt64Array(new SharedArrayBuffer(8));
  left[0] = BigInt(Math.floor(memory ?? freemem() / 2));
  let next = 0;
  const one = async () => {
    for (let index = next++; index < files.length; index = next++) {
      const path = files[index] ?? '';
      const prepared = await workers
        .run('prepare', path, recipe, { align, left, scratch: join(scratch, String(index)) })
        .catch((error: unknown) => {
          if (error instanceof InvalidInput) return { refused: error.message.replace(`${path}: `, '') };
          throw error;
        });
      onDone(index, prepared);
    }
  };
  await Promise.all(Array.from({ length: threads }, one));
}

/** Where the stars of a frame say that it lies on the first; undefined while they are not known. */
function placesOf(prepared: readonly Prepared[]): (index: number) => Placing | undefined {
  const known: Placing[] = [];
  let placeOf: ReturnType<typeof placesOn> | undefined;
  return (index) => {
    const [reference, one] = [prepared[0], prepared[index]];
    if (!reference || !one || 'refused' in reference || 'refused' in one) return undefined;
    placeOf ??= placesOn(reference.stars);
    known[index] ??= placeOf(one.stars);
    return known[index];
  };
}

interface Placed extends PlacedFrame {
  readonly path: string;
  readonly header: PreparedFrame['header'];
}

function placeAll(
  { files, method, align = true }: StackWork,
  prepared: readonly Prepared[],
  placeOf: (index: number) => Placing | undefined,
  { onPlaced, onRefused }: StackListener,
): Placed[] {
  const [reference] = prepared;
  if (!reference || 'refused' in reference)
    throw new InvalidInput(`The first frame, ${files[0]}, cannot be the reference: ${reference?.refused}`, 'files');
  if (align && reference.stars.length < FEWEST_STARS)
    throw new InvalidInput(
      `The first frame, ${files[0]}, shows ${reference.stars.length} stars; put one with more of them first`,
      'files',
    );
  return files.flatMap((path, index) => {
    const one = prepared[index] as Prepared;
    const place =
      'refused' in one
        ? one
        : one.frame.planes !== reference.frame.planes
          ? { refused: 'it is not of as many colours as the first frame' }
          : !align && (one.frame.width !== reference.frame.width || one.frame.height !== reference.frame.height)
            ? { refused: 'it is of another size than the first frame' }
            : index === 0 || !align
              ? { similarity: { a: 1, b: 0, tx: 0, ty: 0 }, rms: 0, matchedStars: reference.stars.length }
              : placeOf(index);
    if (!place || 'refused' in place || 'refused' in one) {
      onRefused(path, place && 'refused' in place ? place.refused : '');
      return [];
    }
    onPlaced(path, place);
    const level = (plane: number) => (reference.levels[plane] ?? 0) - (one.levels[plane] ?? 0);
    // A sum is of what was measured, the skies included; a dark has no sky.
    const type = cardText(one.header, 'IMAGETYP') ?? '';
    const asItIs = method.kind === 'sum' || /dark|bias/i.test(type);
    // Brighter light makes the shadows in a flat deeper in ADU: flats are multiplied to one level, skies are shifted.
    const isFlat = !asItIs && /flat/i.test(type);
    const ratio = (plane: number) => (reference.levels[plane] ?? 0) / (one.levels[plane] ?? 0);
    const offsets = one.levels.map((_, plane) => (asItIs || isFlat || !level(plane) ? 0 : level(plane)));
    const factors = one.levels.map((_, plane) => (isFlat && ratio(plane) > 0 && ratio(plane) < 1e6 ? ratio(plane) : 1));
    return [{ path, header: one.header, frame: one.frame, similarity: place.similarity, offsets, factors }];
  });
}

function progress({ clock, onProgress }: StackListener): (phase: string, fraction: number) => void {
  const began = clock.now();
  return (phase, fraction) => {
    const passed = (clock.now() - began) / 1000;
    const secondsLeft = fraction > 0.02 && passed > 1 ? (passed * (1 - fraction)) / fraction : undefined;
    onProgress({ phase, fraction, secondsLeft });
  };
}
