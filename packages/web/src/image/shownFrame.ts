import type { FrameImageFacts, FrameSummary, MasterMatch, OpenedFile } from '@uraniborg/api';
import { useSyncExternalStore } from 'react';
import { command } from '../observatory/command.ts';
import { observatoryState, onFoundAgain, subscribe as subscribeObservatory } from '../observatory/observatory.ts';
import type { FrameImage } from './frameImage.ts';
import { calibrated } from './imageLook.ts';

/**
 * The frame on the screen: the newest as it comes, or one that was picked. What is known of it and its preview are
 * fetched first; its tiles follow for what is looked at. When it is sharp the one wanted by then is next: a slow line
 * skips frames instead of falling behind.
 */
export interface Shown {
  /** The frame that `image` is of. */
  frame: FrameSummary | null;
  /** Under an id of its own when it is calibrated. */
  image: FrameImage | null;
  /** What of `image` is calibrated, and why not the rest; null when it is shown as it was taken. */
  calibration: MasterMatch | null;
  /**
   * One per plane of `image`, and then of red, green and blue where it is a mosaic; a bin for every stored value. Null
   * while they are on their way.
   */
  histograms: readonly Uint32Array[] | null;
  /** The frame on its way. */
  loading: string | null;
  /** Why the wanted frame cannot be shown. */
  failure: string | null;
  /** A frame that was picked; null follows the newest. */
  picked: FrameSummary | null;
  /** What is to be on the screen: `frame`, or what follows it in a moment. */
  wanted: FrameSummary | null;
  /** The file that `picked` is a frame of: it is not tonight's. */
  opened: OpenedFile | null;
}

let shown: Shown = {
  frame: null,
  image: null,
  calibration: null,
  histograms: null,
  loading: null,
  failure: null,
  picked: null,
  wanted: null,
  opened: null,
};
let failedId: string | null = null;
/** How `shown.frame` was asked for: see mastersNow. */
let shownWith = '';
/** Until when the shown frame keeps the line for its tiles. */
let settling: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();
/** Who knows what the next and the one before are, when another list than that of the newest is looked at. */
let stepper: ((by: 1 | -1) => void) | null = null;

/** So long the tiles of a frame may keep the next one waiting. */
const SETTLING_MS = 3000;

function update(change: Partial<Shown>): void {
  shown = { ...shown, ...change };
  for (const listener of listeners) listener();
}

/** What can be shown, the newest first. While frames are stacked as they come, that is the stack. */
function newest(): readonly FrameSummary[] {
  const state = observatoryState();
  if (!state) return [];
  const { frame, running } = state.liveStack;
  const isNewest = frame && (running || frame.startedAt >= (state.frames[0]?.startedAt ?? 0));
  return isNewest ? [frame, ...state.frames] : state.frames;
}

function wanted(): FrameSummary | undefined {
  const { picked } = shown;
  return picked ? (newest().find(({ id }) => id === picked.id) ?? picked) : newest()[0];
}

/** Which masters there are, where frames are to be calibrated: with others the same frame is another picture. */
function mastersNow(): string {
  if (!calibrated.get()) return '';
  return `with ${observatoryState()?.masters.list.map(({ file, takenAt }) => `${file} ${takenAt}`)}`;
}

function loadWanted(): void {
  const frame = wanted();
  if (frame && frame !== shown.wanted) update({ wanted: frame });
  if (!frame || shown.loading || frame.id === failedId) return;
  if (frame.id === shown.frame?.id && shownWith === mastersNow()) {
    // The summary may have changed: a preview that was saved has a file name now.
    if (frame !== shown.frame) update({ frame });
    return;
  }
  if (settling !== undefined && !shown.picked) return;
  void load(frame);
}

