import { InvalidInput, type PixelArray, type Pixels } from '@uraniborg/core';
import { cardText, type Header } from '@uraniborg/formats';
import {
  type BadPixelMap,
  type BayerOrder,
  binPixels,
  type CalibrationMasters,
  calibrate,
  debayer,
  mendBadPixels,
} from '@uraniborg/imaging';
import { bayerOrderOf } from './bayerOrder.ts';

/** What is done to every frame before it is registered. */
export interface Recipe extends CalibrationMasters {
  readonly badPixels?: BadPixelMap;
  /** 'auto': as the header says; 'grey': the cells of a mosaic are joined, two by two. */
  readonly debayer?: BayerOrder | 'auto' | 'grey';
}

/** @throws InvalidInput masters of another size, or a mosaic that nobody has said what to do with */
export function prepareFrame(raw: Pixels, header: Header, recipe: Recipe): Pixels {
  const { dark, flat, badPixels } = recipe;
  let pixels: Pixels<PixelArray> =
    dark || flat ? calibrate(raw, { ...(dark && { dark }), ...(flat && { flat }) }) : raw;
  const mosaic = pixels.planes === 1 && cardText(header, 'BAYERPAT') !== undefined;
  if (recipe.debayer === undefined && mosaic)
    throw new InvalidInput('it is the raw frame of a colour sensor: say --debayer auto', 'debayer');
  const grey = recipe.debayer === 'grey' && mosaic;
  const order =
    recipe.debayer === 'auto' ? bayerOrderOf(header) : recipe.debayer === 'grey' ? undefined : recipe.debayer;
  if (badPixels)
    pixels = mendBadPixels(pixels, badPixels, { mosaic: grey || order !== undefined, inPlace: pixels !== raw });
  if (grey) return binPixels(pixels, 2);
  return order ? debayer(pixels, { order }) : pixels;
}
