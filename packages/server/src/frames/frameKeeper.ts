import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { FrameSummary, ProfileOptions, Reading } from '@uraniborg/api';
import { InvalidInput, instantMs, type PixelArray, sentenceOf, type Waiting } from '@uraniborg/core';
import type { Exposed } from '@uraniborg/devices';
import { encodeFitsChunks, type FolderPart, frameFileName, frameFolder, frameHeader } from '@uraniborg/formats';
import type { CameraRole, FrameContext, FrameSink, Rig } from '@uraniborg/operations';
import { frameMemory } from '../storage/frameMemory.ts';
import { writeNewFile } from '../storage/writeNewFile.ts';
import type { PixelWorkers } from '../workers/pixelWorkers.ts';
import { sharePixels } from '../workers/sharePixels.ts';
import { asWanted } from './asWanted.ts';
import type { CountedFrame } from './countedFrame.ts';
import { countTogether } from './countTogether.ts';
import { frameFacts, nameFacts, weatherFacts } from './frameFacts.ts';

/** Takes every finished exposure: in memory always, on disk where it is to be kept. */
export interface FrameKeeper {
  readonly sink: FrameSink;
  /** Settles when everybody has been told of the frame: it is filed, or it could not be. */
  told(id: string): Promise<void>;
  /** The frame of that id, while it is in memory; its pixels are shared with the workers. */
  frame(id: string): CountedFrame | undefined;
  /** Its bytes as a FITS file, while it is in memory. */
  fits(id: string): Promise<{ name: string; bytes: Uint8Array } | undefined>;
  /**
   * Writes a frame that has no file yet.
   * @returns the name of the file
   * @throws InvalidInput it is no longer in memory; StorageError
   */
  save(id: string, waiting: Waiting): Promise<string>;
}

export interface KeeperParts {
  /** The folder under which frames are filed. */
  folder: string;
  /** The folders below it. Default: none. */
  folders?: readonly FolderPart[];
  rig: () => Rig;
  workers: PixelWorkers;
  /** What a person calls observatory, telescope and camera. Default: what the devices say. */
  options?: () => ProfileOptions;
  /** What the weather station said last. Default: there is none. */
  weather?: () => Reading | null | undefined;
  /** "Uraniborg 0.1.0": what SWCREATE says. */
  software: string;
  /** A frame is in memory; what is not needed to file it can begin. Default: nothing does. */
  onTaken?: (id: string) => void;
  /** Told of every frame, and again when it was filed or could not be. `path` where it has a file. */
  onFrame: (summary: FrameSummary, path: string | undefined, camera: CameraRole) => void;
  /** Whether an id has been given before. */
  isTaken?: (id: string) => boolean;
}

interface Kept extends CountedFrame {
  readonly summary: FrameSummary;
  readonly context: FrameContext;
  readonly exposed: Omit<Exposed, 'pixels'>;
}

