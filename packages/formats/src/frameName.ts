import { type Instant, InvalidInput, instantMs, shift, utcParts } from '@uraniborg/core';

/** What a file or folder name can be made of. */
export interface NameFacts {
  /** 'light', 'dark', 'bias', 'flat', 'darkFlat', or a word of one's own. */
  readonly frameType: string;
  readonly object?: string | undefined;
  readonly filter?: string | undefined;
  readonly seconds: number;
  /** A flat whose exposure time is found by itself: its folder cannot be named after it. */
  readonly autoExposure?: boolean | undefined;
  readonly bin: { readonly x: number; readonly y: number };
  /** Degrees Celsius. */
  readonly temperature?: number | undefined;
  /** Start of the exposure, UTC. */
  readonly start: Instant;
  /** Minutes that local time is ahead of UTC: the night is named after the local date of its evening. */
  readonly utcOffsetMinutes?: number | undefined;
  readonly gain?: number | undefined;
  readonly offset?: number | undefined;
  readonly focusPosition?: number | undefined;
  readonly pierSide?: 'east' | 'west' | undefined;
  /** Degrees. */
  readonly rotatorAngle?: number | undefined;
  readonly sequence?: string | undefined;
  readonly step?: string | undefined;
  /** Which repetition of the step, counted from 1, where it is repeated. */
  readonly stepRepeat?: number | undefined;
  /** The exposure was cut short and is kept all the same. */
  readonly interrupted?: boolean | undefined;
}

export type FolderPart = 'sequence' | 'frameType' | 'object' | 'step' | 'exposure' | 'binning' | 'utcDate' | 'night';
export type FilePart =
  | 'object'
  | 'filter'
  | 'exposure'
  | 'binning'
  | 'temperature'
  | 'date'
  | 'gain'
  | 'focusPosition'
  | 'pierSide'
  | 'offset'
  | 'step'
  | 'frameType'
  | 'rotator';

export interface NameRules {
  /** Between the parts of a file name. Default "_". */
  readonly separator?: string;
  /** What blanks in names become. Default: they stay. */
  readonly blank?: string;
}

export interface FileRules extends NameRules {
  /** In this order. Default: object, filter, date. */
  readonly parts?: readonly FilePart[];
  /** Before the running number. Default: the separator. */
  readonly numberSeparator?: string;
  /** The running number is filled with zeros to so many digits. Default 0: not filled. */
  readonly numberWidth?: number;
  /** Default "fits". */
  readonly extension?: 'fits' | 'fits.fz' | 'tif';
}

/** No file system of today takes more than 255 bytes; the rest is for the running number and the extension. */
const LONGEST_STEM = 220;
const LONGEST_PART = 80;
const MOST_FRAMES = 1_000_000;

/**
 * The folders a frame goes into, outermost first, by default none. Parts that nothing is known for are left out. Each
 * is safe as a folder name on every system, whatever the object is called.
 */
export function frameFolder(facts: NameFacts, parts: readonly FolderPart[], rules: NameRules = {}): string[] {
  return parts.flatMap((part) => {
    const name = safe(folderText(part, facts), rules);
    return name === '' ? [] : [name];
  });
}

/**
 * The name of the file a frame goes into. Without the date among its parts it ends in a running number, the first one
 * that `exists` says is free; with it, only when two frames would have the same name.
 * @param exists whether a file of that name is in the folder
 * @throws InvalidInput when a million numbers are taken
 */
export function frameFileName(facts: NameFacts, rules: FileRules, exists: (name: string) => boolean): string {
  const { parts = ['object', 'filter', 'date'], separator = '_', extension = 'fits' } = rules;
  const texts = parts.map((part) => safe(fileText(part, facts, separator), rules)).filter((text) => text !== '');
  const whole = texts.join(separator) || safe(typeText(facts.frameType), rules) || 'frame';
  const stem = cut((facts.interrupted ? 'interrupted_' : '') + whole, LONGEST_STEM);
  const plain = `${stem}.${extension}`;
  if (parts.includes('date') && !exists(plain)) return plain;
  for (let number = 1; number <= MOST_FRAMES; number++) {
    const digits = String(number).padStart(rules.numberWidth ?? 0, '0');
    const name = `${stem}${rules.numberSeparator ?? separator}${digits}.${extension}`;
    if (!exists(name)) return name;
  }
  throw new InvalidInput(`a million files are called ${stem}; choose another folder`, 'folder');
}

