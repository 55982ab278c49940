import { type Instant, instantText, systemInstant } from '@uraniborg/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesAsSource } from '../byteSource.ts';
import { readSer } from './readSer.ts';
import { type SerColour, serColours } from './serHeader.ts';
import { serWriter } from './writeSer.ts';

const night = Date.UTC(2026, 10, 20, 22, 14, 5);
const joined = (pieces: Uint8Array[]) => Uint8Array.from(Buffer.concat(pieces));

function written(
  colour: SerColour,
  depth: number,
  frames: { data: Uint8Array | Uint16Array; time?: Instant }[],
  width = 4,
  height = 2,
) {
  const writer = serWriter({
    width,
    height,
    depth,
    colour,
    observer: 'Sophie Brahe',
    instrument: 'QHY174',
    telescope: 'Great equatorial',
  });
  const planes = colour === 'RGB' || colour === 'BGR' ? 3 : 1;
  const pieces = frames.map(({ data, time }) => writer.frame({ width, height, planes, data }, time));
  return joined([writer.header(), ...pieces, writer.trailer()]);
}

test('what is written is read back, in every colour and depth, to the tick', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...(Object.keys(serColours) as SerColour[])),
      fc.boolean(),
      fc.array(fc.integer({ min: 0, max: 65_535 }), { minLength: 1, maxLength: 24 }),
      async (colour, wide, values) => {
        const length = colour === 'RGB' || colour === 'BGR' ? 24 : 8;
        const make = (shift: number) =>
          Array.from({ length }, (_, i) => ((values[(i + shift) % values.length] ?? 0) + i) % (wide ? 65_536 : 256));
        const frames = [0, 1, 2].map((shift) => ({
          data: wide ? Uint16Array.from(make(shift)) : Uint8Array.from(make(shift)),
          time: { ...systemInstant(night, 'end'), ns: BigInt(night) * 1_000_000n + 33_333_300n * BigInt(shift) },
        }));
        const recording = await readSer(bytesAsSource(written(colour, wide ? 12 : 8, frames)));
        expect(recording).toMatchObject({ width: 4, height: 2, frameCount: 3, notes: { observer: 'Sophie Brahe' } });
        for (const [i, frame] of frames.entries()) {
          expect((await recording.pixels(i)).data).toEqual(frame.data);
          expect((await recording.time(i))?.ns).toBe(frame.time.ns);
        }
      },
    ),
    { numRuns: 40 },
  );
});

test('a time stamp is UTC from the year 1', async () => {
  const file = written('mono', 8, [{ data: new Uint8Array(8), time: systemInstant(night, 'end') }]);
  const time = await (await readSer(bytesAsSource(file))).time(0);
  expect(time && instantText(time, 3)).toBe('2026-11-20T22:14:05.000');
});

test('a recording that was cut off has the frames that are whole', async () => {
  const frames = Array.from({ length: 5 }, (_, i) => ({ data: new Uint8Array(8).fill(i) }));
  const file = written('mono', 8, frames);
  const cut = await readSer(bytesAsSource(file.slice(0, 178 + 3 * 8 + 5)));
  expect(cut.frameCount).toBe(3);
  expect((await cut.pixels(2)).data).toEqual(new Uint8Array(8).fill(2));
  expect(await cut.time(2)).toBeUndefined();
  await expect(cut.pixels(3)).rejects.toThrow('There is no frame 3');
});

test('what is no SER file is refused in words', async () => {
  await expect(readSer(bytesAsSource(new Uint8Array(300)))).rejects.toThrow('does not begin with LUCAM-RECORDER');
  await expect(readSer(bytesAsSource(new Uint8Array(20)))).rejects.toThrow('at least 178 bytes');
  const absurd = written('mono', 8, [{ data: new Uint8Array(8) }]);
  new DataView(absurd.buffer).setInt32(26, 2_000_000_000, true);
  await expect(readSer(bytesAsSource(absurd))).rejects.toThrow('cannot be');
});
