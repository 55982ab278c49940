/** One exposure of one camera on one telescope in the simulated world, from the open shutter to numbers. */
import { radians, type Steps, seededRandom, separation } from '@uraniborg/core';
import { clearGlass, type FilterGlass } from '../machines/filterSet.ts';
import type { FixedPattern } from '../sensor/fixedPattern.ts';
import { readOut, shade } from '../sensor/readOut.ts';
import { darkCurrent, type Sensor } from '../sensor/sensor.ts';
import { clusterStars } from '../sky/clusterStars.ts';
import type { DeepSky } from '../sky/deepSkyObject.ts';
import { airmassAt, EXTINCTION } from '../sky/skyBrightness.ts';
import type { SkyStar, StarField } from '../sky/starField.ts';
import { type Blur, createBlur, createDecentredBlur } from './blur.ts';
import { eachRows } from './eachRows.ts';
import { type Pose, renderSky, type Window } from './renderSky.ts';
import { collectingArea, photonRate, pixelScale, type Telescope } from './telescope.ts';

/** What a camera meets when its shutter is open, at a time in ms since the Unix epoch. */
export interface LightPath {
  pose(time: number): Pose;
  /** Where a direction stands and how bright the sky is there. */
  sky(direction: { ra: number; dec: number }, time: number): { altitude: number; magnitudePerArcsec2: number };
  /** FWHM in arcsec of what the air does to a star at the zenith, wind and dew included. */
  seeing(time: number): number;
  /** Share of the light that clouds, dew, dome and cover let through. */
  transparency(time: number): number;
  /** Micrometres out of focus; positive is too far out. */
  defocusUm(time: number): number;
  /** The filter in the light path; undefined while a wheel turns and blocks it. */
  filter(time: number): FilterGlass | undefined;
  /** Flat panel: photons per second, square centimetre of aperture and square arcsec, through an ideal 300 nm band. */
  panel(time: number): number;
  /** Degrees Celsius of the sensor. */
  temperature(time: number): number;
}

export interface ExposureOrder {
  /** Milliseconds since the Unix epoch. */
  readonly start: number;
  readonly seconds: number;
  readonly light: boolean;
  /** Unbinned pixels. */
  readonly window: Window;
  readonly binX: number;
  readonly binY: number;
  readonly gain: number;
  readonly offset: number;
}

export interface ExposedSky {
  readonly stars: StarField;
  /** What glows within `radius` degrees of a direction. */
  deepSky(direction: { ra: number; dec: number }, radius: number): readonly DeepSky[];
}

/**
 * In steps of a few milliseconds: the simulated camera may live where others want their answers.
 * @returns ADU, row-major, of the binned window; the same for the same world, seed, camera and order
 */
export function* exposeSky(
  { sensor, telescope, pattern, seed }: { sensor: Sensor; telescope: Telescope; pattern: FixedPattern; seed: number },
  path: LightPath,
  sky: ExposedSky,
  order: ExposureOrder,
): Steps<Uint16Array> {
  const { start, seconds, window } = order;
  const light = new Float32Array(window.width * window.height);
  const middle = start + 500 * seconds;
  const filter = order.light ? path.filter(middle) : undefined;
  if (filter && seconds > 0) {
    yield* gather(light, { sensor, telescope, seed }, path, sky, order, filter);
    yield* shade(light, { sensor, pattern, window });
  }
  const temperature = path.temperature(middle);
  return yield* readOut(light, {
    ...order,
    sensor,
    pattern,
    dark: darkCurrent(sensor, temperature) * (seconds + 0.0005),
    seeds: [seed, start, Math.round(seconds * 1e6)],
  });
}

const SAMPLES = 16;

