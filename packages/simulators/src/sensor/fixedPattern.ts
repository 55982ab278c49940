/** What every frame of one sensor shares, drawn once from its seed. */
import type { Steps } from '@uraniborg/core';
import { bits, normalTables } from './normalDeviates.ts';
import type { Sensor } from './sensor.ts';

export interface FixedPattern {
  /** Sensitivity of each pixel against the mean, in steps of `sensitivityStep`. */
  readonly sensitivity: Int8Array;
  readonly sensitivityStep: number;
  /** Pixels (index) whose dark current is `hotness` times the others'. */
  readonly hot: Int32Array;
  readonly hotness: Float32Array;
  /** Electrons by which a column reads high or low, small against the read noise. */
  readonly column: Float32Array;
  /** Shadows of dust on the window: where, how large (pixels) and how deep. */
  readonly dust: readonly { readonly x: number; readonly y: number; readonly radius: number; readonly depth: number }[];
}

/** Pixels of a few milliseconds, an even number. */
const stepPixels = 131_072;

export function* createFixedPattern(sensor: Sensor, seed: number): Steps<FixedPattern> {
  const { width, height } = sensor;
  const random = bits(seed, 101);
  const { body } = normalTables();
  const sensitivityStep = sensor.nonUniformity / 20;
  const sensitivity = new Int8Array(width * height);
  const draw = (from: number, end: number) => {
    for (let i = from; i < end; i += 2) {
      const two = random.next();
      sensitivity[i] = Math.round(20 * (body[two & 0xffff] as number));
      if (i + 1 < sensitivity.length) sensitivity[i + 1] = Math.round(20 * (body[two >>> 16] as number));
    }
  };
  for (let from = 0; from < sensitivity.length; from += stepPixels) {
    draw(from, Math.min(sensitivity.length, from + stepPixels));
    yield;
  }
  const uniform = () => (random.next() >>> 0) / 4294967296;
  const count = Math.round(sensor.hotPixels * width * height);
  const hot = Int32Array.from({ length: count }, () => Math.floor(uniform() * width * height)).sort();
  // Most are a little hot, a few very: from 15 to 1200 times.
  const hotness = Float32Array.from(hot, () => 15 * 80 ** (uniform() ** 1.5));
  const column = Float32Array.from({ length: width }, () => 0.25 * (body[random.next() & 0xffff] as number));
  const dust = Array.from({ length: 9 }, () => ({
    x: uniform() * width,
    y: uniform() * height,
    radius: width * (0.008 + 0.02 * uniform()),
    depth: 0.01 + 0.025 * uniform(),
  }));
  return { sensitivity, sensitivityStep, hot, hotness, column, dust };
}
