import { type Pixels, seededRandom } from '@uraniborg/core';

/** How the light of a star lies: `half` is the radius of the circle with half of it in it. */
export type Profile = 'gaussian' | 'moffat' | 'disk' | 'ring';

export interface TrueStar {
  readonly x: number;
  readonly y: number;
  /** Electrons. */
  readonly flux: number;
}

export interface Field {
  readonly width: number;
  readonly height: number;
  readonly stars: readonly TrueStar[];
  /** True half-flux diameter, pixels. */
  readonly hfd: number;
  readonly profile?: Profile;
  /** Electrons in every pixel, or in each. */
  readonly sky?: number | ((x: number, y: number) => number);
  /** Electrons. */
  readonly readNoise?: number;
  /** ADU. */
  readonly bias?: number;
  readonly seed?: number;
}

/** Fraction of the light inside a radius of `r` times the half-light radius. */
const WITHIN: Record<Profile, (r: number) => number> = {
  gaussian: (r) => 1 - 2 ** -(r * r),
  // Moffat 1969 with beta 4: half of the light is inside alpha * sqrt(2^(1/3) - 1).
  moffat: (r) => 1 - (1 + r * r * (2 ** (1 / 3) - 1)) ** -3,
  disk: (r) => Math.min(1, (r * r) / 2),
  // A telescope with a central obstruction of a third, out of focus.
  ring: (r) => Math.min(1, Math.max(0, (r * r * (5 / 9) - 1 / 9) * (9 / 8))),
};

/** A frame of stars with photon and read noise, 1 electron an ADU. Pixels collect their light by 7 x 7 subpixels. */
export function starField(field: Field): Pixels<Uint16Array> {
  const { width, height, stars, hfd, profile = 'gaussian', sky = 400, readNoise = 5, bias = 200, seed = 1 } = field;
  const light = Float64Array.from({ length: width * height }, (_, at) =>
    typeof sky === 'number' ? sky : sky(at % width, Math.floor(at / width)),
  );
  for (const star of stars) addStar(light, width, height, star, hfd / 2, profile);
  const random = seededRandom(seed);
  const data = new Uint16Array(width * height);
  for (let i = 0; i < data.length; i++) {
    const value = random.poisson(light[i] ?? 0) + readNoise * random.normal() + bias;
    data[i] = Math.min(65535, Math.max(0, Math.round(value)));
  }
  return { width, height, planes: 1, data };
}

const SUB = 7;

function addStar(light: Float64Array, width: number, height: number, star: TrueStar, half: number, profile: Profile) {
  const reach = Math.ceil(half * (profile === 'moffat' ? 9 : 4)) + 2;
  const surface = surfaceOf(profile, half, reach + 2);
  const [cx, cy] = [Math.round(star.x), Math.round(star.y)];
  for (let y = Math.max(0, cy - reach); y <= Math.min(height - 1, cy + reach); y++)
    for (let x = Math.max(0, cx - reach); x <= Math.min(width - 1, cx + reach); x++) {
      let sum = 0;
      for (let j = 0; j < SUB; j++)
        for (let i = 0; i < SUB; i++) {
          const u = x - 0.5 + (i + 0.5) / SUB - star.x;
          const v = y - 0.5 + (j + 0.5) / SUB - star.y;
          sum += surface[Math.floor(Math.sqrt(u * u + v * v) * STEPS)] ?? 0;
        }
      light[y * width + x] = (light[y * width + x] ?? 0) + (star.flux * sum) / (SUB * SUB);
    }
}

const STEPS = 50;

/** Light per square pixel in rings of 1/50 px. */
function surfaceOf(profile: Profile, half: number, reach: number): Float64Array {
  const within = WITHIN[profile];
  return Float64Array.from({ length: Math.ceil(reach * 1.5 * STEPS) }, (_, ring) => {
    const [inner, outer] = [ring / STEPS, (ring + 1) / STEPS];
    return (within(outer / half) - within(inner / half)) / (Math.PI * (outer * outer - inner * inner));
  });
}

/** Stars on a jittered grid, so that none touches another, of the given flux range (log-uniform). */
export function scattered({
  width,
  height,
  spacing,
  flux,
  seed = 7,
}: {
  width: number;
  height: number;
  spacing: number;
  flux: [number, number];
  seed?: number;
}): TrueStar[] {
  const random = seededRandom(seed);
  const stars: TrueStar[] = [];
  for (let y = spacing / 2; y + spacing / 2 <= height; y += spacing)
    for (let x = spacing / 2; x + spacing / 2 <= width; x += spacing)
      stars.push({
        x: x + random.uniform() * 4 - 2,
        y: y + random.uniform() * 4 - 2,
        flux: flux[0] * (flux[1] / flux[0]) ** random.uniform(),
      });
  return stars;
}