function* gather(
  light: Float32Array,
  { sensor, telescope, seed }: { sensor: Sensor; telescope: Telescope; seed: number },
  path: LightPath,
  sky: ExposedSky,
  { start, seconds, window }: ExposureOrder,
  filter: FilterGlass,
): Steps<void> {
  const scale = pixelScale(telescope, sensor.pixelSizeUm);
  const middle = start + 500 * seconds;
  const looking = path.pose(middle);
  const { altitude } = path.sky(looking, middle);
  const through = meanOf((t) => path.transparency(t), start, seconds);
  const detected = collectingArea(telescope) * telescope.throughput * sensor.quantumEfficiency * seconds;
  const panel = meanOf(path.panel, start, seconds) * detected * scale * scale * (filter.bandNm / 300);
  yield* eachRows(window, (from, end) => light.fill(panel, from * window.width, end * window.width));
  if (through <= 0) return;

  const unfiltered = photonRate(clearGlass.bandNm) * detected * through;
  const zeroPoint = (unfiltered * filter.bandNm) / clearGlass.bandNm;
  const dimming = 10 ** (-0.4 * EXTINCTION * airmassAt(altitude));
  const background = yield* addSky(
    light,
    { sensor, scale, window, looking, zeroPoint: zeroPoint * scale * scale },
    path,
    middle,
  );
  if (altitude < -1) return; // the ground is dark

  const airmass = airmassAt(altitude);
  const fwhm = Math.hypot(
    (path.seeing(middle) * airmass ** 0.6) / scale, // Kolmogorov: seeing grows as airmass^0.6
    (1.02 * 0.55e-3 * 206_264.8) / telescope.aperture / scale, // Airy disc at 550 nm
    telescope.spotUm / sensor.pixelSizeUm,
    0.68, // a pixel is a box of variance 1/12
  );
  const blurAt = createFieldBlur(sensor, telescope, fwhm, path.defocusUm(middle));
  yield;
  const poses = trail(path, scale, fwhm, start, seconds, jitter(seed, start, seconds));
  const noise = Math.sqrt(background + sensor.readNoise.atMax ** 2);
  const negligible = 0.05 * noise;
  // The faintest star that shows: a tenth of the noise in its brightest pixel, where a trail has thinned it out.
  const limit =
    2.5 *
    Math.log10(
      (zeroPoint * dimming * (blurAt((sensor.width - 1) / 2, (sensor.height - 1) / 2).profile[0] ?? 1)) /
        (0.1 * noise * Math.max(1, 0.4 * poses.length)),
    );
  const radius = (Math.hypot(sensor.width, sensor.height) / 2) * (scale / 3600) + pathLength(poses) / 2 + 0.05;
  yield;
  const stars: SkyStar[] = sky.stars.near(looking.ra, looking.dec, radius, Math.max(0, limit));
  yield;
  const objects = sky.deepSky(looking, radius);
  for (const object of objects) {
    if (object.kind === 'globular') stars.push(...clusterStars(object, seed));
    yield;
  }
  const gas = (object: DeepSky) => object.kind === 'nebula' || object.kind === 'planetary' || object.kind === 'remnant';
  const view = { poses, width: sensor.width, height: sensor.height, scale, window, blurAt, negligible };
  const clouds = objects.filter(gas);
  if (clouds.length > 0)
    yield* renderSky(light, { ...view, stars: [], objects: clouds, zeroPoint: unfiltered * filter.lines * dimming });
  const shining = objects
    .filter((object) => !gas(object))
    .map((object) => (object.kind === 'globular' ? halved(object) : object));
  yield* renderSky(light, { ...view, stars, objects: shining, zeroPoint: zeroPoint * dimming });
}

const halved = (object: DeepSky): DeepSky => ({
  ...object,
  magnitude: object.magnitude === undefined ? undefined : object.magnitude + 2.5 * Math.log10(2),
});

function meanOf(value: (time: number) => number, start: number, seconds: number): number {
  let sum = 0;
  for (let i = 0; i < SAMPLES; i++) sum += value(start + (1000 * seconds * (i + 0.5)) / SAMPLES);
  return sum / SAMPLES;
}

/** Adds the empty sky with its slope across the field; returns its electrons per pixel in the middle. */
function* addSky(
  light: Float32Array,
  {
    sensor,
    scale,
    window,
    looking,
    zeroPoint,
  }: { sensor: Sensor; scale: number; window: Window; looking: Pose; zeroPoint: number },
  path: LightPath,
  time: number,
): Steps<number> {
  const at = (right: number, up: number) => {
    // Small steps on the sky from the middle, in degrees.
    const [s, c] = [Math.sin(radians(looking.angle)), Math.cos(radians(looking.angle))];
    const north = up * c + right * s;
    const east = up * s - right * c;
    const dec = Math.max(-90, Math.min(90, looking.dec + north));
    const direction = { ra: looking.ra + east / Math.max(0.01, Math.cos(radians(dec))), dec };
    return zeroPoint * 10 ** (-0.4 * path.sky(direction, time).magnitudePerArcsec2);
  };
  const [halfWidth, halfHeight] = [(sensor.width * scale) / 7200, (sensor.height * scale) / 7200];
  const middle = at(0, 0);
  const across = (at(halfWidth, 0) - at(-halfWidth, 0)) / sensor.width;
  const down = (at(0, -halfHeight) - at(0, halfHeight)) / sensor.height;
  yield* eachRows(window, (from, end) => {
    for (let y = from, i = from * window.width; y < end; y++) {
      const row = middle + down * (window.y + y - sensor.height / 2) + across * (window.x - sensor.width / 2);
      for (let x = 0; x < window.width; x++, i++) light[i] = (light[i] as number) + Math.max(0, row + across * x);
    }
  });
  return middle;
}

