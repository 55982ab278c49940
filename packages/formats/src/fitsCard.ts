import { InvalidInput } from '@uraniborg/core';
import { type Card, type CardValue, card } from './header.ts';

/**
 * FITS cards (FITS standard 4.0, section 4): 80 bytes each, as they are written and as the world writes them.
 * Long strings use CONTINUE (section 4.2.1.2), long or odd keywords the HIERARCH convention.
 */
export const CARD_BYTES = 80;

const COMMENTARY = new Set(['COMMENT', 'HISTORY', '']);

/** Whether cards of this keyword hold text instead of a value. */
export function isCommentary(keyword: string): boolean {
  return COMMENTARY.has(keyword);
}

/** A card as it stands in one record of 80 characters; `continues` when its string goes on in the next. */
interface ParsedCard extends Card {
  readonly continues: boolean;
}

/**
 * Reads one record. Forgiving: lower-case keywords, no blank around the equals sign, a string without its closing
 * quote and numbers written FORTRAN's way are taken for what was meant; what is no value at all is kept as text.
 */
export function parseCard(record: string): ParsedCard {
  const name = record.slice(0, 8).trim().toUpperCase();
  if (isCommentary(name)) return { ...card(name, undefined, record.slice(8).trimEnd()), continues: false };
  if (name === 'CONTINUE') return { ...parseValue(record.slice(8)), keyword: name };
  const hierarch = /^HIERARCH\s+([^=]+?)\s*=(.*)$/i.exec(record);
  if (hierarch) return { ...parseValue(hierarch[2] ?? ''), keyword: (hierarch[1] ?? '').toUpperCase() };
  const usual = /^\s*([^\s=]{1,8})\s*=(.*)$/.exec(record);
  if (usual) return { ...parseValue(usual[2] ?? ''), keyword: (usual[1] ?? '').toUpperCase() };
  return { ...card(name, undefined, record.slice(8).trim()), continues: false };
}

/** What stands after the equals sign: a value, and a comment after a slash. */
function parseValue(field: string): ParsedCard {
  const text = field.trim();
  if (text.startsWith("'")) return parseString(text);
  const slash = text.indexOf('/');
  const comment = slash < 0 ? '' : text.slice(slash + 1).trim();
  const value = parseToken((slash < 0 ? text : text.slice(0, slash)).trim());
  return { keyword: '', value, comment, continues: false };
}

function parseString(text: string): ParsedCard {
  let value = '';
  let at = 1;
  for (; at < text.length; at++) {
    if (text[at] !== "'") value += text[at];
    else if (text[at + 1] === "'") {
      value += "'";
      at++;
    } else break;
  }
  const slash = text.indexOf('/', at);
  const comment = slash < 0 ? '' : text.slice(slash + 1).trim();
  // Trailing blanks of a FITS string mean nothing; a string of blanks alone is one that is empty.
  const trimmed = value.trimEnd();
  return { keyword: '', value: trimmed, comment, continues: trimmed.endsWith('&') };
}

function parseToken(token: string): CardValue | undefined {
  if (token === '') return undefined;
  if (token === 'T' || token === 't') return true;
  if (token === 'F' || token === 'f') return false;
  if (/^[+-]?\d+$/.test(token)) {
    const number = Number(token);
    return Number.isSafeInteger(number) ? number : BigInt(token.replace('+', ''));
  }
  if (/^[+-]?(\d+\.?\d*|\.\d+)([EeDd][+-]?\d+)?$/.test(token)) {
    const number = Number(token.replace(/[Dd]/, 'E'));
    if (Number.isFinite(number)) return number;
  }
  return token;
}

/**
 * The records of one card, each exactly 80 ASCII characters. A number that is not finite has no FITS form and becomes
 * a card without value. Letters beyond ASCII lose their accents; control characters become blanks.
 *
 * @throws InvalidInput when the keyword is no text that FITS can hold
 */
