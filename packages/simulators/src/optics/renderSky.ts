/** The sky as a sensor sees it: electrons per pixel that an exposure would gather on average, before any noise. */
import { radians, type Steps } from '@uraniborg/core';
import { appearanceOf, type DeepSky } from '../sky/deepSkyObject.ts';
import type { SkyStar } from '../sky/starField.ts';
import { type Blur, drawStar } from './blur.ts';

/** Where the middle of the sensor looks. Degrees, ICRS; the angle is that of the sensor's "up", north through east. */
export interface Pose {
  readonly ra: number;
  readonly dec: number;
  readonly angle: number;
}

/** A rectangle of the sensor, in its pixels. */
export interface Window {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface SkyView {
  /** Where it looked during the exposure, at equal intervals; one pose when it stood still. */
  readonly poses: readonly Pose[];
  /** Sensor size, pixels. The pose is that of ((width - 1) / 2, (height - 1) / 2). */
  readonly width: number;
  readonly height: number;
  /** Arcseconds per pixel. */
  readonly scale: number;
  readonly window: Window;
  readonly stars: readonly SkyStar[];
  readonly objects: readonly DeepSky[];
  /** Electrons that a star of magnitude 0 gives in the whole exposure. */
  readonly zeroPoint: number;
  /** How a star is spread at (x, y) of the sensor. */
  blurAt(x: number, y: number): Blur;
  /** Electrons per pixel below which a star's wing is not drawn. */
  readonly negligible: number;
}

/** Pixels from standard coordinates in radians: row 0 is up, east is left when the angle is 0. */
function onSensor(xi: number, eta: number, view: SkyView, angle: number): { x: number; y: number } {
  const perRadian = 206264.80625 / view.scale;
  const c = Math.cos(radians(angle)) * perRadian;
  const s = Math.sin(radians(angle)) * perRadian;
  return { x: (view.width - 1) / 2 - xi * c + eta * s, y: (view.height - 1) / 2 - xi * s - eta * c };
}

/** Adds stars and objects to `image` (window.width x window.height, row-major). */
export function* renderSky(image: Float32Array, view: SkyView): Steps<void> {
  for (const object of view.objects) yield* renderObject(image, view, object);
  for (const pose of view.poses)
    for (let from = 0; from < view.stars.length; from += stepStars) {
      renderStars(image, view, pose, view.stars.slice(from, from + stepStars));
      yield;
    }
}

/** A few milliseconds of them, unless they are bright and far out of focus. */
const stepStars = 25;

function renderStars(image: Float32Array, view: SkyView, pose: Pose, stars: readonly SkyStar[]): void {
  const { window } = view;
  const margin = 420;
  const share = view.zeroPoint / view.poses.length;
  const [sin0, cos0, ra0] = [Math.sin(radians(pose.dec)), Math.cos(radians(pose.dec)), radians(pose.ra)];
  for (const star of stars) {
    const dec = radians(star.dec);
    const dra = radians(star.ra) - ra0;
    const [sinDec, cosDec, cosRa] = [Math.sin(dec), Math.cos(dec), Math.cos(dra)];
    const depth = sin0 * sinDec + cos0 * cosDec * cosRa;
    if (depth <= 0.01) continue;
    const xi = (cosDec * Math.sin(dra)) / depth;
    const eta = (cos0 * sinDec - sin0 * cosDec * cosRa) / depth;
    const at = onSensor(xi, eta, view, pose.angle);
    const x = at.x - window.x;
    const y = at.y - window.y;
    if (x < -margin || y < -margin || x > window.width + margin || y > window.height + margin) continue;
    const light = share * 10 ** (-0.4 * star.magnitude);
    drawStar(
      image,
      window.width,
      window.height,
      x,
      y,
      light,
      view.blurAt(at.x, at.y),
      view.negligible / view.poses.length,
    );
  }
}

const MOST_SAMPLES = 240_000;
/** Of a large object, a few milliseconds of them. */
const stepRows = 32;

function* renderObject(image: Float32Array, view: SkyView, object: DeepSky): Steps<void> {
  const pose = view.poses[view.poses.length >> 1];
  if (!pose) return;
  const dec = radians(object.dec);
  const [sin0, cos0] = [Math.sin(radians(pose.dec)), Math.cos(radians(pose.dec))];
  const dra = radians(object.ra - pose.ra);
  const depth = sin0 * Math.sin(dec) + cos0 * Math.cos(dec) * Math.cos(dra);
  if (depth <= 0.01) return;
  const centre = onSensor(
    (Math.cos(dec) * Math.sin(dra)) / depth,
    (cos0 * Math.sin(dec) - sin0 * Math.cos(dec) * Math.cos(dra)) / depth,
    view,
    pose.angle,
  );
  const { window } = view;
  const x0 = centre.x - window.x;
  const y0 = centre.y - window.y;
  const half = (object.major * 30) / view.scale; // pixels, long half axis
  const blur = view.blurAt(centre.x, centre.y);
  const softness = blur.radiusAt((blur.profile[0] ?? 0) / 2); // half width at half maximum, pixels
  const shown = { ...object, major: object.major, minor: Math.max(object.minor, object.major * 0.08) };
  const look = appearanceOf(shown, (0.6 * softness) / half);
  const reach = half * look.extent + 2;
  const left = Math.max(0, Math.floor(x0 - reach));
  const right = Math.min(window.width - 1, Math.ceil(x0 + reach));
  const top = Math.max(0, Math.floor(y0 - reach));
  const bottom = Math.min(window.height - 1, Math.ceil(y0 + reach));
  if (left >= right || top >= bottom) return;
  // Large objects are soft: they are computed on a coarser grid and joined linearly.
  const step = Math.max(1, Math.ceil(Math.sqrt(((right - left) * (bottom - top)) / MOST_SAMPLES)));
  const columns = Math.ceil((right - left) / step) + 1;
  const rows = Math.ceil((bottom - top) / step) + 1;
  const grid = new Float32Array(columns * rows);
  // The long axis points along its position angle; on the sensor "up" is at pose.angle, and east is to the left of it.
  const tilt = radians(shown.positionAngle - pose.angle);
  const [along, across] = [Math.cos(tilt), Math.sin(tilt)];
  const perHalf = 1 / half;
  const squash = shown.major / shown.minor;
  const perPixel = (view.scale / 60) ** 2 * view.zeroPoint;
  const sample = (j: number) => {
    for (let i = 0; i < columns; i++) {
      const dx = left + i * step - x0;
      const dy = top + j * step - y0;
      const u = (-dy * along - dx * across) * perHalf;
      const v = (-dx * along + dy * across) * perHalf * squash;
      grid[j * columns + i] = u * u + v * v > look.extent ** 2 ? 0 : look.brightness(u, v) * perPixel;
    }
  };
  for (let j = 0; j < rows; j++) {
    sample(j);
    if (j % stepRows === 0) yield;
  }
  const draw = (y: number) => {
    const gy = (y - top) / step;
    const j = Math.min(rows - 2, Math.floor(gy));
    const fy = gy - j;
    for (let x = left; x <= right; x++) {
      const gx = (x - left) / step;
      const i = Math.min(columns - 2, Math.floor(gx));
      const fx = gx - i;
      const a = grid[j * columns + i] as number;
      const b = grid[j * columns + i + 1] as number;
      const c = grid[(j + 1) * columns + i] as number;
      const d = grid[(j + 1) * columns + i + 1] as number;
      const low = a + (b - a) * fx;
      const at = y * window.width + x;
      image[at] = (image[at] as number) + low + (c + (d - c) * fx - low) * fy;
    }
  };
  for (let y = top; y <= bottom; y++) {
    draw(y);
    if (y % stepRows === 0) yield;
  }
}
