import { existsSync } from 'node:fs';
import { freemem } from 'node:os';
import { basename, join } from 'node:path';
import type { FrameSummary, LiveStackFrame, LiveStackOptions, LiveStackState } from '@uraniborg/api';
import { type Clock, InvalidInput, isAborted, sentenceOf, systemInstant } from '@uraniborg/core';
import { type Frame, frameFileName, frameFolder, type Header, type NameFacts } from '@uraniborg/formats';
import type { Similarity } from '@uraniborg/imaging';
import type { CountedFrame } from '../frames/countedFrame.ts';
import type { Placing } from '../jobs/frames/placesOn.ts';
import type { Recipe } from '../jobs/frames/prepareFrame.ts';
import { stackHeader } from '../jobs/frames/stackHeader.ts';
import type { ChosenMasters } from '../masters/mastersFor.ts';
import type { StateStore } from '../observatory/stateStore.ts';
import type { PixelWorkers } from '../workers/pixelWorkers.ts';
import { frameGate } from './frameGate.ts';
import { frameRoom } from './frameRoom.ts';
import { type GrownStack, grownStack } from './grownStack.ts';
import { type Prepared, preparedFrame } from './preparedFrame.ts';
import { NOTHING_STACKED } from './usualLiveStack.ts';

/** Frames stacked as they come. */
export interface LiveStack {
  /** Told of every light that was taken, as soon as it is in memory. */
  add(frame: Frame, summary: FrameSummary): void;
  set(change: Partial<LiveStackOptions>): void;
  start(): Promise<void>;
  stop(): Promise<void>;
  reset(): Promise<void>;
  /** @throws InvalidInput there is nothing that can be taken out */
  undo(): Promise<void>;
  /**
   * @returns the name of the file
   * @throws InvalidInput there is no stack; StorageError
   */
  save(): Promise<string>;
  /** The stack of that id, while it is the latest or the one before. */
  frame(id: string): CountedFrame | undefined;
  /** Settles when nothing is under way. */
  idle(): Promise<void>;
}

export interface LiveStackParts {
  workers: PixelWorkers;
  store: StateStore;
  clock: Clock;
  log: (level: 'info' | 'warning' | 'error', text: string) => void;
  /** Under which stacks are filed, by nights. */
  folder: string;
  /** Minutes that the site's clock is ahead of UTC. */
  utcOffsetMinutes: () => number;
  software: string;
  /** Where the masters are. */
  masters: string;
}

/** Frames that wait hold memory: beyond so many the oldest is left out. */
const MOST_WAITING = 3;
const SHOWN_FRAMES = 50;
const SHOWN_GROWTH = 500;
const IDENTITY: Similarity = { a: 1, b: 0, tx: 0, ty: 0 };

/** One stack, from its first frame on. */
interface Session {
  readonly first: { readonly frame: Frame; readonly summary: FrameSummary };
  readonly masters: ChosenMasters;
  readonly grown: GrownStack;
  /** What is in it: the header of each, cut down to what a stack's header says of it. */
  readonly within: { id: string; name: string; header: Header; seconds: number; startedAt: number }[];
  readonly options: LiveStackOptions;
  path: string | undefined;
  unsaved: number;
}

