import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { encodeFits } from '../encodeFits.ts';
import { encodePackedFits } from '../encodePackedFits.ts';
import { formatFitsHeader } from '../fitsHeader.ts';
import { card, type Header } from '../header.ts';
import { inFolder, lacks } from '../testing/oracles.ts';
import { verifyFits } from './verifyFits.ts';

const header: Header = [
  card('OBJECT', 'M31', 'the target'),
  card('DATE-OBS', '2026-01-02T03:04:05.678'),
  card('EXPTIME', 1.5),
  card('EQUINOX', 2000),
  card('HISTORY', undefined, 'made for a test'),
];
const pixels = { width: 7, height: 5, planes: 1, data: Int16Array.from({ length: 35 }, (_, i) => i * i) } as const;
const image = encodeFits({ pixels, header });
const packed = encodePackedFits({ pixels, header });
const table = joined(
  formatFitsHeader([card('SIMPLE', true), card('BITPIX', 8), card('NAXIS', 0), card('EXTEND', true)]),
  formatFitsHeader([
    card('XTENSION', 'BINTABLE'),
    card('BITPIX', 8),
    card('NAXIS', 2),
    card('NAXIS1', 6),
    card('NAXIS2', 3),
    card('PCOUNT', 0),
    card('GCOUNT', 1),
    card('TFIELDS', 2),
    card('TTYPE1', 'count'),
    card('TFORM1', 'I'),
    card('TTYPE2', 'value'),
    card('TFORM2', '1E'),
    card('EXTNAME', 'NUMBERS'),
  ]),
  new Uint8Array(2880),
);

function joined(...parts: Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

/** The file with the 80 bytes of the card of that keyword put through `change`. */
function changed(file: Uint8Array, keyword: string, change: (record: string) => string): Uint8Array {
  const text = Buffer.from(file).toString('latin1');
  for (let at = 0; at + 80 <= text.length; at += 80) {
    const record = text.slice(at, at + 80);
    if (record.slice(0, 8).trim() !== keyword) continue;
    return new Uint8Array(
      Buffer.from(text.slice(0, at) + change(record).slice(0, 80).padEnd(80) + text.slice(at + 80), 'latin1'),
    );
  }
  throw new Error(`there is no ${keyword}`);
}

const value = (text: string) => (record: string) => record.slice(0, 10) + text;

/** What can be wrong with one card. */
const CHANGES: Readonly<Record<string, (record: string) => string>> = {
  'in lower case': (record) => record.slice(0, 8).toLowerCase() + record.slice(8),
  'one column to the right': (record) => ` ${record}`,
  'without a blank after =': (record) => record.replace('= ', '=X'),
  'its value one column to the left': (record) => record.slice(0, 10) + record.slice(11),
  'its value one column to the right': (record) => `${record.slice(0, 10)} ${record.slice(10)}`,
  'without a value': value(''),
  'a string': value("'text    '"),
  'an open string': value("'open"),
  'a wrong number': value('                  99'),
  'a negative number': value('                  -1'),
  'a logical': value('                   T'),
  'a broken number': value('                 1.5'),
  'a lower-case exponent': value('               1.5e3'),
  'a word': value('                 abc'),
  'two values': value('                 1 2'),
  'a complex number': value('          (1.0, 2.0)'),
  'a letter beyond ASCII in its comment': (record) => `${record.slice(0, 60)} / \xe9`.padEnd(80),
  'a dot in its keyword': (record) => `X.Y${record.slice(3)}`,
  blank: () => '',
  'a date that is none': () => "DATE    = '2026-13-01'",
  'an old date': () => "DATE    = '01/02/99'",
  'a number for a name': () => 'TELESCOP=                    5',
  'an extension': () => "XTENSION= 'IMAGE   '",
  'a ninth axis': () => 'NAXIS9  =                    5',
  'a stray CONTINUE': () => "CONTINUE  'abc'",
  'END too early': () => 'END',
  'END with something after it': () => 'END     x',
};

function corpus(): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  for (const [name, file] of Object.entries({ image, table, packed })) {
    files.set(name, file);
    const text = Buffer.from(file).toString('latin1');
    const keywords = new Set<string>();
    for (let at = 0; at + 80 <= text.length; at += 80) {
      const keyword = text.slice(at, at + 8).trim();
      if (/^[A-Z][A-Z0-9_-]*$/.test(keyword) && /^(= | {2}|$)/.test(text.slice(at + 8, at + 10))) keywords.add(keyword);
    }
    for (const keyword of keywords)
      for (const [what, change] of Object.entries(CHANGES))
        files.set(`${name}: ${keyword} ${what}`, changed(file, keyword, change));
    for (const cut of [1, 80, 1000, 2879]) files.set(`${name}: ${cut} bytes short`, file.slice(0, -cut));
    files.set(`${name}: a byte too many`, joined(file, new Uint8Array(1)));
    files.set(`${name}: a block too many`, joined(file, new Uint8Array(2880)));
    const padding = file.slice();
    padding[padding.length - 1] = 7;
    files.set(`${name}: something in the padding`, padding);
  }
  return files;
}

