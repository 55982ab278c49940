/** Values as they travel in JSON, and back. */
import { parseUtc } from '@uraniborg/core';
import { type AlpacaEnumeration, enumerations } from '../enumerations.ts';
import type { TypeName } from '../members/row.ts';
import { numberOfWord, wordOfNumber } from './enumeration.ts';
import { zoned } from './parameter.ts';
import { shown } from './shown.ts';

/** What a value of the table must be, and is not. The caller knows whose it was, and says so. */
export class WrongValue extends Error {}

/** The JSON form of what a driver returned. @throws WrongValue the driver returned something else than its type */
export function valueToJson(type: TypeName, value: unknown): unknown {
  switch (type) {
    case 'boolean':
      if (typeof value === 'boolean') return value;
      break;
    case 'int':
      if (Number.isInteger(value)) return value;
      break;
    case 'double':
      if (Number.isFinite(value)) return value;
      break;
    case 'string':
    case 'fitsDate':
      if (typeof value === 'string') return value;
      break;
    case 'utcDate':
      if (typeof value === 'string') return zoned(value);
      break;
    case 'string[]':
      if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value;
      break;
    case 'int[]':
      if (Array.isArray(value) && value.every((item) => Number.isInteger(item))) return value;
      break;
    case 'driveRate[]':
      if (Array.isArray(value)) return value.map((item) => valueToJson('driveRate', item));
      break;
    case 'axisRate[]':
      if (Array.isArray(value))
        return value.map((rate) => ({
          Maximum: valueToJson('double', rate?.maximum),
          Minimum: valueToJson('double', rate?.minimum),
        }));
      break;
    case 'image':
    case 'deviceState':
      break;
    default: {
      const number = typeof value === 'string' ? numberOfWord(type, value) : undefined;
      if (number !== undefined) return number;
    }
  }
  throw new WrongValue(`${shown(value)} is not of type ${type}`);
}

/**
 * The value of its JSON form, as servers in the wild write it: numbers and truth values may be quoted, a list may be
 * null.
 *
 * @throws WrongValue it cannot be that
 */
export function valueFromJson(type: TypeName, json: unknown): unknown {
  switch (type) {
    case 'boolean': {
      if (typeof json === 'boolean') return json;
      const lower = typeof json === 'string' ? json.trim().toLowerCase() : undefined;
      if (lower === 'true' || lower === 'false') return lower === 'true';
      break;
    }
    case 'int': {
      const number = numberIn(json);
      if (Number.isInteger(number)) return number;
      break;
    }
    case 'double': {
      const number = numberIn(json);
      if (number !== undefined) return number;
      break;
    }
    case 'string':
    case 'fitsDate':
      if (json === null) return '';
      if (typeof json === 'string') return json;
      break;
    case 'utcDate':
      if (typeof json === 'string') return checkedUtc(json);
      break;
    case 'string[]':
      if (json === null) return [];
      if (Array.isArray(json)) return json.map((item) => valueFromJson('string', item));
      break;
    case 'int[]':
      if (json === null) return [];
      if (Array.isArray(json)) return json.map((item) => valueFromJson('int', item));
      break;
    case 'driveRate[]':
      if (Array.isArray(json)) return json.map((item) => valueFromJson('driveRate', item));
      break;
    case 'axisRate[]':
      if (json === null) return [];
      if (Array.isArray(json))
        return json.map((rate) => ({
          minimum: valueFromJson('double', fieldOf(rate, 'Minimum')),
          maximum: valueFromJson('double', fieldOf(rate, 'Maximum')),
        }));
      break;
    case 'image':
    case 'deviceState':
      break;
    default: {
      const number = numberIn(json);
      const word = number === undefined ? undefined : wordOfNumber(type as AlpacaEnumeration, number);
      if (word !== undefined) return word;
      throw new WrongValue(`${shown(json)} is not a ${type} (${Object.keys(enumerations[type]).join(', ')})`);
    }
  }
  throw new WrongValue(`${shown(json)} is not of type ${type}`);
}

/** A field of a JSON object, its name in the standard's case or, from careless servers, any other. */
export function fieldOf(object: unknown, name: string): unknown {
  if (typeof object !== 'object' || object === null) return undefined;
  if (Object.hasOwn(object, name)) return (object as Record<string, unknown>)[name];
  const lower = name.toLowerCase();
  return Object.entries(object).find(([key]) => key.toLowerCase() === lower)?.[1];
}

/** A number, quoted or not; undefined where it is none. */
export function numberIn(json: unknown): number | undefined {
  if (typeof json === 'number') return json;
  if (typeof json !== 'string' || json.trim() === '') return undefined;
  const number = Number(json);
  return Number.isNaN(number) && json.trim() !== 'NaN' ? undefined : number;
}

function checkedUtc(text: string): string {
  try {
    parseUtc(text);
  } catch {
    throw new WrongValue(`"${text}" is not a UTC time`);
  }
  return zoned(text.trim());
}
