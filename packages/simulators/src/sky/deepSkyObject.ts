/**
 * What a deep-sky object looks like: brightness over its own ellipse, built from its size, axis ratio and kind, with
 * structure (spiral arms, dust, filaments, a shell) drawn from its name. Not portraits: plausible relatives.
 */
import { radians } from '@uraniborg/core';
import { latticeHash, smoothNoise2 } from '../smoothNoise.ts';

export interface DeepSky {
  readonly name: string;
  readonly kind: DeepSkyKind;
  /** Degrees, ICRS. */
  readonly ra: number;
  readonly dec: number;
  /** Integrated V; undefined where nobody measured it. */
  readonly magnitude: number | undefined;
  /** Arcminutes across the long and the short axis. */
  readonly major: number;
  readonly minor: number;
  /** Degrees, long axis, north through east. */
  readonly positionAngle: number;
}
export type DeepSkyKind = 'spiral' | 'elliptical' | 'nebula' | 'planetary' | 'remnant' | 'reflection' | 'globular';

export interface Appearance {
  /** How far out there is light, in units of the half axes. */
  readonly extent: number;
  /**
   * Surface brightness as V = 0 stars per square arcmin; `u` along the long half axis, `v` along the short one, both 1
   * at the catalogued edge. `soften`: the seeing in the same units as `u`, so that nothing is sharper than the air.
   */
  brightness(u: number, v: number): number;
}

type Shape = (u: number, v: number) => number;

/** @param soften the blur of the image as a fraction of the long half axis */
export function appearanceOf(object: DeepSky, soften: number): Appearance {
  const seed = hashOf(object.name);
  const [shape, extent] = shapeOf(object, seed, soften);
  // The shape is measured once on a coarse grid, so that the whole object has the catalogue's magnitude.
  const steps = 48;
  let sum = 0;
  for (let i = 0; i < steps; i++)
    for (let j = 0; j < steps; j++)
      sum += shape(extent * ((2 * (i + 0.5)) / steps - 1), extent * ((2 * (j + 0.5)) / steps - 1));
  const cell = ((extent * object.major) / steps) * ((extent * object.minor) / steps); // square arcmin
  const area = (Math.PI / 4) * object.major * object.minor;
  const total =
    object.magnitude === undefined
      ? 10 ** (-0.4 * SURFACE[object.kind]) * 3600 * area
      : 10 ** (-0.4 * object.magnitude);
  const scale = sum > 0 ? total / (sum * cell) : 0;
  return { extent, brightness: (u, v) => scale * shape(u, v) };
}

/** Mean V per square arcsec of what has no measured magnitude. */
const SURFACE: Record<DeepSkyKind, number> = {
  spiral: 23.2,
  elliptical: 22.5,
  nebula: 23.3,
  planetary: 20.5,
  remnant: 24,
  reflection: 23,
  globular: 21,
};

