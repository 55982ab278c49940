import { join } from 'node:path';
import { InvalidInput } from '@uraniborg/core';
import type { Frame } from '@uraniborg/formats';
import { type BadPixelMap, findBadPixels, mapOfMask } from '@uraniborg/imaging';
import type { Recipe } from '../jobs/frames/prepareFrame.ts';
import { readFrame } from '../jobs/frames/readFrame.ts';
import { sharePixels } from '../workers/sharePixels.ts';
import { listMasters } from './listMasters.ts';
import { settingsOf } from './masterFile.ts';
import { type Matched, matchMasters } from './matchMasters.ts';
import type { Wanted } from './whyNot.ts';

/** The masters for frames like one. */
export interface ChosenMasters {
  readonly recipe: Recipe;
  /** What they are: names of files, and how many bad pixels. */
  readonly names: readonly string[];
}

/** What of a frame decides about its masters. */
export function wantedFor({ pixels: { width, height, planes }, header }: Frame): Wanted {
  return { ...settingsOf(header), width, height, planes };
}

/**
 * The master dark and flat of a folder that fit a frame: of its camera, size and binning; the dark of its exposure, gain
 * and temperature, the flat of its filter. What a header does not say is not held against it. Bad pixels are those of a
 * map, or else found on the dark. No folder is an empty one; a file that cannot be read is none of them.
 */
export async function mastersFor(frame: Frame, folder: string): Promise<ChosenMasters> {
  return await openMasters(matchMasters((await listMasters(folder)).masters, wantedFor(frame)), folder);
}

/** The pixels of masters, in shared memory. @throws InvalidInput, StorageError one is damaged or gone */
export async function openMasters({ dark, flat, badPixels: map }: Matched, folder: string): Promise<ChosenMasters> {
  const open = async ({ file }: { file: string }) => (await readFrame(join(folder, file), { shared: true })).pixels;
  const [darkPixels, flatPixels] = [dark && (await open(dark)), flat && (await open(flat))];
  const badPixels = map
    ? mapOfMask(await open(map))
    : dark?.kind === 'dark' && darkPixels?.planes === 1
      ? foundOn(darkPixels)
      : undefined;
  return {
    recipe: {
      ...(darkPixels && { dark: await sharePixels(darkPixels) }),
      ...(flatPixels && { flat: await sharePixels(flatPixels) }),
      ...(badPixels && { badPixels }),
    },
    names: [
      ...(dark ? [dark.file] : []),
      ...(flat ? [flat.file] : []),
      ...(badPixels ? [`${badPixels.indices.length} bad pixels${map ? ` of ${map.file}` : ''}`] : []),
    ],
  };
}

/** A dark with light on it has too many: it is taken away all the same, and nothing is mended. */
function foundOn(dark: Parameters<typeof findBadPixels>[0]): BadPixelMap | undefined {
  try {
    return findBadPixels(dark);
  } catch (error) {
    if (error instanceof InvalidInput) return undefined;
    throw error;
  }
}
