/** Parameters as they travel: the text in a query or a form, and back. */
import { InvalidInput, parseUtc } from '@uraniborg/core';
import { alpacaError } from '../alpacaError.ts';
import { type AlpacaEnumeration, enumerations } from '../enumerations.ts';
import type { TypeName } from '../members/row.ts';
import { numberOfWord, wordOfNumber, wordsOf } from './enumeration.ts';
import { shown } from './shown.ts';

/** The text of a parameter. @throws InvalidInput a value that the type cannot hold, before anything is sent */
export function parameterText(name: string, type: TypeName, value: unknown): string {
  switch (type) {
    case 'boolean':
      if (typeof value !== 'boolean') break;
      return value ? 'True' : 'False';
    case 'int':
      if (!Number.isInteger(value) || Math.abs(Number(value)) > 2147483648) break;
      return String(value);
    case 'double':
      if (!Number.isFinite(value)) break;
      return String(value);
    case 'string':
      if (typeof value !== 'string') break;
      return value;
    case 'utcDate':
    case 'fitsDate':
      if (typeof value !== 'string') break;
      parseUtc(value);
      return type === 'utcDate' ? zoned(value) : value;
    default:
      if (type in enumerations && typeof value === 'string') {
        const number = numberOfWord(type as AlpacaEnumeration, value);
        if (number !== undefined) return String(number);
        throw new InvalidInput(`${name} is "${value}"; it can be ${wordsOf(type as AlpacaEnumeration)}`, name);
      }
  }
  throw new InvalidInput(`${name} is ${shown(value)}; it must be ${expected(type)}`, name);
}

/**
 * The value of a parameter's text.
 *
 * @throws InvalidInput it cannot be understood (HTTP 400)
 * @throws DeviceError 0x401: it is a number, but not one of the enumeration
 */
export function parseParameter(name: string, type: TypeName, text: string): unknown {
  const trimmed = text.trim();
  switch (type) {
    case 'boolean': {
      const lower = trimmed.toLowerCase();
      if (lower === 'true' || lower === 'false') return lower === 'true';
      break;
    }
    case 'int':
      if (isInt32(trimmed)) return Number(trimmed);
      break;
    case 'double':
      if (/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(trimmed) && Number.isFinite(Number(trimmed)))
        return Number(trimmed);
      break;
    case 'string':
      return text;
    case 'utcDate':
    case 'fitsDate':
      parseUtc(trimmed);
      return type === 'utcDate' ? zoned(trimmed) : trimmed;
    default:
      if (type in enumerations && isInt32(trimmed)) {
        const word = wordOfNumber(type as AlpacaEnumeration, Number(trimmed));
        if (word !== undefined) return word;
        throw alpacaError('invalidValue', `${name} is ${trimmed}; it can be ${wordsOf(type as AlpacaEnumeration)}`);
      }
  }
  throw new InvalidInput(`${name} is "${text}"; it must be ${expected(type)}`, name);
}

/** ASCOM's UTC date ends in Z; a text without a zone is UTC. */
export function zoned(text: string): string {
  return /(?:Z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text}Z`;
}

function isInt32(text: string): boolean {
  return /^[+-]?\d{1,10}$/.test(text) && Number(text) >= -2147483648 && Number(text) <= 2147483647;
}

function expected(type: TypeName): string {
  switch (type) {
    case 'boolean':
      return 'true or false';
    case 'int':
      return 'a whole number from -2147483648 to 2147483647';
    case 'double':
      return 'a number with a decimal point';
    case 'string':
      return 'a text';
    default:
      return type in enumerations ? `a number: ${wordsOf(type as AlpacaEnumeration)}` : `of type ${type}`;
  }
}
