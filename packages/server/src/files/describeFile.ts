import type { OpenedFile } from '@uraniborg/api';
import { InvalidInput, parseUtc } from '@uraniborg/core';
import { cardNumber, cardText, type Header } from '@uraniborg/formats';
import { statisticsOf } from '@uraniborg/imaging';
import { imagesOfFile } from '../jobs/frames/imagesOfFile.ts';
import { openRecording } from '../jobs/frames/openRecording.ts';
import { formatOfFile } from '../jobs/frames/readFrame.ts';
import { type FileFrame, openFrame } from '../workers/openFrame.ts';

/** What a file tells of itself; its name, its id and when it was opened are not in it. */
export interface Described extends Pick<OpenedFile, 'format' | 'frameCount' | 'names'> {
  readonly frame: Omit<OpenedFile['frame'], 'id' | 'fileName' | 'startedAt'>;
  readonly startedAt: number | undefined;
}

/** @throws InvalidInput it is nothing that can be read; StorageError */
export async function describeFile(file: FileFrame): Promise<Described> {
  const format = await formatOfFile(file.file);
  const names = (await imagesOfFile(file.file, format)).map(({ name }) => name);
  const frameCount = format === 'ser' ? await countOf(file.file) : Math.max(1, names.length);
  const { pixels, header } = await openFrame(file);
  const { width, height, planes } = pixels;
  const { min, max, median, mad, mean } = statisticsOf(pixels);
  return {
    format,
    frameCount,
    ...(names.length > 1 && { names }),
    startedAt: dateOf(header),
    frame: {
      saveError: null,
      frameType: typeOf(header),
      seconds: cardNumber(header, 'EXPTIME') ?? cardNumber(header, 'EXPOSURE') ?? 0,
      object: cardText(header, 'OBJECT') ?? '',
      filter: cardText(header, 'FILTER') ?? null,
      bin: cardNumber(header, 'XBINNING') ?? 1,
      gain: cardNumber(header, 'GAIN') ?? null,
      temperature: cardNumber(header, 'CCD-TEMP') ?? null,
      width,
      height,
      planes,
      ra: cardNumber(header, 'CRVAL1') ?? null,
      dec: cardNumber(header, 'CRVAL2') ?? null,
      statistics: {
        min: known(min),
        max: known(max),
        median: known(median),
        mad: known(mad),
        mean: known(mean),
      },
      quality: null,
      verdict: null,
    },
  };
}

async function countOf(path: string): Promise<number> {
  const recording = await openRecording(path);
  try {
    if (recording.frameCount < 1) throw new InvalidInput('The recording holds no frame');
    return recording.frameCount;
  } finally {
    await recording.close();
  }
}

function dateOf(header: Header): number | undefined {
  const text = cardText(header, 'DATE-OBS');
  if (text === undefined) return undefined;
  try {
    return parseUtc(text.endsWith('Z') ? text : `${text}Z`);
  } catch {
    // A date in words of its own: it is in the header for whoever looks.
    return undefined;
  }
}

function typeOf(header: Header): OpenedFile['frame']['frameType'] {
  const text = (cardText(header, 'IMAGETYP') ?? '').toLowerCase();
  if (/dark.?flat|flat.?dark/.test(text)) return 'darkFlat';
  if (text.includes('dark')) return 'dark';
  if (text.includes('bias')) return 'bias';
  return text.includes('flat') ? 'flat' : 'light';
}

/** A frame without one finite value has no statistics, and JSON no NaN. */
const known = (value: number): number => (Number.isFinite(value) ? value : 0);
