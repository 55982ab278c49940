/** From expected electrons to the numbers a camera sends: response, dark current, noise, full well, gain, offset. */
import type { Steps } from '@uraniborg/core';
import { eachRows } from '../optics/eachRows.ts';
import type { Window } from '../optics/renderSky.ts';
import type { FixedPattern } from './fixedPattern.ts';
import { bits, normalTables } from './normalDeviates.ts';
import { electronsPerAdu, readNoise, type Sensor } from './sensor.ts';

export interface ReadOut {
  readonly sensor: Sensor;
  readonly pattern: FixedPattern;
  /** In unbinned pixels; its size is a multiple of the bin. */
  readonly window: Window;
  readonly binX: number;
  readonly binY: number;
  readonly gain: number;
  readonly offset: number;
  /** Electrons of dark current per normal pixel over the exposure. */
  readonly dark: number;
  /** What makes this exposure's noise its own: the same seeds, the same noise. */
  readonly seeds: readonly number[];
}

/**
 * The optics' shading, in place: less light away from the axis (natural vignetting and the tubes' edges, about 12 % in
 * the corners) and dust on the window.
 */
export function* shade(
  light: Float32Array,
  { sensor, pattern, window }: Pick<ReadOut, 'sensor' | 'pattern' | 'window'>,
): Steps<void> {
  const [cx, cy] = [(sensor.width - 1) / 2, (sensor.height - 1) / 2];
  const corner2 = cx * cx + cy * cy;
  yield* eachRows(window, (from, end) => {
    for (let y = from; y < end; y++) {
      const dy2 = (window.y + y - cy) ** 2;
      for (let x = 0, i = y * window.width; x < window.width; x++, i++) {
        const dx = window.x + x - cx;
        const q = (dx * dx + dy2) / corner2;
        light[i] = (light[i] as number) * (1 - 0.07 * q - 0.05 * q * q);
      }
    }
  });
  for (const speck of pattern.dust) {
    yield;
    const [sx, sy] = [speck.x - window.x, speck.y - window.y];
    const left = Math.max(0, Math.floor(sx - speck.radius));
    const right = Math.min(window.width - 1, Math.ceil(sx + speck.radius));
    for (let y = Math.max(0, Math.floor(sy - speck.radius)); y <= Math.min(window.height - 1, sy + speck.radius); y++)
      for (let x = left; x <= right; x++) {
        // A ring: the shadow of a speck in light that comes from an annular or wide cone.
        const r = Math.hypot(x - sx, y - sy) / speck.radius;
        if (r >= 1) continue;
        const i = y * window.width + x;
        const edge = Math.min(1, (1 - r) / 0.15);
        light[i] = (light[i] as number) * (1 - speck.depth * edge * (0.45 + 0.55 * r));
      }
  }
}

/**
 * Reads out `light` (expected electrons per unbinned pixel of the window, after `shade`).
 *
 * Shot noise is a normal deviate of the Poisson variance (mean and variance are exact; the skewness of a few electrons
 * is lost under the read noise). Binning adds pixels after their own read-out, as CMOS sensors do.
 */
export function* readOut(
  light: Float32Array,
  { sensor, pattern, window, binX, binY, gain, offset, dark, seeds }: ReadOut,
): Steps<Uint16Array> {
  const { body, tail } = normalTables();
  const random = bits(...seeds);
  const noise2 = readNoise(sensor, gain) ** 2;
  const perElectron = 1 / electronsPerAdu(sensor, gain);
  const bias = offset * sensor.offset.aduPerUnit;
  const { sensitivity, sensitivityStep, column } = pattern;
  const { width } = window;
  addHotPixels(light, sensor, pattern, window, dark);
  const [columns, rows] = [Math.floor(width / binX), Math.floor(window.height / binY)];
  yield;
  const adu = new Uint16Array(columns * rows);
  const binned = binX > 1 || binY > 1 ? new Int32Array(columns) : undefined;
  const wellAdu = Math.min(sensor.maxAdu, sensor.fullWell * perElectron + bias);
  yield* eachRows({ ...window, height: rows * binY }, (from, end) => {
    for (let y = from; y < end; y++) {
      let pixel = (window.y + y) * sensor.width + window.x;
      const row = Math.floor(y / binY) * columns;
      for (let x = 0, i = y * width; x < columns * binX; x++, i++, pixel++) {
        const electrons = (light[i] as number) * (1 + (sensitivity[pixel] as number) * sensitivityStep) + dark;
        const draw = random.next();
        const bin = draw & 0xffff;
        const normal =
          bin === 0
            ? (tail[draw >>> 16] as number)
            : bin === 0xffff
              ? -(tail[draw >>> 16] as number)
              : (body[bin] as number);
        const value =
          (electrons + (column[window.x + x] as number) + normal * Math.sqrt(electrons + noise2)) * perElectron + bias;
        const number = value < 0 ? 0 : value > wellAdu ? wellAdu | 0 : (value + 0.5) | 0;
        if (binned) {
          const to = (x / binX) | 0;
          binned[to] = (binned[to] as number) + number;
        } else adu[i - y * width + row] = number;
      }
      if (binned && y % binY === binY - 1) {
        for (let x = 0; x < columns; x++) adu[row + x] = Math.min(sensor.maxAdu, binned[x] as number);
        binned.fill(0);
      }
    }
  });
  return adu;
}

/** Their light is added before the noise, so that it is as noisy as any other. */
function addHotPixels(light: Float32Array, sensor: Sensor, pattern: FixedPattern, window: Window, dark: number): void {
  for (let k = 0; k < pattern.hot.length; k++) {
    const at = pattern.hot[k] as number;
    const x = (at % sensor.width) - window.x;
    const y = Math.floor(at / sensor.width) - window.y;
    if (x < 0 || y < 0 || x >= window.width || y >= window.height) continue;
    const i = y * window.width + x;
    light[i] = (light[i] as number) + dark * (pattern.hotness[k] as number);
  }
}