async function load(frame: FrameSummary): Promise<void> {
  const masters = mastersNow();
  update({ loading: frame.id });
  try {
    const calibration = masters === '' ? null : await calibrationOf(frame.id);
    const id = calibration?.frame ?? frame.id;
    const [facts, preview] = await Promise.all([factsOf(id), previewOf(id)]);
    shownWith = masters;
    failedId = null;
    clearTimeout(settling);
    settling = setTimeout(settled, SETTLING_MS);
    const image: FrameImage = { ...facts, id, preview };
    const told = newest().find((one) => one.id === frame.id) ?? frame;
    // The old ones stay for a moment: a plot that empties with every frame of a loop flickers.
    const histograms = shown.histograms?.length === histogramCount(image) ? shown.histograms : null;
    update({ loading: null, failure: null, image, calibration, histograms, frame: told });
    void histogramsOf(image).then(
      (mine) => {
        if (shown.image === image) update({ histograms: mine });
      },
      // The image is there all the same; the panel goes on waiting.
      () => undefined,
    );
  } catch (error) {
    failedId = frame.id;
    update({ loading: null, failure: error instanceof Error ? error.message : String(error) });
  }
  loadWanted();
}

/** What is wrong with the masters is no reason not to show the frame. */
async function calibrationOf(frame: string): Promise<MasterMatch & { frame: string | null }> {
  try {
    return await command('frame.calibrate', { frame });
  } catch (error) {
    return { frame: null, used: [], missing: [error instanceof Error ? error.message : String(error)] };
  }
}

/** The shown frame is as sharp as the screen: the line is free for the next. */
export function settled(): void {
  clearTimeout(settling);
  settling = undefined;
  loadWanted();
}

async function answerOf(id: string, what: string): Promise<Response> {
  const response = await fetch(`/api/v1/frames/${encodeURIComponent(id)}/${what}`).catch(() => {
    throw new Error('The observatory does not answer');
  });
  if (response.ok) return response;
  const body = (await response.json().catch(() => null)) as { error?: { message?: string } } | null;
  throw new Error(body?.error?.message ?? `The observatory answered ${response.status} ${response.statusText}`);
}

const factsOf = async (id: string) => (await (await answerOf(id, 'image')).json()) as FrameImageFacts;

/** A frame as the server's small picture of it. */
export async function previewOf(id: string): Promise<ImageBitmap> {
  const answer = await answerOf(id, 'preview?size=large');
  return await createImageBitmap(await answer.blob(), { colorSpaceConversion: 'none' });
}

const histogramCount = ({ planes, colours }: FrameImageFacts): number => planes + (colours ? 3 : 0);

async function histogramsOf(image: FrameImage): Promise<Uint32Array[]> {
  const bins = new Uint32Array(await (await answerOf(image.id, 'histogram')).arrayBuffer());
  return Array.from({ length: histogramCount(image) }, (_, plane) => bins.subarray(65536 * plane, 65536 * (plane + 1)));
}

/** Starts to follow the observatory's frames. */
export function followFrames(): void {
  subscribeObservatory(loadWanted);
  // What could not be had while nobody answered is asked for again.
  onFoundAgain(() => {
    failedId = null;
    loadWanted();
  });
  calibrated.subscribe(loadWanted);
  loadWanted();
}

/** Shows one frame and stays with it; null goes back to the newest. */
export function pickFrame(frame: FrameSummary | null): void {
  failedId = null;
  update({ picked: frame?.id === newest()[0]?.id ? null : frame, opened: null, failure: null });
  loadWanted();
}

/** Shows a file that was opened, or another frame of a recording. */
export function pickFile(opened: OpenedFile, index = 0): void {
  failedId = null;
  const id = opened.frame.id.replace(/\.\d+$/, `.${index}`);
  update({ picked: { ...opened.frame, id }, opened, failure: null });
  loadWanted();
}

/** One frame older (1) or newer (-1) in the list that is looked at; the newest is followed again. */
export function stepFrame(by: 1 | -1): void {
  const { opened, picked } = shown;
  if (opened && picked && opened.frameCount > 1) {
    const index = Number(/\.(\d+)$/.exec(picked.id)?.[1] ?? 0) - by;
    pickFile(opened, Math.min(Math.max(index, 0), opened.frameCount - 1));
    return;
  }
  if (stepper) {
    stepper(by);
    return;
  }
  const frames = newest();
  const at = frames.findIndex(({ id }) => id === (shown.picked ?? newest()[0])?.id);
  const next = frames[Math.min(Math.max(at + by, 0), frames.length - 1)];
  if (next) pickFrame(next);
}

/** Steps are taken by `step` while its list is looked at; the answer ends it. */
export function stepThrough(step: (by: 1 | -1) => void): () => void {
  stepper = step;
  return () => {
    if (stepper === step) stepper = null;
  };
}

export function useShown(): Shown {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => shown,
  );
}
