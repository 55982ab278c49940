import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { XmlScanner } from './xmlScanner.ts';

const limits = { maxDepth: 6, maxTagBytes: 1000 };
const encoder = new TextEncoder();

/** What a scanner finds in `chunks`: adjacent text joined, an error as its last event. */
function scan(chunks: readonly Uint8Array[]): string[] {
  const events: string[] = [];
  let text: Uint8Array[] = [];
  const flush = () => {
    if (text.length > 0) events.push(`text ${Buffer.concat(text).toString('utf8')}`);
    text = [];
  };
  const scanner = new XmlScanner(
    {
      open(name, attributes) {
        flush();
        events.push(`open ${name} ${JSON.stringify([...attributes])}`);
      },
      text: (bytes) => text.push(new Uint8Array(bytes)),
      close(name) {
        flush();
        events.push(`close ${name}`);
      },
    },
    limits,
  );
  try {
    for (const chunk of chunks) {
      // As a socket does: a Buffer that is used again for what comes next.
      const lent = Buffer.from(chunk);
      scanner.push(lent);
      lent.fill(0x58);
    }
  } catch {
    flush();
    return [...events, 'error'];
  }
  flush();
  return [...events, scanner.within ? 'within' : 'whole'];
}

const all = (text: string) => scan([encoder.encode(text)]);

/** A document and the places at which it is cut, near each other now and then. */
const cut = (bytes: fc.Arbitrary<Uint8Array>) =>
  fc.tuple(bytes, fc.array(fc.nat(400))).map(([whole, places]) => {
    const at = [0, ...places.map((p) => p % (whole.length + 1)).sort((a, b) => a - b), whole.length];
    return { whole, chunks: at.slice(1).map((end, i) => whole.subarray(at[i], end)) };
  });

const piece = fc.constantFrom(
  '<a>',
  '</a>',
  '<b c="1" d=\'2\'>',
  '</b>',
  '<e/>',
  '<!-- - -- x -->',
  '<![CDATA[a]]b]]]>',
  '<?xml version="1.0"?>',
  '&amp;',
  '&#x41;',
  '&nope;',
  '& ',
  '&amp',
  'text é',
  ' ',
  '\n',
  '"',
  "'",
  '>',
  ']]>',
  '<',
  '=',
  '/>',
  '<!DOCTYPE',
  '&lt;',
  'x="&quot;>"',
  '<g h="&lt;&#233;">',
  '</g>',
);
const document = fc.array(piece, { maxLength: 25 }).map((pieces) => encoder.encode(`<r>${pieces.join('')}`));

describe('cut anywhere', () => {
  test('a stream gives the same events', () => {
    fc.assert(
      fc.property(cut(document), ({ whole, chunks }) => {
        expect(scan(chunks)).toEqual(scan([whole]));
      }),
      { numRuns: 500 },
    );
  });
  test('byte by byte too', () => {
    fc.assert(
      fc.property(document, (whole) => {
        expect(scan([...whole].map((byte) => Uint8Array.of(byte)))).toEqual(scan([whole]));
      }),
    );
  });
  test('any bytes end in events or an error, the same ones', () => {
    fc.assert(
      fc.property(cut(fc.uint8Array({ maxLength: 200 })), ({ whole, chunks }) => {
        expect(scan(chunks)).toEqual(scan([whole]));
      }),
    );
  });
});

describe('what is understood', () => {
  test('several roots, either quotes, empty elements, space in tags', () => {
    expect(all(`<a x='1' y = "2"/>\n<b ><c\n z="3" /></b >`)).toEqual([
      'open a [["x","1"],["y","2"]]',
      'close a',
      'open b []',
      'open c [["z","3"]]',
      'close c',
      'close b',
      'whole',
    ]);
  });
  test('entities and character references, and an ampersand that is neither', () => {
    expect(all('<a m="1 &lt; 2 &#176; &x;">R&amp;D &#x1F52D; & co &copy;</a>')).toEqual([
      'open a [["m","1 < 2 ° &x;"]]',
      'text R&D 🔭 & co &copy;',
      'close a',
      'whole',
    ]);
  });
  test('a ">" within a value, a "<" too', () => {
    expect(all('<a m="J2000 -> now <x>"/>')).toEqual(['open a [["m","J2000 -> now <x>"]]', 'close a', 'whole']);
  });
  test('comments and CDATA', () => {
    expect(all('<a><!-- <b> --><![CDATA[1 < 2 && ]] ]]]></a>')).toEqual([
      'open a []',
      'text 1 < 2 && ]] ]',
      'close a',
      'whole',
    ]);
  });
});

describe('what is refused', () => {
  test.each([
    ['an entity bomb', '<!DOCTYPE b [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;">]><b>&b;</b>'],
    ['an answer that is no XML', 'HTTP/1.1 400 Bad Request\r\n'],
    ['a wrong end', '<a></b>'],
    ['an end of nothing', '</a>'],
    ['a broken attribute', '<a b=c>'],
    ['no name', '<=a>'],
    ['too deep', '<a>'.repeat(limits.maxDepth + 1)],
    ['a tag too large', `<a b="${'x'.repeat(limits.maxTagBytes)}">`],
    ['a tag that never ends', `<a ${' '.repeat(limits.maxTagBytes)}`],
  ])('%s', (_, text) => {
    expect(all(text).at(-1)).toBe('error');
  });
  test('the error says what and where', () => {
    const scanner = new XmlScanner({ open() {}, text() {}, close() {} }, limits);
    scanner.push(encoder.encode('<a/>'));
    expect(() => scanner.push(encoder.encode(' HTTP/1.1 400 Bad'))).toThrow(
      /byte 5: text outside of any element, beginning "HTTP/,
    );
  });
});
