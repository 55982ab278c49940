/** JPEG of 8 bits, at once or by and by (ITU-T T.81: baseline, extended sequential and progressive, Huffman's codes). */
import { InvalidInput, type Pixels } from '@uraniborg/core';
import { ZIGZAG } from '../jpegTables.ts';
import { demandPictureSize } from '../pictureSize.ts';
import { blockPixels } from './blockPixels.ts';
import {
  type BlockState,
  constantPart,
  type EmptyRun,
  firstBits,
  moreBits,
  type ScanPart,
  wholeBlock,
} from './blocks.ts';
import { type DecodedComponent, type JpegColours, planesOf } from './colours.ts';
import { type CodeTable, codeTable, isBeyond, restart, type ScanBits, scanBits } from './scanBits.ts';

/** What is decoded takes up to eight bytes of a pixel: a gigabyte for as many as these. */
const MOST_PIXELS = 2 ** 27;
/** More than any program makes; each goes over the whole picture. */
const MOST_SCANS = 100;

export interface DecodeJpegOptions {
  /** The tables of a JPEG that stands in pieces (Adobe's supplement 2 to TIFF). */
  readonly tables?: Uint8Array | undefined;
  /** What its three components are, where whoever holds it knows better than it. */
  readonly colours?: 'YCC' | 'RGB' | undefined;
}

interface Component {
  readonly id: number;
  readonly h: number;
  readonly v: number;
  readonly table: number;
  /** Blocks that it has, and that its memory has: whole units of the scan. */
  readonly blocks: { readonly across: number; readonly down: number };
  readonly stride: number;
  readonly samples: Uint8ClampedArray;
  /** Until all scans are there, where the picture becomes clear by and by. */
  readonly coefficients: Int16Array | undefined;
}

interface Picture {
  readonly width: number;
  readonly height: number;
  readonly components: readonly Component[];
  readonly most: { readonly h: number; readonly v: number };
  readonly progressive: boolean;
}

interface State {
  readonly steps: Map<number, Uint16Array>;
  /** By class << 4 | number: 0x00 and on of constant parts, 0x10 and on of the others. */
  readonly codes: Map<number, CodeTable>;
  interval: number;
  adobe: number | undefined;
  jfif: boolean;
  picture: Picture | undefined;
  scans: number;
}

/** @throws InvalidInput it is damaged, cut off, too large, or of a kind that cannot be read */
export function decodeJpeg(file: Uint8Array, { tables, colours }: DecodeJpegOptions = {}): Pixels<Uint8Array> {
  const state: State = {
    steps: new Map(),
    codes: new Map(),
    interval: 0,
    adobe: undefined,
    jfif: false,
    picture: undefined,
    scans: 0,
  };
  if (tables) readSegments(tables, state);
  readSegments(file, state);
  const { picture } = state;
  if (!picture || state.scans === 0) throw new InvalidInput('there is no picture in it');
  if (picture.progressive) for (const component of picture.components) draw(component, state);
  const { width, height, components, most } = picture;
  const decoded = components.map(({ h, v, samples, stride }): DecodedComponent => {
    const [across, down] = [most.h / h, most.v / v];
    return { samples, stride, across, down, width: Math.ceil(width / across), height: Math.ceil(height / down) };
  });
  return planesOf(decoded, width, height, coloursOf(picture, state, colours), state.adobe !== undefined);
}

function coloursOf({ components }: Picture, { adobe, jfif }: State, told: 'YCC' | 'RGB' | undefined): JpegColours {
  if (components.length === 1) return 'grey';
  if (components.length === 4) return adobe === 2 ? 'YCCK' : 'CMYK';
  if (told) return told;
  if (adobe !== undefined) return adobe === 0 ? 'RGB' : 'YCC';
  const names = String.fromCharCode(...components.map(({ id }) => id));
  return !jfif && names === 'RGB' ? 'RGB' : 'YCC';
}

function readSegments(file: Uint8Array, state: State): void {
  const view = new DataView(file.buffer, file.byteOffset, file.length);
  for (let at = 2; at + 2 <= file.length; ) {
    if (file[at] !== 0xff) throw new InvalidInput('its parts are damaged');
    const kind = file[at + 1] ?? 0;
    if (kind === 0xff || kind === 0x01 || (kind >= 0xd0 && kind <= 0xd8)) {
      at += kind === 0xff ? 1 : 2;
      continue;
    }
    if (kind === 0xd9) return;
    const length = at + 4 > file.length ? 0 : view.getUint16(at + 2);
    if (length < 2 || at + 2 + length > file.length) throw new InvalidInput('it is cut off');
    const segment = file.subarray(at + 4, at + 2 + length);
    at += 2 + length;
    if (kind === 0xda) at = readScan(file, at, segment, state);
    else readSegment(kind, segment, state, file.length);
  }
  // Without an end, which some programs forget, it has all that was decoded.
}

