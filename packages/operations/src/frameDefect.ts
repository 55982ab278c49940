import type { Camera, Exposed } from '@uraniborg/devices';

/** Enough samples that two real exposures, with their noise, never agree in all of them. */
const SAMPLES = 4096;

const lastSeen = new WeakMap<Camera, { readonly print: number; readonly start: bigint }>();

/**
 * What is wrong with the pixels of an exposure as a sentence, or undefined: every pixel the same (a cable, a driver
 * that gave up), or pixel by pixel the frame that came before (a driver that hands out its old buffer). A frame of few
 * pixels cannot be judged.
 */
export function frameDefect(camera: Camera, { pixels, start }: Exposed): string | undefined {
  const { data } = pixels;
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
  const before = lastSeen.get(camera);
  lastSeen.set(camera, { print, start: start.ns });
  if (before?.print === print && before.start !== start.ns) return 'it is the frame before once more';
  return undefined;
}
