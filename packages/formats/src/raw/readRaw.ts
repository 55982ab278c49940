/** The raw files of cameras, by LibRaw: a program of its own, in WebAssembly, which sees the bytes and nothing else. */
import { InvalidInput, type PixelArray, sentenceOf } from '@uraniborg/core';
import type { LibRawMetadata, LibRawMosaic } from 'libraw-wasm/dist/libraw.js';
import type { Frame } from '../frame.ts';
import { type Card, card, withCard } from '../header.ts';
import { known } from '../known.ts';
import { cameraName } from '../picture/exifCards.ts';
import { rawExif } from './rawExif.ts';

/** Where LibRaw's WebAssembly lies: a file: address under Node. */
export function librawUrl(): string {
  return import.meta.resolve('libraw-wasm/dist/libraw.wasm');
}

/**
 * The mosaic of the sensor as the camera stored it: nothing is subtracted, scaled, interpolated or turned; only the
 * margins that see no light are cut off. The header has what the camera says (time, exposure, ISO, lens, temperature of
 * the sensor), the pattern of the mosaic (BAYERPAT), its black level (BLKLEVEL) and its white one (SATURATE).
 *
 * It takes seconds and may take for ever where the file was made to: run it in a worker that can be ended.
 *
 * @param libraw the bytes of LibRaw's WebAssembly: see librawUrl
 * @throws InvalidInput it is no raw file, of an unknown camera, damaged, or holds developed colours instead of a mosaic
 */
export async function readRaw(file: Uint8Array, libraw: Uint8Array): Promise<Frame> {
  const { metadata, mosaic } = await decoded(file, libraw);
  const { left_margin: left, top_margin: top, width, height, raw_width: rawWidth } = mosaic;
  if (!(width > 0 && height > 0) || (top + height) * rawWidth > mosaic.data.length || left + width > rawWidth)
    throw new InvalidInput('The raw file is damaged: its picture lies beyond its sensor');
  const data = new Uint16Array(width * height);
  for (let y = 0; y < height; y++) {
    const from = (top + y) * rawWidth + left;
    data.set(mosaic.data.subarray(from, from + width), y * width);
  }
  return { pixels: { width, height, planes: 1, data }, header: headerOf(file, metadata) };
}

async function decoded(file: Uint8Array, libraw: Uint8Array) {
  const { default: load } = await import('libraw-wasm/dist/libraw.js');
  const quiet = () => {};
  // A fresh one for each file: what a hostile one does to its memory is gone with it.
  const { LibRaw } = await load({ wasmBinary: libraw, print: quiet, printErr: quiet });
  let metadata: LibRawMetadata | undefined;
  let mosaic: LibRawMosaic | undefined;
  try {
    const raw = new LibRaw();
    raw.open(file, {});
    metadata = raw.metadata(true);
    mosaic = raw.rawImageData();
  } catch (error) {
    throw new InvalidInput(`The raw file is damaged, or of a camera that LibRaw does not know: ${sentenceOf(error)}`);
  }
  if (!metadata || !isMosaic(mosaic?.data) || !mosaic)
    throw new InvalidInput('The raw file holds developed colours, not the mosaic of a sensor; convert it to TIFF');
  return { metadata, mosaic };
}

function isMosaic(data: PixelArray | undefined): boolean {
  return data instanceof Uint16Array && data.length > 0;
}

function headerOf(file: Uint8Array, metadata: LibRawMetadata): readonly Card[] {
  const { color_data: colour, metadata_common: temperatures } = metadata;
  const pattern = bayerPattern(metadata);
  const [red = 0, green = 0, blue = 0] = colour.cam_mul;
  const said = [
    ...known('INSTRUME', cameraName(metadata.camera_make, metadata.camera_model), 'camera'),
    ...known('EXPTIME', positive(metadata.shutter), '[s] exposure time'),
    ...known('ISOSPEED', positive(metadata.iso_speed), 'ISO setting'),
    ...known('F_STOP', positive(metadata.aperture), 'f-stop'),
    ...known('FOCALLEN', positive(metadata.focal_len), '[mm] focal length of the lens'),
    ...known('LENS', metadata.lens.Lens, 'lens'),
  ];
  // What the file itself says is exact where LibRaw keeps single precision, and has the time.
  const header = rawExif(file).reduce<readonly Card[]>(
    (cards, { keyword, value, comment }) => withCard(cards, keyword, value, comment),
    said,
  );
  return [
    ...header,
    ...known(
      'CCD-TEMP',
      [temperatures.SensorTemperature, temperatures.CameraTemperature].find((degrees) => degrees > -273),
      '[degC] temperature of the sensor, or of the camera',
    ),
    card('XBINNING', 1, 'binning in x'),
    card('YBINNING', 1, 'binning in y'),
    ...(pattern === undefined
      ? []
      : [
          card('XBAYROFF', 0, 'where the Bayer pattern begins in x'),
          card('YBAYROFF', 0, 'where the Bayer pattern begins in y'),
          card('BAYERPAT', pattern, 'colours of the first pixels, row by row'),
        ]),
    ...(red > 0 && green > 0 && blue > 0
      ? [
          card('MULT_R', red / green, 'white balance, red'),
          card('MULT_G', 1, 'white balance, green'),
          card('MULT_B', blue / green, 'white balance, blue'),
        ]
      : []),
    ...known('BLKLEVEL', positive(colour.black), '[adu] level of no light, still in the pixels'),
    ...known('SATURATE', positive(colour.maximum), '[adu] level at which the sensor is full'),
  ];
}

function positive(value: number): number | undefined {
  return value > 0 ? value : undefined;
}

/** The colours of the first two by two pixels inside the margins; none for other mosaics than Bayer's. */
function bayerPattern({ filters, colors, cdesc }: LibRawMetadata): string | undefined {
  // Below 1000 are the codes of mosaics that are not two wide.
  if (filters < 1000 || colors !== 3) return undefined;
  // Two bits a pixel, two columns and eight rows (LibRaw's and dcraw's encoding).
  const colour = (row: number, column: number) => cdesc[(filters >>> ((((row << 1) & 14) + (column & 1)) << 1)) & 3];
  const pattern = [colour(0, 0), colour(0, 1), colour(1, 0), colour(1, 1)].join('');
  return /^(RGGB|GRBG|GBRG|BGGR)$/.test(pattern) ? pattern : undefined;
}
