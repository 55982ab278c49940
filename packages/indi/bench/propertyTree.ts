import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { MessageReader } from '../src/messageReader.ts';
import { PropertyTree } from '../src/propertyTree.ts';

/** Everything that the 16 simulators of INDI 1.9.9 define once they are connected, as captured on the wire. */
const capture = gunzipSync(readFileSync(new URL('../fixtures/all_props_1.9.9.xml.gz', import.meta.url)));
const CHUNK = 65_536;

/** Milliseconds from bytes to a property tree of 16 devices: the very first time in this process, and once warm (median). */
export function benchPropertyTree(): { firstMs: number; warmMs: number; vectors: number; bytes: number } {
  const firstMs = once().ms;
  const times = Array.from({ length: 50 }, () => once().ms).sort((a, b) => a - b);
  return { firstMs, warmMs: times[25] ?? Number.NaN, vectors: once().vectors, bytes: capture.length };
}

function once(): { ms: number; vectors: number } {
  const begun = performance.now();
  let vectors = 0;
  const tree = new PropertyTree();
  const reader = new MessageReader({
    message(message) {
      vectors++;
      if (message.tag === 'def') tree.define(message);
      else if (message.tag === 'set') tree.set(message);
    },
  });
  for (let at = 0; at < capture.length; at += CHUNK) reader.push(capture.subarray(at, at + CHUNK));
  return { ms: performance.now() - begun, vectors };
}

if (import.meta.main) console.log(benchPropertyTree());
