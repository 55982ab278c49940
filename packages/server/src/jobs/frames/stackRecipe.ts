import { basename } from 'node:path';
import { InvalidInput, type Pixels } from '@uraniborg/core';
import { sharePixels } from '../../workers/sharePixels.ts';
import type { Recipe } from './prepareFrame.ts';
import type { StackRequest } from './stackRequest.ts';

/** The masters of a request, and what the header of the stack says of them. @throws InvalidInput, StorageError */
export async function recipeOf({
  dark,
  flat,
  badPixels,
  debayer,
  align,
}: StackRequest): Promise<Recipe & { remarks: string[] }> {
  if (badPixels === true && dark === undefined)
    throw new InvalidInput('Bad pixels are found on a dark: give one with --dark, or a map of them', 'dark');
  const masterDark = dark === undefined ? undefined : await pixelsOf(dark);
  const masterFlat = flat === undefined ? undefined : await pixelsOf(flat);
  const map =
    typeof badPixels === 'string'
      ? await (await import('./badPixelFile.ts')).badPixelsOfFile(badPixels)
      : badPixels && masterDark
        ? (await import('@uraniborg/imaging')).findBadPixels(masterDark)
        : undefined;
  return {
    ...(masterDark && { dark: await sharePixels(masterDark) }),
    ...(masterFlat && { flat: await sharePixels(masterFlat) }),
    ...(map && { badPixels: map }),
    // A master of a colour sensor is a mosaic as its frames are.
    ...(debayer !== undefined ? { debayer } : align === false && { debayer: 'raw' as const }),
    remarks: [
      ...(dark === undefined ? [] : [`dark ${basename(dark)}`]),
      ...(flat === undefined ? [] : [`flat ${basename(flat)}`]),
      ...(map ? [`${map.indices.length} bad pixels mended`] : []),
      ...(debayer === undefined ? [] : [`debayered, ${debayer}`]),
    ],
  };
}

/** The readers of all kinds of files are loaded when there is a master to read. */
async function pixelsOf(path: string): Promise<Pixels> {
  const { readFrame } = await import('./readFrame.ts');
  return (await readFrame(path)).pixels;
}
