/** Takes out of a light frame what the camera and the optics have put into it. */
import { InvalidInput, openKernel, type PixelArray, type Pixels } from '@uraniborg/core';
import { calibrateModule } from './calibrateModule.ts';

export interface CalibrationMasters {
  /** Master dark of the same exposure, gain and temperature, bias included, ADU. */
  readonly dark?: Pixels;
  /** Master flat, its own dark or bias already taken away, in any units. */
  readonly flat?: Pixels;
}

/** A flat pixel below this part of the median has seen no light: a dead pixel, the corner beyond the field stop. */
const BLIND = Math.fround(0.01);

/**
 * (light - dark) / (flat / median flat), as 32-bit floats, so that nothing is clipped at zero, in shared memory. A flat
 * pixel that has seen no light is left undivided. Each plane of a flat is divided by its own median: it must not change
 * the colour balance.
 *
 * @throws InvalidInput when a master has another size or number of planes than the light, or a flat holds no light
 */
export function calibrate(light: Pixels, masters: CalibrationMasters): Pixels<Float32Array> {
  const { width, height, planes } = light;
  const data = new Float32Array(new SharedArrayBuffer(4 * width * height * planes));
  calibrateRows(light, masters, flatLevels(light, masters), [0, height], { data });
  return { width, height, planes, data };
}

/** Where a calibrated frame goes, plane after plane. */
export interface CalibratedRoom {
  readonly data: Float32Array;
  /** The same in whole numbers, rounded, PEDESTAL added: what lies below or beyond 16 bits is cut off. */
  readonly whole?: Uint16Array;
}

/** Is added to whole numbers, so that the noise of a sky near zero is not cut off. */
const PEDESTAL = 1000;

/**
 * Some rows of what calibrate does, of all planes: several threads share the work, and its memory is used again.
 *
 * @param levels what flatLevels says of the same masters
 */
export function calibrateRows(
  light: Pixels,
  masters: CalibrationMasters,
  levels: readonly number[],
  [begin, end]: readonly [number, number],
  to: CalibratedRoom,
): void {
  const { width, height, planes } = light;
  bench ??= workbench();
  for (let plane = 0; plane < planes; plane++) {
    const last = (plane * height + end) * width;
    for (let at = (plane * height + begin) * width; at < last; at += BLOCK)
      bench(light, masters, levels[plane] ?? 1, to, at, Math.min(BLOCK, last - at));
  }
}

/** The same, the plain way: what the kernel is measured by, to the last bit. */
export function plainCalibrate(light: Pixels, masters: CalibrationMasters): Pixels<Float32Array> {
  const { dark, flat } = masters;
  const levels = flatLevels(light, masters);
  const result = Float32Array.from(light.data);
  const size = light.width * light.height;
  for (let i = 0; i < result.length; i++) {
    if (dark) result[i] = (result[i] as number) - Math.fround(dark.data[i] as number);
    if (!flat) continue;
    const relative = Math.fround(Math.fround(flat.data[i] as number) / (levels[Math.floor(i / size)] as number));
    if (relative > BLIND) result[i] = (result[i] as number) / relative;
  }
  return { width: light.width, height: light.height, planes: light.planes, data: result };
}

/** Calibrated pixels in whole numbers, the plain way: see CalibratedRoom. */
export function plainWhole(data: Float32Array): Uint16Array {
  return Uint16Array.from(data, (value) => Math.max(0, Math.min(65_535, Math.fround(value + (PEDESTAL + 0.5)))) || 0);
}

/**
 * The median of each plane of the flat, in 32 bits.
 *
 * @throws InvalidInput as calibrate
 */
export function flatLevels(light: Pixels, { dark, flat }: CalibrationMasters): number[] {
  for (const [name, master] of Object.entries({ dark, flat })) if (master) demandSameShape(light, master, name);
  if (!flat) return [];
  const size = flat.width * flat.height;
  return Array.from({ length: flat.planes }, (_, plane) => {
    const level = Math.fround(medianOf(flat.data.subarray(plane * size, (plane + 1) * size)));
    if (!(level > 0)) throw new InvalidInput(`The flat has a median of ${level} ADU: it holds no light`, 'flat');
    return level;
  });
}

function demandSameShape(light: Pixels, master: Pixels, name: string): void {
  if (light.width === master.width && light.height === master.height && light.planes === master.planes) return;
  const shape = (image: Pixels) => `${image.width}x${image.height}${image.planes > 1 ? ' in colour' : ''}`;
  throw new InvalidInput(
    `The ${name} is ${shape(master)}, the light ${shape(light)}: take the ${name} with the same frame and binning`,
    name,
  );
}

/** Of a sample of at most 20,000 pixels, which is plenty for a level. */
function medianOf(values: PixelArray): number {
  const step = Math.max(1, Math.floor(values.length / 20_000)) | 1;
  const sample = Float64Array.from({ length: Math.ceil(values.length / step) }, (_, i) => values[i * step] ?? 0).sort();
  return sample[sample.length >> 1] ?? Number.NaN;
}

/** Pixels that go through the kernel at once: all of them stay in the nearer caches. */
const BLOCK = 1 << 14;

interface Kernel {
  widen(from: number, to: number, count: number): void;
  calibrate(light: number, dark: number, flat: number, level: number, to: number, count: number): void;
  narrow(from: number, to: number, count: number, add: number): void;
}

type Workbench = ReturnType<typeof workbench>;
let bench: Workbench | undefined;

function workbench() {
  const { memory, ...kernel } = openKernel<Kernel>(calibrateModule);
  const bytes = 4 * BLOCK;
  const base = 65_536;
  memory.grow(Math.ceil((base + 4 * bytes - memory.buffer.byteLength) / 65_536));
  const [light, dark, flat, raw] = [base, base + bytes, base + 2 * bytes, base + 3 * bytes];
  const floats = new Float32Array(memory.buffer);
  const shorts = new Uint16Array(memory.buffer);
  return (
    { data }: Pixels,
    masters: CalibrationMasters,
    level: number,
    to: CalibratedRoom,
    at: number,
    length: number,
  ): void => {
    const count = (length + 3) & ~3;
    if (data instanceof Uint16Array) {
      shorts.set(data.subarray(at, at + length), raw >> 1);
      kernel.widen(raw, light, count);
    } else floats.set(data.subarray(at, at + length), light >> 2);
    if (masters.dark) floats.set(masters.dark.data.subarray(at, at + length), dark >> 2);
    if (masters.flat) floats.set(masters.flat.data.subarray(at, at + length), flat >> 2);
    kernel.calibrate(light, masters.dark ? dark : 0, masters.flat ? flat : 0, level, light, count);
    to.data.set(floats.subarray(light >> 2, (light >> 2) + length), at);
    if (!to.whole) return;
    kernel.narrow(light, raw, (length + 7) & ~7, PEDESTAL + 0.5);
    to.whole.set(shorts.subarray(raw >> 1, (raw >> 1) + length), at);
  };
}