const errorsOf = (file: Uint8Array) => {
  try {
    return verifyFits(file).faults.filter(({ severity }) => severity === 'error');
  } catch {
    return undefined;
  }
};

/** cfitsio's reader wants the parameters of Rice's code written out, which the standard gives defaults for. */
const OF_CFITSIO = /^packed: (ZVAL|ZNAME|NAXIS2|ZTILE)/;
/** fitsverify does not look at these: remarks beside BITPIX and NAXIS, and the keywords that unpacking the tiles needs. */
const NOT_SEEN = /^(\w+: (BITPIX|NAXIS) a letter beyond|\w+: EXTEND |packed: (Z|BZERO|BSCALE))/;

test.skipIf(lacks('fitsverify'))('the verdict is that of fitsverify on a thousand good and bad files', () => {
  const files = [...corpus()];
  inFolder((folder) => {
    for (const [i, [, file]] of files.entries()) writeFileSync(join(folder, `${i}.fit`), file);
    const verdicts = files.map((_, i) => i);
    const theirs = new Map<number, boolean>();
    for (let begin = 0; begin < files.length; begin += 100) {
      const names = verdicts.slice(begin, begin + 100).map((i) => `${i}.fit`);
      const { stdout } = spawnSync('fitsverify', ['-q', ...names], { cwd: folder, encoding: 'latin1' });
      for (const [, verdict, i, errors] of stdout.matchAll(
        /(OK|FAILED): *(\d+)\.fit[^\n]*?(?:and (\d+) errors)?\s*$/gm,
      ))
        theirs.set(Number(i), verdict === 'OK' || errors === '0');
    }
    expect(theirs.size).toBeGreaterThan(0.99 * files.length);
    const differ = files.flatMap(([name, file], i) => {
      const good = theirs.get(i);
      const ours = errorsOf(file)?.length === 0;
      if (good === undefined || good === ours || (good ? NOT_SEEN : OF_CFITSIO).test(name)) return [];
      return [
        `${name}: ${good ? 'good' : 'bad'} for fitsverify, ours: ${errorsOf(file)?.[0]?.where ?? ''} ${errorsOf(file)?.[0]?.text ?? ''}`,
      ];
    });
    expect(differ).toEqual([]);
    expect([...theirs.values()].filter((good) => good).length).toBeGreaterThan(100);
  });
});

test('what the house writes is good; every fault is said with its place', () => {
  for (const file of [image, table, packed]) expect(verifyFits(file).faults).toEqual([]);
  expect(verifyFits(packed).parts).toBe(2);
  const faults = verifyFits(changed(image, 'OBJECT', () => "object  = 'M31"));
  expect(faults.faults.map(({ part, severity, text }) => [part, severity, text])).toEqual([
    [0, 'error', 'its keyword has lower-case letters'],
    [0, 'error', 'has a string without its closing quote'],
  ]);
  expect(faults.faults[0]?.where).toMatch(/^object \(card \d+\)$/);
});

test('a checksum that does not fit is a warning, one that fits is none', () => {
  const words = new DataView(image.buffer, image.byteOffset);
  let sum = 0;
  for (let at = 2880; at < image.length; at += 4) {
    sum += words.getUint32(at);
    if (sum > 0xffffffff) sum -= 0xffffffff;
  }
  const told = (text: string) => changed(image, 'EXPTIME', () => `DATASUM = '${text}'`);
  expect(verifyFits(told(String(sum))).faults).toEqual([]);
  expect(verifyFits(told('12345')).faults).toMatchObject([{ where: 'DATASUM', severity: 'warning' }]);
});

test('no FITS at all is refused; a file of faults ends', () => {
  expect(() => verifyFits(new Uint8Array(100))).toThrow('does not begin with SIMPLE');
  const junk = new Uint8Array(800_000).fill(200);
  junk.set(image.subarray(0, 240));
  expect(verifyFits(junk).faults.length).toBeLessThanOrEqual(1000);
});
