import type { FaultFinder } from './fitsFault.ts';

/** One record of 80 bytes, read as strictly as the standard is written (FITS standard 4.0, section 4). */
export interface StrictCard {
  readonly keyword: string;
  readonly kind: 'string' | 'logical' | 'integer' | 'real' | 'complex' | 'none' | 'commentary' | 'no blank' | 'unknown';
  readonly value: string | number | boolean | undefined;
  /** Whether the value stands where mandatory keywords must have it: to column 30, a string from column 11. */
  readonly fixed: boolean;
  /** A string that says it goes on. */
  readonly continues: boolean;
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([ED][+-]?\d+)?$/;

/** @param where how to call the card: its number and keyword */
export function strictCard(record: string, where: string, find: FaultFinder): StrictCard {
  const name = record.slice(0, 8);
  const keyword = name.trimEnd();
  const odd = /[^ -~]/.exec(record);
  if (odd) find.error(where, `holds a character that is no printable ASCII, in column ${odd.index + 1}`);
  if (keyword !== '' && keyword.startsWith(' ')) find.error(where, 'its keyword does not begin in column 1');
  else if (/[a-z]/.test(keyword)) find.error(where, 'its keyword has lower-case letters');
  else if (!/^[A-Z0-9_-]*$/.test(keyword)) find.error(where, 'its keyword has other characters than A-Z, 0-9, - and _');
  const bare = { keyword, value: undefined, fixed: false, continues: false };
  if (/^(COMMENT|HISTORY|HIERARCH|)$/.test(keyword)) return { ...bare, kind: 'commentary' };
  const continued = keyword === 'CONTINUE';
  if (!continued && record.slice(8, 10) !== '= ') {
    return { ...bare, kind: record[8] === '=' ? 'no blank' : 'commentary' };
  }
  // One that is malformed is a remark (section 4.2.1.2).
  if (continued && !/^ *'/.test(record.slice(8))) return { ...bare, kind: 'commentary' };
  if (continued)
    return { ...readValue(record.slice(10), where, { error: () => undefined, warning: find.warning }), keyword };
  return { ...readValue(record.slice(10), where, find), keyword };
}

type Value = Omit<StrictCard, 'keyword'>;

function readValue(field: string, where: string, find: FaultFinder): Value {
  const text = field.trimStart();
  if (text.startsWith("'")) return stringOf(field, where, find);
  const slash = field.indexOf('/');
  const token = (slash < 0 ? field : field.slice(0, slash)).trim();
  const plain = { fixed: field.slice(0, 20).trimStart() === token, continues: false };
  if (token === '') return { ...plain, kind: 'none', value: undefined };
  if (token.startsWith('(')) {
    const whole = /^\(([^,()]+),([^,()]+)\)$/.exec(token);
    if (!whole || !NUMBER.test((whole[1] ?? '').trim()) || !NUMBER.test((whole[2] ?? '').trim()))
      find.error(where, 'has a complex value that is none');
    return { ...plain, kind: 'complex', value: undefined };
  }
  const [first = '', ...rest] = token.split(/ +/);
  if (rest.length > 0) find.error(where, 'has something after its value that no slash makes a comment');
  if (first === 'T' || first === 'F') return { ...plain, kind: 'logical', value: first === 'T' };
  if (/^[+-]?\d+$/.test(first)) return { ...plain, kind: 'integer', value: Number(first) };
  if (NUMBER.test(first)) return { ...plain, kind: 'real', value: Number(first.replace('D', 'E')) };
  if (NUMBER.test(first.toUpperCase())) find.error(where, 'has an exponent with a lower-case letter');
  else find.error(where, `has a value that is neither a string nor a logical nor a number: ${first.slice(0, 20)}`);
  return { ...plain, kind: 'unknown', value: undefined };
}

function stringOf(field: string, where: string, find: FaultFinder): Value {
  const begin = field.indexOf("'");
  let value = '';
  let at = begin + 1;
  for (; at < field.length; at++) {
    if (field[at] !== "'") value += field[at];
    else if (field[at + 1] === "'") {
      value += "'";
      at++;
    } else break;
  }
  if (at >= field.length) find.error(where, 'has a string without its closing quote');
  const after = field.slice(at + 1).trimStart();
  if (after !== '' && !after.startsWith('/'))
    find.error(where, 'has something after its value that no slash makes a comment');
  return {
    kind: 'string',
    value: value.trimEnd(),
    // The closing quote of a fixed string is in column 20 at the earliest.
    fixed: begin === 0 && at >= 9,
    continues: value.trimEnd().endsWith('&'),
  };
}
