import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Master, MasterKind } from '@uraniborg/api';
import { InvalidInput, parseUtc } from '@uraniborg/core';
import { cardNumber, cardText, type Header } from '@uraniborg/formats';
import { isBadPixelMap } from '../jobs/frames/badPixelFile.ts';
import { fitsParts } from '../jobs/frames/fitsParts.ts';
import { formatOfFile, readFrame } from '../jobs/frames/readFrame.ts';
import { xisfFileParts } from '../jobs/frames/xisfFile.ts';

/** A master as its header tells it, with what tells it from another file of that name. */
export interface MasterFile extends Master {
  /** Where on the sensor it begins, binned pixels; undefined when its header does not say. */
  readonly origin: { readonly x: number; readonly y: number } | undefined;
  /** Of this content: when it was written, and its size. */
  readonly stamp: string;
}

/** What was read of files that have not changed since: the folder is listed for every frame that is calibrated. */
const read = new Map<string, MasterFile>();
const MOST_READ = 1000;

/** @throws InvalidInput no master, or damaged; StorageError */
export async function masterFile(path: string): Promise<MasterFile> {
  const { mtimeMs, size } = await stat(path);
  const stamp = `${mtimeMs}-${size}`;
  const known = read.get(path);
  if (known?.stamp === stamp) return known;
  const found = await readMaster(path, stamp);
  if (read.size >= MOST_READ) read.clear();
  read.set(path, found);
  return found;
}

async function readMaster(path: string, stamp: string): Promise<MasterFile> {
  const { header, width, height, planes } = await shapeOf(path);
  const kind = kindOf(header);
  if (kind === undefined) {
    const type = cardText(header, 'IMAGETYP');
    const says = type === undefined ? 'there is no IMAGETYP in its header' : `its IMAGETYP is ${type}`;
    throw new InvalidInput(`${path}: it is no dark, flat, bias or map of bad pixels: ${says}`);
  }
  return {
    file: basename(path),
    kind,
    ...settingsOf(header),
    width,
    height,
    planes,
    frames: numberOf(header, 'STACKCNT'),
    takenAt: dateOf(header),
    badPixels: numberOf(header, 'NBADPIX'),
    sigma: numberOf(header, 'BPSIGMA'),
    stamp,
  };
}

/** What of a header decides which frames belong together. */
export function settingsOf(header: Header) {
  const [x, y] = [cardNumber(header, 'XORGSUBF'), cardNumber(header, 'YORGSUBF')];
  return {
    camera: textOf(header, 'INSTRUME'),
    filter: textOf(header, 'FILTER'),
    seconds: numberOf(header, 'EXPTIME') ?? numberOf(header, 'EXPOSURE'),
    gain: numberOf(header, 'GAIN'),
    offset: numberOf(header, 'OFFSET'),
    temperature: numberOf(header, 'CCD-TEMP'),
    bin: numberOf(header, 'XBINNING'),
    origin: x === undefined || y === undefined ? undefined : { x, y },
  };
}

/** What a frame is as a master; undefined when it is none. */
export function kindOf(header: Header): MasterKind | undefined {
  if (isBadPixelMap(header)) return 'badPixels';
  const type = (cardText(header, 'IMAGETYP') ?? '').toLowerCase();
  if (/dark.*flat|flat.*dark/.test(type)) return 'darkFlat';
  if (type.includes('dark')) return 'dark';
  if (type.includes('flat')) return 'flat';
  return /bias|zero|offset/.test(type) ? 'bias' : undefined;
}

async function shapeOf(path: string) {
  const format = await formatOfFile(path);
  if (format === 'xisf') {
    const [first] = await xisfFileParts(path);
    const [width, height, planes = 1] = first?.axes ?? [];
    if (first && width && height) return { header: first.header, width, height, planes };
  }
  if (format !== 'fits') {
    const { pixels, header } = await readFrame(path);
    return { header, width: pixels.width, height: pixels.height, planes: pixels.planes };
  }
  for (const { header, axes, kind } of await fitsParts(path)) {
    const packed = kind === 'compressed image';
    const axis = (number: number) => (packed ? cardNumber(header, `ZNAXIS${number}`) : axes[number - 1]);
    const [width, height, planes] = [axis(1), axis(2), axis(3) ?? 1];
    if ((kind === 'image' || packed) && width && height) return { header, width, height, planes };
  }
  throw new InvalidInput(`${path}: it holds no image`);
}

const numberOf = (header: Header, keyword: string) => cardNumber(header, keyword) ?? null;

function textOf(header: Header, keyword: string): string | null {
  const text = cardText(header, keyword)?.trim() ?? '';
  return text === '' ? null : text;
}

function dateOf(header: Header): number | null {
  for (const keyword of ['DATE-OBS', 'DATE']) {
    const text = cardText(header, keyword);
    if (text === undefined) continue;
    try {
      return parseUtc(text.endsWith('Z') ? text : `${text}Z`);
    } catch {
      // A date in words of its own says nothing here.
    }
  }
  return null;
}
