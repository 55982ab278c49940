import type { Camera, Exposed } from '@uraniborg/devices';

/** Enough samples that two real exposures, with their noise, never agree in all of them. */
const SAMPLES = 4096;

const lastSeen = new WeakMap<Camera, { readonly print: number; readonly start: bigint }>();

/** Of the lines of a frame: so many empty ones at its end are no sky. */
const EMPTY_PART = 0.05;
/**
 * Half the neighbours differ by more than this part of the range: bits that nobody sent. Of numbers drawn at random half
 * do by 0.29 and more; of the steepest real images (a Bayer pattern skipped) by a few hundredths.
 */
const UNRELATED = 0.2;

/**
 * What is wrong with the pixels of an exposure as a sentence, or undefined: every pixel the same (a cable, a driver that
 * gave up), the last lines empty (a read-out that broke off), pixels that have nothing to do with their neighbours (a
 * loose wire), or pixel by pixel the frame that came before (a driver that hands out its old buffer). A frame of few
 * pixels cannot be judged.
 */
export function frameDefect(camera: Camera, { pixels, start }: Exposed): string | undefined {
  const { data, width } = pixels;
  if (data.length < SAMPLES) return undefined;
  const step = Math.floor(data.length / SAMPLES);
  const first = data[0] ?? 0;
  let differs = false;
  let print = 0x811c9dc5;
  for (let i = 0; i < data.length; i += step) {
    const value = data[i] ?? 0;
    differs ||= value !== first;
    print = Math.imul(print ^ (value * 8191), 0x01000193);
  }
  if (!differs && data.every((value) => value === first)) return `every pixel is ${first}`;
  const empty = emptyLines(pixels);
  if (empty > EMPTY_PART) return `its last ${Math.round(empty * 100)} % are empty`;
  if (unrelated(data, width)) return 'its pixels have nothing to do with their neighbours';
  const before = lastSeen.get(camera);
  lastSeen.set(camera, { print, start: start.ns });
  if (before?.print === print && before.start !== start.ns) return 'it is the frame before once more';
  return undefined;
}

/** How much of the frame, at its end, is one and the same value; not that of saturation, which bright things have. */
function emptyLines({ data, width }: Exposed['pixels']): number {
  const last = data.at(-1) ?? 0;
  const most = data instanceof Uint8Array ? 255 : data instanceof Uint16Array ? 65_535 : Number.POSITIVE_INFINITY;
  if (last >= most) return 0;
  let end = data.length;
  while (end > 0 && data[end - 1] === last) end--;
  const lines = Math.floor((data.length - end) / width);
  return (lines * width) / data.length;
}

function unrelated(data: Exposed['pixels']['data'], width: number): boolean {
  const range = data instanceof Uint8Array ? 255 : data instanceof Uint16Array ? 65_535 : undefined;
  if (range === undefined) return false;
  // Two to the right: the next pixel of the same colour.
  const step = Math.max(3, Math.floor(data.length / SAMPLES));
  let far = 0;
  let count = 0;
  for (let i = 0; i + 2 < data.length; i += step) {
    if ((i % width) + 2 >= width) continue;
    count++;
    if (Math.abs((data[i] ?? 0) - (data[i + 2] ?? 0)) > UNRELATED * range) far++;
  }
  return far > count / 2;
}