export function formatCard({ keyword, value, comment }: Card): string[] {
  const name = ascii(keyword.toUpperCase()).trim();
  if (name.length > 60 || name.includes('='))
    throw new InvalidInput(`"${keyword}" cannot be a FITS keyword; use up to 8 letters, digits, - or _`, keyword);
  const remark = ascii(comment);
  if (isCommentary(name) && value === undefined) return formatRemark(name, remark);
  const head = /^[A-Z0-9_-]{1,8}$/.test(name) ? `${name.padEnd(8)}= ` : `HIERARCH ${name} = `;
  if (typeof value === 'string') return formatString(head, ascii(value), remark.trim());
  const written = formatPlain(value);
  const body = head.length === 10 ? written.padStart(20) : written;
  if (head.length + body.length > CARD_BYTES)
    throw new InvalidInput(`the keyword "${keyword}" is too long to stand before its value in a FITS card`, keyword);
  return [withComment(head + body, remark.trim())];
}

/** COMMENT and HISTORY may be of any length: they go on in a further card of the same keyword. */
function formatRemark(name: string, text: string): string[] {
  const head = name.padEnd(8);
  const parts = text.trimEnd().match(/.{1,72}/g) ?? [''];
  return parts.map((part) => (head + part).padEnd(CARD_BYTES));
}

function formatPlain(value: boolean | number | bigint | undefined): string {
  if (value === undefined || (typeof value === 'number' && !Number.isFinite(value))) return '';
  if (typeof value === 'boolean') return value ? 'T' : 'F';
  const text = String(value).toUpperCase().replace('E+', 'E');
  // FITS allows an exponent without a decimal point, but some readers do not; and a double beyond 2^53 must not look
  // like an integer that is known to its last digit.
  if (text.includes('E')) return text.includes('.') ? text : text.replace('E', '.0E');
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? `${text}.0` : text;
}

function formatString(head: string, value: string, comment: string): string[] {
  const records: string[] = [];
  let rest = value.trimEnd();
  let prefix = head;
  for (;;) {
    const whole = `${prefix}'${quoted(rest).padEnd(prefix === head ? 8 : 0)}'`;
    const length = comment === '' ? whole.length : whole.length + 3 + comment.length;
    // An ampersand at the very end would promise more to come. A comment too long even for a card of its own is cut.
    if ((length <= CARD_BYTES && !rest.endsWith('&')) || (rest === '' && prefix !== head))
      return [...records, withComment(whole, comment)];
    const part = rest.slice(0, charactersThatFit(rest, CARD_BYTES - prefix.length - 3));
    rest = rest.slice(part.length);
    records.push(`${prefix}'${quoted(part)}&'`.padEnd(CARD_BYTES));
    prefix = 'CONTINUE  ';
  }
}

function quoted(text: string): string {
  return text.replaceAll("'", "''");
}

/** A doubled quote must not be cut in two. */
function charactersThatFit(text: string, room: number): number {
  let used = 0;
  for (let count = 0; count < text.length; count++) {
    used += text[count] === "'" ? 2 : 1;
    if (used > room) return count;
  }
  return text.length;
}

function withComment(body: string, comment: string): string {
  const full = comment === '' ? body : `${body} / ${comment}`;
  return full.slice(0, CARD_BYTES).padEnd(CARD_BYTES);
}

/** Text as the printable ASCII that FITS allows: accents dropped, well-known signs spelled, anything else "?". */
function ascii(text: string): string {
  if (/^[ -~]*$/.test(text)) return text;
  return text
    .replace(/[µμ]/g, 'u')
    .replaceAll('°', 'deg')
    .replaceAll('ß', 'ss')
    .replace(/[øØ]/g, 'o')
    .replace(/[‐-―−]/g, '-')
    .replace(/[‘’′]/g, "'")
    .replace(/[“”″]/g, '"')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[\p{Cc}\p{Cf}]/gu, ' ')
    .replace(/[^ -~]/gu, '?');
}