function readSegment(kind: number, segment: Uint8Array, state: State, fileBytes: number): void {
  const name = String.fromCharCode(...segment.subarray(0, 5));
  if (kind === 0xdb) readSteps(segment, state);
  else if (kind === 0xc4) readCodes(segment, state);
  else if (kind === 0xdd) state.interval = ((segment[0] ?? 0) << 8) | (segment[1] ?? 0);
  else if (kind === 0xe0 && name === 'JFIF\0') state.jfif = true;
  else if (kind === 0xee && name === 'Adobe' && segment.length >= 12) state.adobe = segment[11];
  else if (kind >= 0xc0 && kind <= 0xcf && kind !== 0xc8 && kind !== 0xcc) {
    if (state.picture) throw new InvalidInput('it has two sizes');
    if (kind > 0xc2) throw new InvalidInput(kind > 0xc8 ? 'its codes are arithmetic ones' : 'it is a lossless JPEG');
    state.picture = pictureOf(segment, kind === 0xc2, fileBytes);
  }
}

function readSteps(segment: Uint8Array, { steps }: State): void {
  for (let at = 0; at < segment.length; ) {
    const head = segment[at++] ?? 0;
    const wide = head >> 4 !== 0;
    if (at + (wide ? 128 : 64) > segment.length) throw new InvalidInput('a table of it is damaged');
    const table = new Uint16Array(64);
    for (const place of ZIGZAG) {
      table[place] = wide ? ((segment[at] ?? 0) << 8) | (segment[at + 1] ?? 0) : (segment[at] ?? 0);
      at += wide ? 2 : 1;
    }
    steps.set(head & 15, table);
  }
}

function readCodes(segment: Uint8Array, { codes }: State): void {
  for (let at = 0; at < segment.length; ) {
    const counts = segment.subarray(at + 1, at + 17);
    const sum = counts.reduce((total, count) => total + count, 0);
    if (at + 17 + sum > segment.length) throw new InvalidInput('a table of it is damaged');
    codes.set(segment[at] ?? 0, codeTable(counts, segment.slice(at + 17, at + 17 + sum)));
    at += 17 + sum;
  }
}

function pictureOf(segment: Uint8Array, progressive: boolean, fileBytes: number): Picture {
  const [bits = 0, h1 = 0, h0 = 0, w1 = 0, w0 = 0, count = 0] = segment;
  const [width, height] = [(w1 << 8) | w0, (h1 << 8) | h0];
  if (bits !== 8) throw new InvalidInput(`it has ${bits} bits; those of 8 can be read`);
  if (![1, 3, 4].includes(count) || segment.length < 6 + 3 * count) throw new InvalidInput(`it has ${count} colours`);
  // The shortest code is a bit for each block of 64 pixels.
  demandPictureSize(width, height, 1, fileBytes, 512);
  if (width * height > MOST_PIXELS)
    throw new InvalidInput(
      `A JPEG of ${width}x${height} is too large to be opened; ${MOST_PIXELS / 2 ** 20} million pixels are the most`,
    );
  const factors = Array.from({ length: count }, (_, i) => {
    const [id = 0, sampling = 0, table = 0] = segment.subarray(6 + 3 * i);
    return { id, h: sampling >> 4, v: sampling & 15, table };
  });
  if (factors.some(({ h, v }) => h < 1 || h > 4 || v < 1 || v > 4)) throw new InvalidInput('its colours are damaged');
  const most = { h: Math.max(...factors.map(({ h }) => h)), v: Math.max(...factors.map(({ v }) => v)) };
  const units = { across: Math.ceil(width / (8 * most.h)), down: Math.ceil(height / (8 * most.v)) };
  const components = factors.map(({ id, h, v, table }): Component => {
    const stride = 8 * h * units.across;
    const size = stride * 8 * v * units.down;
    return {
      ...{ id, h, v, table, stride },
      blocks: { across: Math.ceil((width * h) / (8 * most.h)), down: Math.ceil((height * v) / (8 * most.v)) },
      samples: new Uint8ClampedArray(size),
      coefficients: progressive ? new Int16Array(size) : undefined,
    };
  });
  return { width, height, components, most, progressive };
}

interface ScanComponent extends BlockState {
  readonly component: Component;
}

