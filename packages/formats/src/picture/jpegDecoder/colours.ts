/** Planes of a picture from the components of a JPEG, which can be smaller and other colours. */
import { InvalidInput, type Pixels } from '@uraniborg/core';

/** A component as it was decoded: `width` by `height` of it are pixels, its rows are `stride` long. */
export interface DecodedComponent {
  readonly samples: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
  readonly stride: number;
  /** How many times as many the picture has, across and down. */
  readonly across: number;
  readonly down: number;
}

/** What the components are: brightness and two colours, or (CMYK) the lack of three and of light. */
export type JpegColours = 'grey' | 'YCC' | 'RGB' | 'YCCK' | 'CMYK';

/** @param inverted as Adobe's programs write CMYK: 255 is none */
export function planesOf(
  components: readonly DecodedComponent[],
  width: number,
  height: number,
  colours: JpegColours,
  inverted: boolean,
): Pixels<Uint8Array> {
  const size = width * height;
  const planes = colours === 'grey' ? 1 : 3;
  const data = new Uint8ClampedArray(size * planes);
  const rows = components.map(() => new Uint8ClampedArray(width));
  const [r, g, b] = [data.subarray(0, size), data.subarray(size, 2 * size), data.subarray(2 * size)];
  const [first, second, third, fourth] = rows;
  for (let y = 0; y < height; y++) {
    for (const [i, component] of components.entries()) rowOf(component, y, rows[i] ?? new Uint8ClampedArray(), width);
    const at = y * width;
    if (colours === 'grey') {
      if (first) data.set(first, at);
      continue;
    }
    if (!first || !second || !third) throw new InvalidInput('it has fewer colours than it says');
    if (colours === 'YCC' || colours === 'YCCK')
      for (let x = 0; x < width; x++) {
        const [light, blue, red] = [first[x] as number, (second[x] as number) - 128, (third[x] as number) - 128];
        r[at + x] = light + 1.402 * red;
        g[at + x] = light - 0.344136 * blue - 0.714136 * red;
        b[at + x] = light + 1.772 * blue;
      }
    else {
      r.set(first, at);
      g.set(second, at);
      b.set(third, at);
    }
    if (!fourth) continue;
    // Inks, of which 255 is all; written inverted, or as colours of which they are the lack (YCCK), it is what is left.
    const isLeft = inverted !== (colours === 'YCCK');
    for (const plane of [r, g, b])
      for (let x = 0; x < width; x++) {
        const [ink, black] = [plane[at + x] as number, fourth[x] as number];
        plane[at + x] = ((isLeft ? ink : 255 - ink) * (inverted ? black : 255 - black)) / 255;
      }
  }
  return { width, height, planes, data: new Uint8Array(data.buffer) };
}

/** A row of a component at the size of the picture: halved ones are spread three to one, as nearly all decoders do. */
function rowOf(component: DecodedComponent, y: number, to: Uint8ClampedArray, width: number): void {
  const { samples, stride, across, down } = component;
  if (across === 1 && down === 1) {
    to.set(samples.subarray(y * stride, y * stride + width));
    return;
  }
  const row = Math.min(component.height - 1, Math.floor(y / down));
  const near = samples.subarray(row * stride, row * stride + component.width);
  // Those of one or two columns are not worth it to others, and so they look alike.
  if ((across !== 2 && across !== 1) || (down !== 2 && down !== 1) || component.width < 3) {
    for (let x = 0; x < width; x++) to[x] = near[Math.min(near.length - 1, Math.floor(x / across))] as number;
    return;
  }
  const other = down === 1 ? row : y % 2 === 0 ? Math.max(0, row - 1) : Math.min(component.height - 1, row + 1);
  const far = samples.subarray(other * stride, other * stride + component.width);
  const last = near.length - 1;
  // Of sixteen parts; which way halves are rounded changes from pixel to pixel, so that no drift comes of it.
  const mixed = (i: number) => 3 * (near[i] as number) + (far[i] as number);
  for (let x = 0; x < width; x++) {
    if (across === 1) {
      to[x] = (mixed(x) + (y % 2 === 0 ? 1 : 2)) >> 2;
      continue;
    }
    const i = Math.min(last, x >> 1);
    const beside = x % 2 === 0 ? Math.max(0, i - 1) : Math.min(last, i + 1);
    to[x] = (3 * mixed(i) + mixed(beside) + (x % 2 === 0 ? 8 : 7)) >> 4;
  }
}