export function liveStack(parts: LiveStackParts): LiveStack {
  const { workers, store, clock, log } = parts;
  let session: Session | undefined;
  let waiting: { frame: Frame; summary: FrameSummary }[] = [];
  let work = Promise.resolve();
  let room = frameRoom();
  let stacks = 0;
  let isWarm = false;
  /** The latest picture and the one before, which somebody may still be fetching. */
  let pictures: { id: string; frame: CountedFrame }[] = [];

  const change = (to: Partial<LiveStackState>) => store.change({ liveStack: { ...store.state.liveStack, ...to } });
  /** One thing at a time, in the order in which it was asked for. */
  const inTurn = <T>(what: () => Promise<T>): Promise<T> => {
    const done = work.then(what);
    work = done.then(
      () => undefined,
      () => undefined,
    );
    return done;
  };

  const tell = (summary: FrameSummary, prepared: Prepared | undefined, refused: string | null) => {
    const { liveStack: now } = store.state;
    const told: LiveStackFrame = {
      frame: summary.id,
      startedAt: summary.startedAt,
      refused,
      stars: prepared?.shape.stars ?? null,
      hfd: prepared?.shape.hfd ?? null,
      eccentricity: prepared?.shape.eccentricity ?? null,
    };
    change({
      frames: [told, ...now.frames].slice(0, SHOWN_FRAMES),
      ...(refused === null ? {} : { refused: now.refused + 1 }),
    });
    if (refused !== null) log('warning', `Not stacked: ${refused}`);
  };

  const show = (of: Session) => {
    const { grown, first, within } = of;
    const seconds = within.reduce((sum, each) => sum + each.seconds, 0);
    const header = headerOf(of, parts.software, clock);
    const frame = { pixels: grown.shown, header, stored: grown.stored };
    const id = `stack-${Math.floor(clock.now()).toString(36)}-${(++stacks).toString(36)}`;
    pictures = [{ id, frame }, ...pictures].slice(0, 2);
    const { width, height, planes } = grown.shown;
    const newest = within.at(-1);
    change({
      accepted: grown.count,
      seconds,
      rejected: grown.values === 0 ? 0 : grown.rejected / grown.values,
      canUndo: grown.canUndo,
      message: '',
      frame: {
        ...first.summary,
        id,
        fileName: of.path === undefined ? null : basename(of.path),
        saveError: null,
        startedAt: newest?.startedAt ?? first.summary.startedAt,
        seconds,
        width,
        height,
        planes,
        quality: null,
        verdict: null,
      },
    });
  };

  const begin = async (frame: Frame, summary: FrameSummary, options: LiveStackOptions): Promise<Session | string> => {
    const masters = options.calibrate
      ? await workers.run('liveMasters', frame, parts.masters)
      : { recipe: {}, names: [] };
    const recipe: Recipe = { ...masters.recipe, debayer: options.debayer ? 'auto' : 'grey' };
    const mosaic = frame.pixels.planes === 1 && frame.header.some(({ keyword }) => keyword === 'BAYERPAT');
    const { debayer, ...plain } = recipe;
    const chosen = { ...masters, recipe: mosaic ? recipe : plain };
    const prepared = await preparedFrame(workers, frame, chosen.recipe, room);
    const placed = prepared.stars.length < 6 ? `it shows ${prepared.stars.length} stars; 6 are needed` : undefined;
    const why = placed ?? frameGate(prepared.shape, [], options.gate);
    if (why !== undefined) {
      tell(summary, prepared, why);
      return why;
    }
    const grown = grownStack(workers, prepared, { ...options, memory: freemem() / 2 });
    const made: Session = {
      first: { frame, summary },
      masters: chosen,
      grown,
      within: [],
      options,
      path: undefined,
      unsaved: 0,
    };
    change({ masters: [...masters.names] });
    await grown.lay(prepared, IDENTITY);
    accept(made, frame, summary, prepared);
    return made;
  };

  const accept = (to: Session, frame: Frame, summary: FrameSummary, prepared: Prepared) => {
    const header = frame.header.filter(({ keyword }) => keyword === 'EXPTIME' || keyword === 'DATE-OBS');
    to.within.push({
      id: summary.id,
      name: summary.fileName ?? summary.id,
      header,
      seconds: summary.seconds,
      startedAt: summary.startedAt,
    });
    to.unsaved++;
    tell(summary, prepared, null);
    change({ growth: [...store.state.liveStack.growth, to.grown.gain].slice(-SHOWN_GROWTH) });
    show(to);
  };

  const take = async (frame: Frame, summary: FrameSummary) => {
    const { running, options } = store.state.liveStack;
    if (!running) return;
    if (!session) {
      const begun = await begin(frame, summary, options);
      if (typeof begun !== 'string') session = begun;
      return;
    }
    const odd = unlike(summary, session.first.summary);
    if (odd !== undefined) {
      tell(summary, undefined, odd);
      return;
    }
    const prepared = await preparedFrame(workers, frame, session.masters.recipe, room);
    const bad = frameGate(prepared.shape, session.grown.shapes, options.gate);
    const place: Placing = bad === undefined ? session.grown.placeOf(prepared.stars) : { refused: bad };
    if ('refused' in place) {
      tell(summary, prepared, place.refused);
      return;
    }
    await session.grown.lay(prepared, place.similarity);
    accept(session, frame, summary, prepared);
    if (options.saveEvery > 0 && session.unsaved >= options.saveEvery) await write(session);
  };

  const takeNext = async () => {
    const next = waiting.shift();
    if (!next) return;
    try {
      await take(next.frame, next.summary);
    } catch (error) {
      if (isAborted(error)) return;
      // One frame that cannot be used, or one write that failed, does not end the stack.
      const why = sentenceOf(error);
      change({ message: why });
      log('error', `Live stack: ${why}`);
    }
  };

  const write = async (of: Session): Promise<string> => {
    const { grown, first, within } = of;
    const frame = { pixels: grown.shown, header: headerOf(of, parts.software, clock) };
    const { summary } = first;
    const facts: NameFacts = {
      frameType: 'light',
      object: summary.object === '' ? 'Stack' : `${summary.object} stack`,
      filter: summary.filter ?? undefined,
      seconds: within.reduce((sum, each) => sum + each.seconds, 0),
      bin: { x: summary.bin, y: summary.bin },
      start: systemInstant(summary.startedAt, 'start'),
      utcOffsetMinutes: parts.utcOffsetMinutes(),
    };
    const folder = join(parts.folder, ...frameFolder(facts, ['night']));
    if (of.path !== undefined) await workers.run('liveWrite', frame, of.path, true);
    const lost = new Set<string>();
    while (of.path === undefined) {
      const name = frameFileName(facts, {}, (tried) => lost.has(tried) || existsSync(join(folder, tried)));
      if (await workers.run('liveWrite', frame, join(folder, name), false)) of.path = join(folder, name);
      else lost.add(name);
    }
    of.unsaved = 0;
    const fileName = basename(of.path);
    const { frame: picture } = store.state.liveStack;
    if (session === of) change({ fileName, frame: picture && { ...picture, fileName } });
    return fileName;
  };

  const end = async () => {
    waiting = [];
    // Its memory is not needed until there is another stack.
    room = frameRoom();
    if (session && session.unsaved > 0 && session.options.saveEvery > 0) await write(session);
  };

  return {
    add(frame, summary) {
      if (!store.state.liveStack.running || summary.frameType !== 'light') return;
      waiting.push({ frame, summary });
      const late = waiting.length > MOST_WAITING ? waiting.shift() : undefined;
      if (late) tell(late.summary, undefined, 'frames come faster than they can be stacked');
      void inTurn(takeNext);
    },
    set(options) {
      change({ options: { ...store.state.liveStack.options, ...options } });
    },
    start: () =>
      inTurn(async () => {
        if (store.state.liveStack.running) throw new InvalidInput('A live stack is running already: stop or reset it');
        session = undefined;
        change({ ...NOTHING_STACKED, running: true });
        // While the first frame is being exposed.
        if (!isWarm) workers.runOnEach('liveWarm').catch(() => undefined);
        isWarm = true;
      }),
    stop: () =>
      inTurn(async () => {
        change({ running: false });
        await end();
      }),
    reset: () =>
      inTurn(async () => {
        await end();
        session = undefined;
        change(NOTHING_STACKED);
      }),
    undo: () =>
      inTurn(async () => {
        if (!session?.grown.canUndo) throw new InvalidInput('There is no frame that can be taken out of the stack');
        const gone = session.within.at(-1);
        const { frames, growth } = store.state.liveStack;
        const marked = frames.map((one) => (one.frame === gone?.id ? { ...one, refused: 'taken out by hand' } : one));
        if (session.grown.count === 1) {
          session = undefined;
          change({ ...NOTHING_STACKED, frames: marked });
          return;
        }
        await session.grown.undo();
        session.within.pop();
        session.unsaved++;
        change({ frames: marked, growth: growth.slice(0, -1) });
        show(session);
      }),
    save: () =>
      inTurn(async () => {
        if (!session) throw new InvalidInput('There is no live stack to save: start one, and take lights');
        return await write(session);
      }),
    frame: (id) => pictures.find((one) => one.id === id)?.frame,
    idle: () => work,
  };
}

/** Why a frame cannot be of the same stack, from what it was taken with. */
function unlike(frame: FrameSummary, first: FrameSummary): string | undefined {
  if (frame.filter !== first.filter) return `it was taken through ${frame.filter}, the stack through ${first.filter}`;
  if (frame.seconds !== first.seconds)
    return `it was exposed for ${frame.seconds} s, the stack's frames for ${first.seconds} s`;
  if (frame.gain !== first.gain) return `its gain is ${frame.gain}, that of the stack ${first.gain}`;
  const size = ({ width, height, planes }: FrameSummary) => `${width} × ${height}${planes === 3 ? ' in colour' : ''}`;
  return size(frame) === size(first) ? undefined : `it is ${size(frame)}, the stack is of ${size(first)}`;
}

function headerOf({ first, within, masters, options }: Session, software: string, clock: Clock): Header {
  const rest = within.slice(1).map(({ name, header }) => ({ name, header }));
  return stackHeader(
    {
      method: { kind: options.method },
      frames: [{ name: within[0]?.name ?? '', header: first.frame.header }, ...rest],
      debayered: masters.recipe.debayer !== undefined,
      software,
      remarks: masters.names.map((name) => `calibrated with ${name}`),
    },
    clock,
  );
}
