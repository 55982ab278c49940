import type { PixelArray } from '@uraniborg/core';

/**
 * Lightness and colours as they stand in a TIFF file (TIFF 6.0, section 23) as red, green and blue of a screen, 8 or 16
 * bits. The white is that of ICC profiles (D50), from which Bradford's transform takes it to that of sRGB (IEC 61966-2-1).
 *
 * @param data lightness, unsigned, and two signed colours, as planes of unsigned numbers; is changed itself
 */
export function rgbOfLab(data: PixelArray): void {
  const size = data.length / 3;
  const wide = data.BYTES_PER_ELEMENT > 1;
  const [most, sign, unit] = wide ? [65_535, 32_768, 256] : [255, 128, 1];
  const signed = (value: number) => (value >= sign ? value - 2 * sign : value) / unit;
  const screen = (light: number) => {
    const curved = light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055;
    return Math.round(most * Math.min(1, Math.max(0, curved)));
  };
  for (let i = 0; i < size; i++) {
    const fy = ((100 * (data[i] as number)) / most + 16) / 116;
    const x = WHITE_X * cubed(fy + signed(data[size + i] as number) / 500);
    const y = cubed(fy);
    const z = WHITE_Z * cubed(fy - signed(data[2 * size + i] as number) / 200);
    data[i] = screen(3.1338561 * x - 1.6168667 * y - 0.4906146 * z);
    data[size + i] = screen(-0.9787684 * x + 1.9161415 * y + 0.033454 * z);
    data[2 * size + i] = screen(0.0719453 * x - 0.2289914 * y + 1.4052427 * z);
  }
}

const [WHITE_X, WHITE_Z] = [0.9642, 0.8249];

/** The inverse of the curve of CIE 1976. */
const cubed = (f: number) => (f > 6 / 29 ? f ** 3 : (108 / 841) * (f - 4 / 29));