export function frameKeeper(parts: KeeperParts): FrameKeeper {
  const memory = frameMemory<Kept>();
  /** Frames that are being filed. */
  const untold = new Map<string, Promise<void>>();
  let count = 0;

  const newId = (start: number) => {
    for (;;) {
      const id = `${Math.floor(start).toString(36)}-${(++count).toString(36)}`;
      if (!parts.isTaken?.(id)) return id;
    }
  };
  const remember = (kept: Kept, path: string | undefined) => {
    memory.put(kept.summary.id, kept, kept.summary.saveError !== null);
    parts.onFrame(kept.summary, path, kept.context.camera);
  };

  async function write(kept: Kept): Promise<string> {
    const facts = nameFacts(kept.exposed, kept.context);
    const folder = join(parts.folder, ...frameFolder(facts, parts.folders ?? []));
    /** Taken between our looking and our writing. */
    const lost = new Set<string>();
    const { native } = kept.exposed;
    const wanted = parts.options?.().files.format ?? 'fits';
    const format = holds(wanted, kept.pixels.data) ? wanted : 'fits';
    const beside = (name: string) => join(folder, `${name.slice(0, -format.length - 1)}${native?.extension}`);
    const isTaken = (name: string) =>
      lost.has(name) || existsSync(join(folder, name)) || (native !== undefined && existsSync(beside(name)));
    for (;;) {
      const name = frameFileName(facts, { extension: format }, isTaken);
      const path = join(folder, name);
      // The camera's own file first: a frame in the library says that all of it is there.
      if (!native || (await writeNewFile(beside(name), [native.bytes])))
        if (await writeNewFile(path, await contentOf(kept, format))) return path;
      lost.add(name);
    }
  }

  async function contentOf(kept: Kept, format: ProfileOptions['files']['format']): Promise<Iterable<Uint8Array>> {
    const frame = frameOf(kept);
    if (format === 'fits' || !frame) return encodeFitsChunks(kept);
    return [await parts.workers.run('encode', frame, `.${format === 'tif' ? 'tif' : 'fz'}`)];
  }

  async function writeAndTell(kept: Kept): Promise<Kept> {
    try {
      const path = await write(kept);
      const saved = { ...kept, summary: { ...kept.summary, fileName: basename(path), saveError: null } };
      remember(saved, path);
      return saved;
    } catch (error) {
      remember({ ...kept, summary: { ...kept.summary, saveError: sentenceOf(error) } }, undefined);
      throw error;
    }
  }

  return {
    async sink(taken, context, { clock }) {
      const shared = { ...taken, pixels: await clock.hold(sharePixels(taken.pixels)) };
      // What a person says of the camera is said of the main one.
      const wanted = context.camera === 'camera' ? parts.options?.().camera : undefined;
      const { exposed, divided } = wanted
        ? await clock.hold(asWanted(shared, wanted, parts.workers.run))
        : { exposed: shared, divided: 1 };
      const { pixels, ...settings } = exposed;
      const { statistics, histogram } = await clock.hold(countTogether(pixels, parts.workers.run));
      const { mount, guider, [context.camera]: camera } = parts.rig();
      const facts = frameFacts(exposed, context, {
        camera: camera?.connected ? camera.capabilities() : undefined,
        mount: mount?.connected ? mount.capabilities() : undefined,
        guider,
        range: statistics,
        now: clock.now(),
        divided,
        software: parts.software,
        options: parts.options?.(),
        weather: weatherFacts(parts.weather?.()),
      });
      const header = frameHeader(facts);
      const summary = summaryOf(newId(instantMs(exposed.start)), exposed, context, statistics);
      const native = parts.options?.().camera.keepNative ? exposed.native : undefined;
      const kept = { pixels, header, histogram, summary, exposed: { ...settings, native }, context };
      memory.put(summary.id, kept, context.keep);
      if (!context.keep) {
        parts.onTaken?.(summary.id);
        remember(kept, undefined);
        return { id: summary.id, fileName: undefined };
      }
      const filing = writeAndTell(kept);
      const settled = filing.then(
        () => void untold.delete(summary.id),
        () => void untold.delete(summary.id),
      );
      untold.set(summary.id, settled);
      parts.onTaken?.(summary.id);
      const saved = await clock.hold(filing);
      return { id: summary.id, fileName: saved.summary.fileName ?? undefined };
    },
    told: async (id) => await untold.get(id),
    frame: (id) => frameOf(memory.get(id)),
    async fits(id) {
      const kept = memory.get(id);
      const frame = frameOf(kept);
      if (!kept || !frame) return undefined;
      return { name: kept.summary.fileName ?? `${id}.fits`, bytes: await parts.workers.run('fits', frame) };
    },
    async save(id, { clock }) {
      const kept = memory.get(id);
      if (!kept) throw new InvalidInput('This frame is no longer in memory', 'frame');
      if (kept.summary.fileName !== null) return kept.summary.fileName;
      const saved = await clock.hold(writeAndTell(kept));
      return saved.summary.fileName ?? '';
    },
  };
}

/** Whether every value goes into such a file as it is. FITS holds all of them. */
function holds(format: ProfileOptions['files']['format'], data: PixelArray): boolean {
  if (data instanceof Uint8Array || data instanceof Uint16Array) return true;
  return format === 'fits.fz' ? data instanceof Int16Array || data instanceof Int32Array : data instanceof Float32Array;
}

/** Without what only the keeper needs: a worker would be sent a copy of it. */
const frameOf = (kept: Kept | undefined): CountedFrame | undefined =>
  kept && { pixels: kept.pixels, header: kept.header, histogram: kept.histogram };

function summaryOf(
  id: string,
  exposed: Exposed,
  context: FrameContext,
  { min, max, median, mad, mean }: FrameSummary['statistics'],
): FrameSummary {
  const { width, height, planes } = exposed.pixels;
  return {
    id,
    fileName: null,
    saveError: null,
    startedAt: instantMs(exposed.start),
    frameType: context.frameType,
    seconds: exposed.seconds,
    object: context.object,
    filter: context.filter ?? null,
    bin: exposed.bin.x,
    gain: exposed.gain ?? null,
    temperature: exposed.temperature ?? null,
    width,
    height,
    planes,
    area: { ...exposed.rectangle },
    ra: context.mount?.ra ?? null,
    dec: context.mount?.dec ?? null,
    statistics: { min, max, median, mad, mean },
    quality: null,
    verdict: null,
  };
}
