import { mkdir, rm } from 'node:fs/promises';
import { availableParallelism, freemem } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { AbortedError, type Clock, InvalidInput, type Pixels } from '@uraniborg/core';
import { cardText, encodeFitsChunks } from '@uraniborg/formats';
import { type BayerOrder, findBadPixels, type StackMethod } from '@uraniborg/imaging';
import { version } from '../../version.ts';
import { sharePixels } from '../../workers/sharePixels.ts';
import { type WorkerPool, workerPool } from '../../workers/workerPool.ts';
import { badPixelsOfFile } from './badPixelFile.ts';
import { demandFree } from './demandFree.ts';
import { FEWEST_STARS, placesOn } from './placesOn.ts';
import type { Recipe } from './prepareFrame.ts';
import { readFrame } from './readFrame.ts';
import { stackHeader } from './stackHeader.ts';
import type { PlacedFrame, PreparedFrame, StackJobs } from './stackJobs.ts';
import { writeWhole } from './writeFrame.ts';

export interface StackRequest {
  /** The first is the reference: all others are laid onto it. */
  readonly files: readonly string[];
  /** A FITS file, new. */
  readonly out: string;
  readonly method: StackMethod;
  /** Master dark, bias included, and master flat without its own dark. */
  readonly dark?: string | undefined;
  readonly flat?: string | undefined;
  /** Hot and dead pixels are mended: those of a map or another dark, by its path, or (true) found on the dark. */
  readonly badPixels?: string | boolean | undefined;
  /** Whether frames are laid onto the first by their stars; else pixel on pixel, as a master is made. Default true. */
  readonly align?: boolean | undefined;
  /** 'auto': as the header says. */
  readonly debayer?: BayerOrder | 'auto' | undefined;
  /** Bytes that frames may keep of the memory; the others wait on the disk. Default: half of what is free. */
  readonly memory?: number | undefined;
  readonly threads?: number | undefined;
}

export interface StackListener {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: { phase: string; fraction: number; secondsLeft: number | undefined }) => void;
  readonly onPlaced: (path: string, place: { rms: number; matchedStars: number; similarity: object }) => void;
  readonly onRefused: (path: string, why: string) => void;
}

export interface StackedFile {
  readonly path: string;
  readonly count: number;
  readonly refused: number;
  /** Fraction of the values that rejection left out. */
  readonly rejected: number;
}

/** Bytes of the rows of all frames that a worker holds at a time. */
const BAND_BYTES = 32 << 20;
/** Preparing a frame takes about as long as its share of the stacking. */
const PREPARING = 0.6;

/**
 * Calibrates, registers and stacks frames into one of 32-bit floating point, on all cores. Memory is bounded whatever
 * their number: frames that do not fit wait in a folder beside the result, which is gone at the end.
 *
 * @throws InvalidInput fewer than two frames lie on each other, masters that do not fit, or the name is taken
 * @throws StorageError a file is not there, the disk is full ...
 * @throws AbortedError when the signal aborts; nothing is left behind
 */
export async function stackFiles(request: StackRequest, listener: StackListener): Promise<StackedFile> {
  const { files, out } = request;
  const { signal } = listener;
  if (files.length < 2) throw new InvalidInput('A stack needs at least two frames', 'files');
  await demandFree(out);
  signal.throwIfAborted();
  const scratch = join(dirname(out), `.${basename(out)}.${process.pid}.frames`);
  const threads = request.threads ?? Math.max(1, Math.min(8, availableParallelism()));
  const workers = workerPool<StackJobs>(new URL('./stackWorker.ts', import.meta.url), threads);
  const stop = () => void workers.close();
  signal.addEventListener('abort', stop, { once: true });
  try {
    await mkdir(scratch, { recursive: true });
    return await work({ ...request, scratch, threads }, workers, listener);
  } catch (error) {
    throw signal.aborted ? new AbortedError('interrupted') : error;
  } finally {
    signal.removeEventListener('abort', stop);
    await workers.close();
    await rm(scratch, { recursive: true, force: true });
  }
}

type Work = StackRequest & { readonly scratch: string; readonly threads: number };