function folderText(part: FolderPart, facts: NameFacts): string {
  switch (part) {
    case 'sequence':
      return facts.sequence ?? '';
    case 'frameType':
      return typeText(facts.frameType);
    case 'object':
      return facts.object ?? '';
    case 'step':
      return stepText(facts);
    case 'exposure':
      return facts.autoExposure ? 'auto' : secondsText(facts.seconds);
    case 'binning':
      return `${facts.bin.x}x${facts.bin.y}`;
    case 'utcDate':
      return dateText(facts.start);
    case 'night':
      return dateText(shift(facts.start, (facts.utcOffsetMinutes ?? 0) * 60 - 12 * 3600));
  }
}

function fileText(part: FilePart, facts: NameFacts, separator: string): string {
  const type = facts.frameType;
  switch (part) {
    case 'object':
      return type === 'light' && facts.object ? apart(facts.object, separator) : typeText(type);
    case 'filter':
      return type === 'bias' || type === 'dark' || type === 'darkFlat' ? '' : apart(facts.filter ?? '', separator);
    case 'exposure':
      return secondsText(facts.seconds);
    case 'binning':
      return `${facts.bin.x}x${facts.bin.y}`;
    case 'temperature':
      return finite(facts.temperature) ? `${roundedText(facts.temperature)}C` : '';
    case 'date':
      return `${dateText(facts.start)}${separator}${timeText(facts.start, facts.seconds < 1)}`;
    case 'gain':
      return finite(facts.gain) ? String(facts.gain) : '';
    case 'focusPosition':
      return finite(facts.focusPosition) ? roundedText(facts.focusPosition) : '';
    case 'pierSide':
      return facts.pierSide ? capital(facts.pierSide) : '';
    case 'offset':
      return finite(facts.offset) ? String(facts.offset) : '';
    case 'step':
      return apart(stepText(facts), separator);
    case 'frameType':
      return typeText(type);
    case 'rotator':
      return finite(facts.rotatorAngle) ? facts.rotatorAngle.toFixed(1) : '';
  }
}

function finite(value: number | undefined): value is number {
  return value !== undefined && Number.isFinite(value);
}

/** "-0" is nobody's temperature. */
function roundedText(value: number): string {
  return String(Math.round(value) || 0);
}

function typeText(type: string): string {
  return type === 'darkFlat' ? 'DarkFlat' : capital(type);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function stepText({ step = '', stepRepeat }: NameFacts): string {
  return step !== '' && stepRepeat !== undefined && stepRepeat > 1 ? `${step}_${stepRepeat}` : step;
}

function secondsText(seconds: number): string {
  return `${Number(seconds.toFixed(6))}s`.replace('.', '_');
}

function dateText(instant: Instant): string {
  const { year, month, day } = utcParts(instantMs(instant));
  return `${String(year).padStart(4, '0')}${two(month)}${two(day)}`;
}

function timeText(instant: Instant, milliseconds: boolean): string {
  const { hour, minute, second, ms } = utcParts(instantMs(instant));
  return `${two(hour)}${two(minute)}${two(second)}${milliseconds ? String(ms).padStart(3, '0') : ''}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

/** A separator inside a part becomes the other usual one, so that a name can be taken apart again. */
function apart(text: string, separator: string): string {
  if (separator === '') return text;
  return text.replaceAll(separator, separator === '-' ? '_' : '-');
}

/** Without what some file system does not take: separators, wildcards, control characters, a dot or blank at an end. */
function safe(text: string, { blank = ' ' }: NameRules): string {
  const kept = text
    .normalize('NFC')
    .replace(/[/\\:*?"<>|\p{Cc}\p{Cf}\p{Cs}]/gu, '')
    .trim()
    .replace(/\s+/gu, blank.replace(/[/\\:*?"<>|\p{Cc}]/gu, ''))
    .replace(/^[. ]+/, '');
  const name = cut(kept, LONGEST_PART).replace(/[. ]+$/, '');
  // Names that Windows keeps for devices.
  return /^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$/i.test(name) ? `${name}-` : name;
}

/** The beginning of a text that is at most so many bytes of UTF-8, never half a letter. */
function cut(text: string, bytes: number): string {
  const room = new Uint8Array(bytes);
  const { read } = new TextEncoder().encodeInto(text, room);
  return text.slice(0, read);
}
