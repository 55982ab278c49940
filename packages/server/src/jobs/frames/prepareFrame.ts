import { InvalidInput, type PixelArray, type Pixels } from '@uraniborg/core';
import { cardText, type Header } from '@uraniborg/formats/fits';
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
  /** 'auto': as the header says; 'grey': the cells of a mosaic are joined, two by two; 'raw': a mosaic stays one. */
  readonly debayer?: BayerOrder | 'auto' | 'grey' | 'raw';
}

/** @throws InvalidInput masters of another size, or a mosaic that nobody has said what to do with */
export function prepareFrame(raw: Pixels, header: Header, recipe: Recipe): Pixels {
  const isMosaic = raw.planes === 1 && cardText(header, 'BAYERPAT') !== undefined;
  const { debayer: wanted } = recipe;
  if (wanted === undefined && isMosaic)
    throw new InvalidInput('it is the raw frame of a colour sensor: say --debayer auto', 'debayer');
  const order = wanted === 'auto' ? bayerOrderOf(header) : wanted === 'grey' || wanted === 'raw' ? undefined : wanted;
  const pixels = correctFrame(raw, recipe, isMosaic || order !== undefined);
  if (wanted === 'grey' && isMosaic) return binPixels(pixels, 2);
  return order ? debayer(pixels, { order }) : pixels;
}

/** Dark, flat and bad pixels, without a change of shape. @throws InvalidInput masters of another size */
export function correctFrame(raw: Pixels, { dark, flat, badPixels }: Recipe, isMosaic: boolean): Pixels {
  const pixels: Pixels<PixelArray> =
    dark || flat ? calibrate(raw, { ...(dark && { dark }), ...(flat && { flat }) }) : raw;
  return badPixels ? mendBadPixels(pixels, badPixels, { mosaic: isMosaic, inPlace: pixels !== raw }) : pixels;
}
