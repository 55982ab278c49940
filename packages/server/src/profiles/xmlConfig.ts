import { InvalidInput } from '@uraniborg/core';

/**
 * A configuration file as Free Pascal programs write them: a root element CONFIG, an element for each part of a path,
 * and the last part of it an attribute. `/Info/ObserverName` is the attribute ObserverName of the element Info.
 */
export interface XmlConfig {
  text(path: string, otherwise?: string): string;
  /** Undefined where there is none or it is no number. */
  number(path: string): number | undefined;
  /** "True" or "False", in any case. */
  flag(path: string, otherwise?: boolean): boolean;
}

const DEEPEST = 50;
const MOST_VALUES = 200_000;

/** @throws InvalidInput it is no such file; the message says at which line */
export function xmlConfig(source: string): XmlConfig {
  const values = new Map<string, string>();
  const open: string[] = [];
  const lineAt = (at: number) => source.slice(0, at).split('\n').length;
  const wrong = (why: string, at: number) =>
    new InvalidInput(`This is not a configuration file of CCDciel: ${why} in line ${lineAt(at)}`, 'text');
  const tag =
    /<(?:\?[^>]*\?|!--[\s\S]*?--|!DOCTYPE[^>[]*|\/([^\s<>/]+)\s*|([^\s<>/!?]+)((?:\s+[^\s=<>]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?))>/y;
  for (let at = source.charCodeAt(0) === 0xfeff ? 1 : 0; at < source.length; ) {
    const next = source.indexOf('<', at);
    if (source.slice(at, next < 0 ? undefined : next).trim() !== '') throw wrong('unexpected text', at);
    if (next < 0) break;
    tag.lastIndex = next;
    const match = tag.exec(source);
    if (!match) throw wrong('something that is no element', next);
    const [whole, ends, begins, attributes = '', closed] = match;
    at = next + whole.length;
    if (ends !== undefined) {
      if (open.pop() !== ends) throw wrong(`</${ends}> without its beginning`, next);
    } else if (begins !== undefined) {
      if (open.length === 0 && begins !== 'CONFIG') throw wrong(`<${begins}> where <CONFIG> should be`, next);
      open.push(begins);
      if (open.length > DEEPEST) throw wrong('elements too deep inside each other', next);
      const path = open
        .slice(1)
        .map((name) => `/${name}`)
        .join('');
      for (const [, name = '', double, single] of attributes.matchAll(/([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g))
        values.set(`${path}/${name}`, plain(double ?? single ?? ''));
      if (values.size > MOST_VALUES) throw wrong('too many values', next);
      if (closed) open.pop();
    }
  }
  if (open.length > 0) throw wrong(`<${open.at(-1)}> without its end`, source.length);
  if (values.size === 0)
    throw new InvalidInput('This is not a configuration file of CCDciel: it holds no values', 'text');
  return {
    text: (path, otherwise = '') => values.get(path) ?? otherwise,
    number(path) {
      const text = values.get(path)?.trim().replace(',', '.') ?? '';
      const value = Number(text);
      return text !== '' && Number.isFinite(value) ? value : undefined;
    },
    flag(path, otherwise = false) {
      const text = values.get(path)?.toLowerCase();
      return text === 'true' ? true : text === 'false' ? false : otherwise;
    },
  };
}

const NAMED: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function plain(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w+));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return NAMED[name] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
