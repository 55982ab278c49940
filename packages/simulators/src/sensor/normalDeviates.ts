/**
 * Normal deviates fast enough for a frame: one 32-bit random number picks a quantile from a table. The outermost of the
 * 65536 bins on either side are split once more, so that the tails reach 6.2 sigma.
 */

/** Quantile of the standard normal distribution; Wichura 1988, algorithm AS 241 (PPND7, seven digits). */
export function normalQuantile(p: number): number {
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (
      (q * (((5.910937472e1 * r + 1.5929113202e2) * r + 5.0434271938e1) * r + 3.3871327179)) /
      (((6.71875636e1 * r + 7.8757757664e1) * r + 1.7895169469e1) * r + 1)
    );
  }
  const r = Math.sqrt(-Math.log(q < 0 ? p : 1 - p));
  let value: number;
  if (r <= 5) {
    const s = r - 1.6;
    value =
      (((1.7023821103e-1 * s + 1.3067284816) * s + 2.75681539) * s + 1.4234372777) /
      ((1.2021132975e-1 * s + 7.370016425e-1) * s + 1);
  } else {
    const s = r - 5;
    value =
      (((1.7337203997e-2 * s + 4.2868294337e-1) * s + 3.081226386) * s + 6.657905115) /
      ((1.2258202635e-2 * s + 2.4197894225e-1) * s + 1);
  }
  return q < 0 ? -value : value;
}

const BINS = 65536;
let tables: { body: Float32Array; tail: Float32Array } | undefined;

/** `body[i]`: the middle of bin i of 65536; `tail[j]`: the same inside bin 0 (mirror it for bin 65535). */
export function normalTables(): { body: Float32Array; tail: Float32Array } {
  if (!tables) {
    const body = new Float32Array(BINS);
    const tail = new Float32Array(BINS);
    for (let i = 0; i < BINS; i++) {
      body[i] = normalQuantile((i + 0.5) / BINS);
      tail[i] = normalQuantile((i + 0.5) / BINS / BINS);
    }
    tables = { body, tail };
  }
  return tables;
}

/** Deviates one by one, for what is drawn once; a frame's loop uses the tables itself. */
export interface Bits {
  /** 32 random bits as a signed integer. */
  next(): number;
}

/** sfc32 (Doty-Humphrey, PractRand): small, fast, passes PractRand and BigCrush. */
export function bits(...seeds: number[]): Bits {
  let a = 0x6a09e667;
  let b = 0xbb67ae85;
  let c = 0x3c6ef372;
  let counter = 1;
  const next = () => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return t;
  };
  for (const seed of seeds) {
    a ^= seed | 0;
    b ^= Math.floor(seed / 4294967296) | 0;
    for (let i = 0; i < 12; i++) next();
  }
  return { next };
}
