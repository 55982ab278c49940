/** The brighter stars of a globular cluster, which hold half of its light. */
import { degrees, radians, seededRandom } from '@uraniborg/core';
import type { DeepSky } from './deepSkyObject.ts';
import type { SkyStar } from './starField.ts';

const COUNT = 1200;

/** @returns the same stars for the same cluster and seed; together half of its magnitude's light */
export function clusterStars(cluster: DeepSky, seed: number): SkyStar[] {
  const random = seededRandom(seed, Math.round(cluster.ra * 3600), Math.round(cluster.dec * 3600));
  const reach = radians(cluster.major / 120);
  const core = reach * 0.08;
  const drawn = Array.from({ length: COUNT }, () => {
    // Radius with the profile of King 1962 near its middle, 1 / (1 + r^2 / core^2), inverted; thinned towards the edge.
    const spread = core * Math.sqrt((1 + (reach / core) ** 2) ** random.uniform() - 1);
    const r = spread * (1 - 0.45 * (spread / reach) * random.uniform());
    const angle = 2 * Math.PI * random.uniform();
    // Giants at the top of a luminosity function that rises as 10^(0.45 m) over five magnitudes.
    const fainter = Math.log10(1 + (10 ** (0.45 * 5) - 1) * random.uniform()) / 0.45;
    return { r, angle, light: 10 ** (-0.4 * fainter) };
  });
  const sum = drawn.reduce((total, star) => total + star.light, 0);
  const half = 0.5 * 10 ** (-0.4 * (cluster.magnitude ?? 9));
  return drawn.map(({ r, angle, light }) => ({
    ra: cluster.ra + degrees((r * Math.sin(angle)) / Math.cos(radians(cluster.dec))),
    dec: Math.max(-90, Math.min(90, cluster.dec + degrees(r * Math.cos(angle)))),
    magnitude: -2.5 * Math.log10((half * light) / sum),
  }));
}