function shapeOf(object: DeepSky, seed: number, soften: number): [Shape, number] {
  const thin = object.minor / object.major;
  const noise = (u: number, v: number, scale: number, octaves: number) =>
    smoothNoise2(seed, u * scale + 7.1, v * scale - 3.7, octaves);
  const s2 = soften * soften;
  switch (object.kind) {
    case 'elliptical':
      // Sersic n = 4 (de Vaucouleurs 1948), half the light within 0.35 of the edge.
      return [(u, v) => Math.exp(-7.67 * ((Math.sqrt(u * u + v * v + s2) / 0.35) ** 0.25 - 1)), 1.6];
    case 'spiral': {
      // An exponential disc that reaches 25 mag per square arcsec at its edge (Freeman 1970: 3.1 scale lengths), a bulge.
      const arms = object.major > 3 && thin > 0.2;
      const turn = (seed % 628) / 100;
      const wind = (seed & 1 ? 1 : -1) / Math.tan(radians(11 + (seed % 7)));
      return [
        (u, v) => {
          const r = Math.sqrt(u * u + v * v + s2);
          // The bulge is rounder than the disc.
          const b = Math.sqrt(u * u + (v * v * thin) / 0.75 + s2);
          const bulge = 7 * Math.exp(-3.67 * Math.sqrt(b / 0.11));
          let disc = Math.exp(-3.4 * r);
          if (arms && r > 0.02) {
            // Arms that wander, break up into clumps and carry dust on their inner edge; lost towards the bulge.
            const wander = 1.1 * noise(u, v, 3, 2);
            const wave = Math.cos(2 * (Math.atan2(v, u) - wind * Math.log(r)) + turn + wander);
            const clumps = Math.exp(1.1 * noise(u + 5, v, 11, 4));
            const strength = Math.min(1, r / 0.25);
            const arm = 1 + strength * (1.3 * Math.exp(1.6 * (wave - 1)) * clumps - 0.55);
            const lanes = Math.exp(-(((wave - 0.2) / 0.4) ** 2)) * (0.5 + 0.5 * noise(u, v + 9, 7, 4));
            disc *= Math.max(0.15, arm * (1 - 0.6 * strength * Math.max(0, lanes)));
          }
          return disc + bulge;
        },
        1.5,
      ];
    }
    case 'planetary':
      // A bright shell, uneven, around a fainter inside.
      return [
        (u, v) => {
          const r = Math.hypot(u, v);
          const shell = Math.exp(-(((r - 0.68) / (0.2 + soften)) ** 2));
          const inside = r < 0.7 ? 0.35 : 0;
          const rim = 1 / (1 + Math.exp((r - 0.95) / (0.04 + soften / 2)));
          return (shell + inside) * rim * (1 + 0.45 * noise(u, v, 2.5, 3));
        },
        1.3,
      ];
    case 'remnant':
      return [
        (u, v) => {
          const r = Math.hypot(u, v);
          const edge = 1 / (1 + Math.exp((r - 0.9) / 0.06));
          const filaments = (1 - Math.abs(noise(u, v, 4, 5))) ** 9;
          return edge * (0.08 + filaments * (0.4 + r));
        },
        1.3,
      ];
    case 'globular':
      // King 1962, cut at the edge: the unresolved half of the light (clusterStars draws the other half).
      return [
        (u, v) => Math.max(0, 1 / Math.sqrt(1 + (u * u + v * v + s2) / 0.008) - 1 / Math.sqrt(1 + 1 / 0.008)) ** 2,
        1,
      ];
    default: {
      // Clouds of high mean surface brightness are lit from one place, as M42 is by its Trapezium.
      const mean = (object.magnitude ?? 99) + 2.5 * Math.log10(2827 * object.major * object.minor);
      const bright = Math.min(6, Math.max(0.05, 10 ** (0.8 * (22.4 - mean))));
      return [
        (u, v) => {
          // Space itself is bent by slow noise, so that the cloud has bays and tongues instead of an outline.
          const bend = 0.35 * Math.min(1, Math.hypot(u, v) / 0.4);
          const du = u + bend * noise(u, v, 1.6, 2);
          const dv = v + bend * noise(u + 9, v + 4, 1.6, 2);
          const r2 = du * du + dv * dv;
          const core = bright * (Math.exp(-r2 / 0.012) * 22 + Math.exp(-r2 / 0.07) * 3.5);
          const cloud = Math.exp(-2.2 * r2);
          const wisps = Math.exp(1.9 * noise(du, dv, 3.2, 5));
          const ridges = (1 - Math.abs(noise(du + 3, dv - 8, 4.5, 4))) ** 4;
          const bay = 1 / (1 + Math.exp(-9 * (noise(u - 5, v + 2, 1.9, 3) + 0.25 + 0.9 * cloud ** 3)));
          return (core * wisps + cloud * wisps * (0.35 + ridges)) * (0.1 + 0.9 * bay);
        },
        1.45,
      ];
    }
  }
}

function hashOf(name: string): number {
  let hash = 2166136261;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 16777619);
  return latticeHash(hash, name.length);
}