/**
 * The path of the field during the exposure as poses less than 0.4 FWHM apart; one pose when it hardly moved. The air
 * moves the whole image of a short exposure by `shift` (arcsec).
 */
function trail(
  path: LightPath,
  scale: number,
  fwhm: number,
  start: number,
  seconds: number,
  shift: { east: number; north: number },
): Pose[] {
  const moved = (pose: Pose): Pose => ({
    ...pose,
    ra: pose.ra + shift.east / 3600 / Math.max(0.01, Math.cos(radians(pose.dec))),
    dec: pose.dec + shift.north / 3600,
  });
  const at = (count: number) =>
    Array.from({ length: count }, (_, i) => moved(path.pose(start + (1000 * seconds * (i + 0.5)) / count)));
  const rough = at(SAMPLES);
  const pixels = ((pathLength(rough) * 3600) / scale) * (SAMPLES / (SAMPLES - 1));
  return at(Math.min(1500, Math.max(1, Math.ceil(pixels / (0.4 * fwhm)))));
}

/** Degrees. */
function pathLength(poses: readonly Pose[]): number {
  let length = 0;
  for (let i = 1; i < poses.length; i++) {
    const [a, b] = [poses[i - 1], poses[i]];
    if (a && b) length += separation(a, b) + Math.abs(a.angle - b.angle) * 0.005;
  }
  return length;
}

/** Image motion left in an exposure: 0.3 arcsec rms in a second, averaged down as its root (Martin 1987). */
function jitter(seed: number, start: number, seconds: number): { east: number; north: number } {
  const random = seededRandom(seed, start, 77);
  const rms = 0.3 / Math.sqrt(Math.max(1, seconds));
  return { east: rms * random.normal(), north: rms * random.normal() };
}

/** The blur over the field: the focal surface is curved and leans, so the corners are out of focus differently. */
function createFieldBlur(
  sensor: Sensor,
  telescope: Telescope,
  fwhm: number,
  defocusUm: number,
): (x: number, y: number) => Blur {
  const perUm = telescope.aperture / telescope.focalLength / sensor.pixelSizeUm; // pixels of disc per micrometre
  const half2 = (sensor.width / 2) ** 2 + (sensor.height / 2) ** 2;
  const blurs = new Map<number, Blur>();
  const { obstruction, decentre } = telescope;
  return (x, y) => {
    const dx = x - sensor.width / 2;
    const dy = y - sensor.height / 2;
    const q = Math.min(1.5, (dx * dx + dy * dy) / half2);
    const lean = Math.max(-1, Math.min(1, dx / sensor.width));
    const out = (defocusUm + telescope.curvatureUm * (q - 0.3) + telescope.tiltUm * lean) * perUm;
    const disc = Math.abs(out);
    // In steps too small to see.
    const step = disc < 8 ? 0.25 : 0.04 * disc;
    const key = disc < 8 ? Math.round(disc / 0.25) : 32 + Math.round(Math.log(disc / 8) / Math.log(1.04));
    // On the other side of the focus a shadow that is off the middle is off the other way.
    const own = decentre && out < 0 ? -1 - key : key;
    let blur = blurs.get(own);
    if (!blur) {
      const size = Math.min(700, disc < 8 ? key * step : 8 * 1.04 ** (key - 32));
      const half = (Math.sign(out) * size) / 2;
      blur = decentre
        ? createDecentredBlur(fwhm, size, obstruction, half * decentre.x, half * decentre.y)
        : createBlur(fwhm, size, obstruction);
      blurs.set(own, blur);
    }
    return blur;
  };
}