async function work(request: Work, workers: WorkerPool<StackJobs>, listener: StackListener): Promise<StackedFile> {
  const { files, out, method } = request;
  const { remarks, ...recipe } = await recipeOf(request);
  const tell = progress(listener);
  const prepared = await prepareAll(request, recipe, workers, (done) =>
    tell('Finding the stars', (PREPARING * done) / files.length),
  );
  const placed = placeAll(request, prepared, listener);
  if (placed.length < 2) throw new InvalidInput('Fewer than two frames lie on each other: there is nothing to stack');
  const [reference] = placed;
  const { width, height, planes } = (reference as Placed).frame;
  const data = new Float32Array(new SharedArrayBuffer(4 * width * height * planes));
  const pixels: Pixels<Float32Array> = { width, height, planes, data };
  const rows = Math.max(1, Math.min(height, Math.floor(BAND_BYTES / (4 * width * placed.length))));
  const frames = placed.map(({ frame, similarity, offsets, factors }) => ({ frame, similarity, offsets, factors }));
  let [values, rejected, done] = [0, 0, 0];
  const bands = Array.from({ length: Math.ceil(height / rows) }, async (_, band) => {
    const [begin, end] = [band * rows, Math.min(height, (band + 1) * rows)];
    const answer = await workers.run('band', { frames, method, begin, end, to: pixels });
    values += answer.values;
    rejected += answer.rejected;
    done += end - begin;
    tell('Stacking', PREPARING + ((1 - PREPARING) * done) / height);
  });
  await Promise.all(bands);
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
  await writeWhole(out, encodeFitsChunks({ pixels, header }, { buffers: 3 }));
  return { path: out, count: placed.length, refused: files.length - placed.length, rejected: rejected / values };
}

async function recipeOf({
  dark,
  flat,
  badPixels,
  debayer,
  align,
}: StackRequest): Promise<Recipe & { remarks: string[] }> {
  if (badPixels === true && dark === undefined)
    throw new InvalidInput('Bad pixels are found on a dark: give one with --dark, or a map of them', 'dark');
  const masterDark = dark === undefined ? undefined : (await readFrame(dark)).pixels;
  const masterFlat = flat === undefined ? undefined : (await readFrame(flat)).pixels;
  const map =
    typeof badPixels === 'string'
      ? await badPixelsOfFile(badPixels)
      : badPixels && masterDark
        ? findBadPixels(masterDark)
        : undefined;
  return {
    ...(masterDark && { dark: await sharePixels(masterDark) }),
    ...(masterFlat && { flat: await sharePixels(masterFlat) }),
    ...(map && { badPixels: map }),
    // A master of a colour sensor is a mosaic as its frames are.
    ...(debayer !== undefined ? { debayer } : align === false && { debayer: 'raw' as const }),
    remarks: [
      ...(dark === undefined ? [] : [`dark ${basename(dark)}`]),
      ...(flat === undefined ? [] : [`flat ${basename(flat)}`]),
      ...(map ? [`${map.indices.length} bad pixels mended`] : []),
      ...(debayer === undefined ? [] : [`debayered, ${debayer}`]),
    ],
  };
}

type Prepared = PreparedFrame | { readonly refused: string };

/** Each frame as soon as a worker is free; one that cannot be read is refused, not the whole stack. */
async function prepareAll(
  { files, align = true, memory, scratch, threads }: Work,
  recipe: Recipe,
  workers: WorkerPool<StackJobs>,
  onDone: (count: number) => void,
): Promise<Prepared[]> {
  const room = new BigInt64Array(new SharedArrayBuffer(8));
  room[0] = BigInt(Math.floor(memory ?? freemem() / 2));
  const prepared: Prepared[] = [];
  let [next, done] = [0, 0];
  const one = async () => {
    for (let index = next++; index < files.length; index = next++) {
      const path = files[index] ?? '';
      prepared[index] = await workers
        .run('prepare', path, recipe, { align, room, scratch: join(scratch, String(index)) })
        .catch((error: unknown) => {
          if (error instanceof InvalidInput) return { refused: error.message.replace(`${path}: `, '') };
          throw error;
        });
      onDone(++done);
    }
  };
  await Promise.all(Array.from({ length: threads }, one));
  return prepared;
}

interface Placed extends PlacedFrame {
  readonly path: string;
  readonly header: PreparedFrame['header'];
}

function placeAll(
  { files, method, align = true }: Work,
  prepared: readonly Prepared[],
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
  const placeOf = placesOn(reference.stars);
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
              : placeOf(one.stars);
    if ('refused' in place || 'refused' in one) {
      onRefused(path, 'refused' in place ? place.refused : '');
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