/** @returns where the file goes on */
function readScan(file: Uint8Array, at: number, head: Uint8Array, state: State): number {
  const { picture, codes } = state;
  if (!picture) throw new InvalidInput('its size is missing');
  if (++state.scans > MOST_SCANS) throw new InvalidInput(`it has more than ${MOST_SCANS} scans`);
  const count = head[0] ?? 0;
  if (count < 1 || count > 4 || head.length < 4 + 2 * count) throw new InvalidInput('a scan of it is damaged');
  const scanned = Array.from({ length: count }, (_, i): ScanComponent => {
    const component = picture.components.find(({ id }) => id === head[1 + 2 * i]);
    if (!component) throw new InvalidInput('a scan of it is damaged');
    const tables = head[2 + 2 * i] ?? 0;
    return { component, dc: codes.get(tables >> 4), ac: codes.get(0x10 | (tables & 15)), before: 0 };
  });
  const [first = 0, last = 0, bits = 0] = head.subarray(1 + 2 * count);
  const part: ScanPart = { first, last, high: bits >> 4, low: bits & 15 };
  if (picture.progressive && (first > last || last > 63 || (first === 0 ? last > 0 : count > 1) || part.low > 13))
    throw new InvalidInput('a scan of it is damaged');
  const source = scanBits(file, at);
  walk(scanned, picture, state, source, blockReader(picture, part, source, state));
  // What was taken ahead came from before the next marker.
  return nextMarker(file, source.at);
}

/** What is done with a block of a component, by its column and row. */
type Visit = (scanned: ScanComponent, column: number, row: number) => void;

function blockReader(
  { progressive }: Picture,
  part: ScanPart,
  bits: ScanBits,
  state: State,
): Visit & { run?: EmptyRun } {
  const block = new Int16Array(64);
  const run: EmptyRun = { left: 0 };
  const read: Visit & { run?: EmptyRun } = (scanned, column, row) => {
    const { samples, coefficients, stride } = scanned.component;
    if (!progressive || !coefficients) {
      block.fill(0);
      wholeBlock(bits, scanned, block);
      blockPixels(block, stepsOf(scanned.component, state), samples, 8 * (row * stride + column), stride);
      return;
    }
    const at = 64 * ((row * stride) / 8 + column);
    const own = coefficients.subarray(at, at + 64);
    if (part.first === 0) constantPart(bits, scanned, part, own);
    else if (part.high === 0) firstBits(bits, scanned.ac, part, run, own);
    else moreBits(bits, scanned.ac, part, run, own);
  };
  read.run = run;
  return read;
}

/** All blocks of a scan in their order: unit by unit of several components, row by row of one (T.81, A.2). */
function walk(
  scanned: readonly ScanComponent[],
  { width, height, most }: Picture,
  { interval }: State,
  bits: ScanBits,
  visit: Visit & { run?: EmptyRun },
): void {
  const [only] = scanned;
  const single = scanned.length === 1 ? only : undefined;
  const across = single ? single.component.blocks.across : Math.ceil(width / (8 * most.h));
  const down = single ? single.component.blocks.down : Math.ceil(height / (8 * most.v));
  let left = interval;
  for (let row = 0; row < down; row++)
    for (let column = 0; column < across; column++) {
      if (interval > 0 && left-- === 0) {
        restart(bits);
        for (const each of scanned) each.before = 0;
        if (visit.run) visit.run.left = 0;
        left = interval - 1;
      }
      if (single) visit(single, column, row);
      else
        for (const each of scanned) {
          const { h, v } = each.component;
          for (let y = 0; y < v; y++) for (let x = 0; x < h; x++) visit(each, column * h + x, row * v + y);
        }
      if (isBeyond(bits)) throw new InvalidInput('it is cut off');
    }
}

function stepsOf({ table }: Component, { steps }: State): Uint16Array {
  const found = steps.get(table);
  if (!found) throw new InvalidInput('a table of it is missing');
  return found;
}

/** The pixels of a component whose coefficients are all there. */
function draw(component: Component, state: State): void {
  const { coefficients, samples, stride } = component;
  const steps = stepsOf(component, state);
  for (let at = 0, block = 0; coefficients && at < coefficients.length; at += 64, block++) {
    const row = Math.floor(block / (stride / 8));
    blockPixels(
      coefficients.subarray(at, at + 64),
      steps,
      samples,
      8 * (row * stride + (block % (stride / 8))),
      stride,
    );
  }
}

/** Where a marker stands that is no restart, from there on. */
function nextMarker(file: Uint8Array, from: number): number {
  for (let at = from; at + 1 < file.length; at++) {
    const next = file[at + 1] ?? 0;
    if (file[at] === 0xff && next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
  }
  return file.length;
}
