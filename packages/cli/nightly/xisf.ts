import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import { type PixelArray, seededRandom } from '@uraniborg/core';
import { card, cardValue, type Frame, readXisf, writeXisf } from '@uraniborg/formats';
import type { Outcome } from './suite.ts';

const [width, height] = [67, 45];
const kinds = {
  uint8: Uint8Array,
  uint16: Uint16Array,
  uint32: Uint32Array,
  float32: Float32Array,
  float64: Float64Array,
};
const packings = ['none', 'zlib', 'lz4', 'zstd'] as const;

/**
 * Reads each "ours-*.xisf" of a folder and leaves its samples, plane after plane, and what it has understood; and writes
 * the same samples again in every way that it knows.
 */
const PROGRAM = `
import glob, importlib.metadata, json, os, sys
import numpy as np
importlib.metadata.version = lambda name: 'a copy'
sys.path.insert(0, sys.argv[1])
from xisf import XISF
for path in sorted(glob.glob(os.path.join(sys.argv[2], 'ours-*.xisf'))):
    file = XISF(path)
    meta = file.get_images_metadata()[0]
    image = file.read_image(0)
    image.transpose(2, 0, 1).tofile(path + '.raw')
    told = {'type': str(image.dtype), 'geometry': meta['geometry'], 'keywords': meta['FITSKeywords']}
    open(path + '.json', 'w').write(json.dumps(told))
    if '-none' not in path: continue
    for codec in [None, 'zlib', 'lz4', 'lz4hc', 'zstd']:
        for shuffle in [False, True] if codec else [False]:
            to = path.replace('ours-', 'theirs-').replace('-none', '-%s-%s' % (codec, shuffle))
            keywords = {'OBJECT': [{'value': "'M 31'", 'comment': 'what'}], 'EXPTIME': [{'value': '30.5', 'comment': ''}]}
            XISF.write(to, image, 'a check', {'FITSKeywords': keywords}, codec=codec, shuffle=shuffle)
            print(to)
`;

/** The Python package "xisf" reads what we write, and we what it writes: every kind of sample and of packing. */
export async function xisf(seed: number): Promise<Outcome> {
  const copy = process.env.URANIBORG_XISF;
  if (copy === undefined)
    return { passed: undefined, told: "set URANIBORG_XISF to a folder with a copy of Python's xisf.py" };
  const folder = mkdtempSync(join(tmpdir(), 'uraniborg-xisf-'));
  try {
    const ours = oursIn(folder, seed);
    const modules = join(folder, 'modules');
    mkdirSync(modules);
    writeFileSync(join(modules, 'xisf.py'), readFileSync(join(copy, 'xisf.py')));
    // Debian's modules belong to its own Python.
    const { status, stdout, stderr } = spawnSync('/usr/bin/python3', ['-c', PROGRAM, modules, folder], {
      encoding: 'utf8',
    });
    if (status !== 0)
      return {
        passed: false,
        told: `(Debian: python3-numpy, python3-lz4, python3-zstandard) ${stderr.trim().slice(-300)}`,
      };
    for (const [path, frame] of ours) {
      const { type, geometry, keywords } = JSON.parse(readFileSync(`${path}.json`, 'utf8'));
      const { planes, data } = frame.pixels;
      const shape = [type, ...geometry].join() === [typeOf(data), width, height, planes].join();
      const header = keywords.OBJECT?.[0]?.value === 'M 31' && Number(keywords.EXPTIME?.[0]?.value) === 30.5;
      const same = readFileSync(`${path}.raw`).equals(bytesOf(data));
      if (!shape || !header || !same) return { passed: false, told: `${path}: it reads something else` };
    }
    const theirs = stdout.trim().split('\n');
    for (const path of theirs) {
      const { pixels, header } = readXisf(readFileSync(path));
      const known = [...ours].find(([name]) =>
        path.startsWith(name.replace('ours-', 'theirs-').replace('none.xisf', '')),
      );
      const same = known && bytesOf(pixels.data).equals(bytesOf(known[1].pixels.data));
      if (!same || cardValue(header, 'OBJECT') !== 'M 31' || cardValue(header, 'EXPTIME') !== 30.5)
        return { passed: false, told: `${path}: we read something else` };
    }
    return { passed: true, told: `${ours.size} of our files, ${theirs.length} of its own` };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function oursIn(folder: string, seed: number): Map<string, Frame> {
  const random = seededRandom(seed);
  const files = new Map<string, Frame>();
  for (const [name, Kind] of Object.entries(kinds))
    for (const planes of [1, 3] as const) {
      const data: PixelArray = new Kind(width * height * planes);
      for (let i = 0; i < data.length; i++) data[i] = 90 + (i % width) + 9 * random.normal();
      const frame: Frame = {
        pixels: { width, height, planes, data },
        header: [card('OBJECT', 'M 31', 'what'), card('EXPTIME', 30.5)],
      };
      for (const compression of packings) {
        const path = join(folder, `ours-${name}-${planes}-${compression}.xisf`);
        writeFileSync(path, writeXisf(frame, { compression, zstd: (bytes) => zstdCompressSync(bytes) }));
        files.set(path, frame);
      }
    }
  return files;
}

const bytesOf = ({ buffer, byteOffset, byteLength }: PixelArray) => Buffer.from(buffer, byteOffset, byteLength);
const typeOf = (data: PixelArray) => Object.entries(kinds).find(([, Kind]) => data instanceof Kind)?.[0];
