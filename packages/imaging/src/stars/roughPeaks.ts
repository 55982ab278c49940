import type { Pixels } from '@uraniborg/core';
import type { BackgroundMesh } from './backgroundMesh.ts';
import { type BrightPixels, collectBrightPixels, linkBrightPixels, someBrightPixels } from './brightPixels.ts';
import { eachBrightRow } from './brightRows.ts';
import { betweenRows, meshRow } from './meshRow.ts';
import { packPeaks } from './peak.ts';
import { HALF_SIZE, ISOPHOTE, peaksOf } from './peaksOf.ts';
import { rootOf, shareOut } from './shareOut.ts';
import { SMOOTHED_NOISE } from './smoothedRows.ts';

export interface PeakOptions {
  /** How many sigmas the smoothed light must stand above the background. */
  readonly threshold: number;
  /** Electrons of one ADU: how much noise the light of a star brings with it. */
  readonly electronsPerAdu: number;
}

/** Peaks and what belongs to them, in flat arrays that go from thread to thread. */
export interface RoughPeaks {
  /** See packPeaks. */
  readonly packed: Float64Array;
  /** Bright pixels, y * width + x of the frame at half its size, ascending ... */
  readonly place: Int32Array;
  /** ... and which of the peaks each belongs to, -1 for none. */
  readonly owner: Int32Array;
}

/** What some rows of a frame have. */
export interface PartPeaks {
  readonly peaks: RoughPeaks;
  /** Light that touches the rows before or after, where it may go on: it is shared out when those are there. */
  readonly cut: BrightPixels;
}

/** The peaks in the rows `from` to `end` of the frame at half its size, its light shared out among them. */
export function partPeaks(
  pixels: Pixels,
  mesh: BackgroundMesh,
  [from, end]: readonly [number, number],
  options: PeakOptions,
): PartPeaks {
  const bright = brightPixels(pixels, mesh, [from, end]);
  const { width, count, place } = bright;
  const linked = linkBrightPixels(bright);
  const { owner, component } = shareOut(linked, options.electronsPerAdu);
  const isCut = new Uint8Array(count);
  const [second, last] = [(from + 1) * width, (end - 1) * width];
  for (let i = 0; i < count && from > 0 && (place[i] as number) < second; i++) isCut[rootOf(component, i)] = 1;
  if (end < pixels.height >> 1)
    for (let i = count - 1; i >= 0 && (place[i] as number) >= last; i--) isCut[rootOf(component, i)] = 1;
  const cut: number[] = [];
  for (let i = 0; i < count; i++)
    if (isCut[rootOf(component, i)]) {
      cut.push(i);
      owner[i] = -1;
    }
  return { peaks: flat(bright, owner, options), cut: someBrightPixels(bright, cut) };
}

/** The peaks of light that nothing has cut. */
export function roughPeaks(bright: BrightPixels, options: PeakOptions): RoughPeaks {
  return flat(bright, shareOut(linkBrightPixels(bright), options.electronsPerAdu).owner, options);
}

function flat(bright: BrightPixels, summits: Int32Array, { threshold }: PeakOptions): RoughPeaks {
  const { peaks, owner } = peaksOf(bright, summits, threshold, HALF_SIZE);
  return { packed: packPeaks(peaks), place: bright.place, owner };
}

/** What stands out in the rows `from` to `end` of the frame at half its size. */
function brightPixels(pixels: Pixels, mesh: BackgroundMesh, rows: readonly [number, number]): BrightPixels {
  const width = pixels.width >> 1;
  const collector = collectBrightPixels(width);
  const limits = mesh.level.map((level, i) => 4 * level + ISOPHOTE * SMOOTHED_NOISE * (mesh.rms[i] as number));
  // Level and noise of the cells above and below, at every pixel.
  const [level, levelBelow, rms, rmsBelow] = Array.from({ length: 4 }, () => new Float32Array(width)) as Rows;
  let known = -1;
  eachBrightRow(pixels, rows, {
    mesh,
    limits,
    found(y, places, count, values) {
      const { upper, lower, part } = betweenRows(mesh, 2 * y + 0.5);
      if (upper !== known) {
        meshRow(mesh, mesh.level, upper, 2, level);
        meshRow(mesh, mesh.level, lower, 2, levelBelow);
        meshRow(mesh, mesh.rms, upper, 2, rms);
        meshRow(mesh, mesh.rms, lower, 2, rmsBelow);
        known = upper;
      }
      for (let i = 0; i < count; i++) {
        const x = places[i] as number;
        const [sky, noise] = [level[x] as number, rms[x] as number];
        const here = sky + part * ((levelBelow[x] as number) - sky);
        const noiseHere = noise + part * ((rmsBelow[x] as number) - noise);
        collector.add(y * width + x, (values[x] as number) - 4 * here, SMOOTHED_NOISE * noiseHere);
      }
    },
  });
  return collector.done();
}

type Rows = [Float32Array, Float32Array, Float32Array, Float32Array];
