/** Angles as people type them and as the house keeps them: degrees, right ascension too unless the name says hours. */
import { InvalidInput } from './errors.ts';

const SEPARATORS = /[\s:_,;|/hdms°º'"′″’”´`]+/gi;

/**
 * A sexagesimal or decimal text as a number of its own unit (hours or degrees): "5 35 17.3", "5:35:17.3", "5h35m17.3s",
 * "05h35.3m", "-05d23m28s", "−5°23′28″", "+41,16,9", "83.82". The sign belongs to the whole, "-0 30 0" included.
 * A decimal comma is taken for a point where it can be nothing else ("41,27").
 *
 * @throws InvalidInput when it is no such text, or minutes or seconds are 60 or more, or negative
 */
export function parseSexagesimal(text: string): number {
  const plain = text
    .normalize('NFKC')
    .trim()
    .replace(/^[−–—]/, '-');
  const fail = (): never => {
    throw new InvalidInput(`"${text}" is not a coordinate; write for example 5 35 17.3, 5h35m17.3s or 83.82`);
  };
  if (/^[+-]?\d+,\d+$/.test(plain)) return Number(plain.replace(',', '.'));
  if (!/^[+-]?\s*\d/.test(plain)) fail();
  const sign = plain.startsWith('-') ? -1 : 1;
  const parts = plain
    .replace(/^[+-]\s*/, '')
    .replace(SEPARATORS, ' ')
    .trim()
    .split(' ');
  if (parts.length > 3 || parts.some((part) => !/^\d+(\.\d*)?$/.test(part))) fail();
  if (parts.slice(0, -1).some((part) => part.includes('.'))) fail();
  const [whole = 0, minutes = 0, seconds = 0] = parts.map(Number);
  if (minutes >= 60 || seconds >= 60)
    throw new InvalidInput(`"${text}" has ${minutes >= 60 ? 'minutes' : 'seconds'} of 60 or more`);
  return sign * (whole + minutes / 60 + seconds / 3600);
}

/**
 * A right ascension in degrees [0, 360). Sexagesimal text, and anything with an h in it, is hours; a plain decimal
 * number is hours as well, as in every mount's hand box, unless it ends in a degree sign or "deg".
 *
 * @throws InvalidInput also when it lies outside 0 to 24 h (0 to 360 degrees)
 */
export function parseRightAscension(text: string): number {
  const asDegrees = /(?:deg|[d°º])/i.test(text);
  const value = parseSexagesimal(text.replace(/deg(rees?)?/i, ' ').replace(/[d°º]/i, ' '));
  const degrees = asDegrees ? value : value * 15;
  if (degrees < 0 || degrees >= 360)
    throw new InvalidInput(`The right ascension "${text}" lies outside 0 to ${asDegrees ? '360 degrees' : '24 hours'}`);
  return degrees;
}

/** A declination in degrees. @throws InvalidInput also when it lies outside -90 to 90 */
export function parseDeclination(text: string): number {
  const degrees = parseSexagesimal(text.replace(/deg(rees?)?/i, ' '));
  if (Math.abs(degrees) > 90) throw new InvalidInput(`The declination "${text}" lies outside -90 to 90 degrees`);
  return degrees;
}

/** "05:35:17.3" from degrees; `digits` decimals of the second. Rounds before it splits, so never ":60". */
export function formatRightAscension(degrees: number, { digits = 1, separators = '::' } = {}): string {
  return sexagesimal(normaliseDegrees(degrees) / 15, 2, digits, separators, 24);
}

/** "-05:23:28" from degrees; `digits` decimals of the second. */
export function formatDeclination(degrees: number, { digits = 0, separators = '::' } = {}): string {
  return (degrees < 0 ? '-' : '+') + sexagesimal(Math.abs(degrees), 2, digits, separators);
}

function sexagesimal(value: number, width: number, digits: number, separators: string, wrap = Infinity): string {
  const scale = 10 ** digits;
  const total = Math.round(value * 3600 * scale);
  const whole = Math.floor(total / (3600 * scale)) % wrap;
  const minutes = Math.floor(total / (60 * scale)) % 60;
  const seconds = (total % (60 * scale)) / scale;
  const [first = ':', second = ':', last = ''] = [...separators];
  return `${String(whole).padStart(width, '0')}${first}${String(minutes).padStart(2, '0')}${second}${seconds
    .toFixed(digits)
    .padStart(digits ? digits + 3 : 2, '0')}${last}`;
}

/** The same direction in [0, 360). */
export function normaliseDegrees(degrees: number): number {
  const turned = degrees % 360;
  return turned < 0 ? (turned + 360) % 360 : turned;
}

/** The same direction in [-180, 180). */
export function signedDegrees(degrees: number): number {
  return normaliseDegrees(degrees + 180) - 180;
}

export const radians = (degrees: number): number => degrees * (Math.PI / 180);
export const degrees = (radians: number): number => radians * (180 / Math.PI);

/** Great-circle separation of two directions, degrees; Vincenty's form, exact from 0 to 180. */
export function separation(a: { ra: number; dec: number }, b: { ra: number; dec: number }): number {
  const [d1, d2, dra] = [radians(a.dec), radians(b.dec), radians(b.ra - a.ra)];
  const x = Math.cos(d2) * Math.sin(dra);
  const y = Math.cos(d1) * Math.sin(d2) - Math.sin(d1) * Math.cos(d2) * Math.cos(dra);
  const z = Math.sin(d1) * Math.sin(d2) + Math.cos(d1) * Math.cos(d2) * Math.cos(dra);
  return degrees(Math.atan2(Math.hypot(x, y), z));
}
