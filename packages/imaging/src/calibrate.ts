/** Takes out of a light frame what the camera and the optics have put into it. */
import { InvalidInput, type PixelArray, type Pixels } from '@uraniborg/core';

export interface CalibrationMasters {
  /** Master dark of the same exposure, gain and temperature, bias included, ADU. */
  readonly dark?: Pixels;
  /** Master flat, its own dark or bias already taken away, in any units. */
  readonly flat?: Pixels;
  /**
   * What a dark of the flat itself is worth where it has not been taken away, ADU.
   * @default 0
   */
  readonly flatPedestal?: number;
}

/**
 * (light - dark) / (flat / median flat), as 32-bit floats, so that nothing is clipped at zero. A flat pixel below 1 %
 * of the median has seen no light (a dead pixel, the corner beyond the field stop): it is left undivided.
 *
 * @throws InvalidInput when a master has another size or number of planes than the light
 */
export function calibrate(light: Pixels, masters: CalibrationMasters): Pixels<Float32Array> {
  const { dark, flat, flatPedestal = 0 } = masters;
  for (const [name, master] of Object.entries({ dark, flat })) if (master) demandSameShape(light, master, name);
  const result = Float32Array.from(light.data);
  if (dark) subtract(result, dark.data);
  if (flat) divide(result, flat, flatPedestal);
  return { width: light.width, height: light.height, planes: light.planes, data: result };
}

function demandSameShape(light: Pixels, master: Pixels, name: string): void {
  if (light.width === master.width && light.height === master.height && light.planes === master.planes) return;
  const shape = (image: Pixels) => `${image.width}x${image.height}${image.planes > 1 ? ' in colour' : ''}`;
  throw new InvalidInput(
    `The ${name} is ${shape(master)}, the light ${shape(light)}: take the ${name} with the same frame and binning`,
    name,
  );
}

function subtract(result: Float32Array, dark: PixelArray): void {
  for (let i = 0; i < result.length; i++) result[i] = (result[i] ?? 0) - (dark[i] ?? 0);
}

/** Each plane by its own median: a flat of a colour sensor must not change the colour balance. */
function divide(result: Float32Array, flat: Pixels, pedestal: number): void {
  const size = flat.width * flat.height;
  for (let plane = 0; plane < flat.planes; plane++) {
    const values = flat.data.subarray(plane * size, (plane + 1) * size);
    const level = medianOf(values) - pedestal;
    if (!(level > 0)) throw new InvalidInput(`The flat has a median of ${level} ADU: it holds no light`, 'flat');
    for (let i = 0; i < size; i++) {
      const relative = ((values[i] ?? 0) - pedestal) / level;
      const at = plane * size + i;
      if (relative > 0.01) result[at] = (result[at] ?? 0) / relative;
    }
  }
}

/** Of a sample of at most 100,000 pixels, which is plenty for a level. */
function medianOf(values: PixelArray): number {
  const step = Math.max(1, Math.floor(values.length / 100_000));
  const sample = Float64Array.from({ length: Math.ceil(values.length / step) }, (_, i) => values[i * step] ?? 0).sort();
  return sample[sample.length >> 1] ?? Number.NaN;
}
