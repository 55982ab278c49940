import { drained, inTurns, type Steps } from '@uraniborg/core';
import { expect, test } from 'vitest';
import { imageArrival } from './imageBytes/arrival.ts';
import { decodeImageBytes } from './imageBytes/decode.ts';
import { encodeImageBytes } from './imageBytes/encode.ts';
import { toRows } from './imageBytes/transpose.ts';
import { decodeImageJson } from './imageJson/decode.ts';
import { encodeImageJson } from './imageJson/encode.ts';

const transaction = { clientTransactionId: 7, serverTransactionId: 9 };

function counted(steps: Steps<unknown>): number {
  for (let count = 1; ; count++) if (steps.next().done) return count;
}

/** The most bytes that are waited for before something is done to them, and the steps that are left after the last. */
function arriving(answer: Uint8Array): { most: number; left: number } {
  const arrival = imageArrival(answer.length);
  let most = 0;
  for (let at = 0; at < answer.length; ) {
    const place = arrival.next();
    most = Math.max(most, place.length);
    place.set(answer.subarray(at, at + place.length));
    at += place.length;
    arrival.written(place.length);
  }
  return { most, left: counted(arrival.inSteps()) };
}

/** What a step may touch: some milliseconds of it, whatever the machine. */
const MOST_BYTES = 2 ** 23;
const MOST_PIXELS = 2 ** 20;

test('an image of any kind is put together in steps that nobody has to wait long for', () => {
  const [width, height] = [1500, 2800];
  const count = width * height;
  const grey = { width, height, planes: 1 } as const;
  const images = {
    'two bytes': { ...grey, data: new Uint16Array(count) },
    'four bytes': { ...grey, data: new Int32Array(count).fill(-70_000) },
    'three colours': { width, height, planes: 3, data: new Uint8Array(3 * count) },
    'eight bytes': { ...grey, data: new Float64Array(count).fill(0.5) },
  } as const;
  for (const [name, image] of Object.entries(images))
    expect(arriving(encodeImageBytes(image, transaction)).most, name).toBeLessThanOrEqual(MOST_BYTES);
  // The same bytes as 64-bit integers, which become doubles.
  const zeros = encodeImageBytes(images['eight bytes'], transaction).fill(0, 44);
  const doubles = arriving(zeros).left;
  new DataView(zeros.buffer, zeros.byteOffset).setInt32(24, 7, true);
  expect(arriving(zeros).left - doubles).toBeGreaterThan(count / MOST_PIXELS);
  // An answer that came whole is poured into the same, in steps too.
  expect(counted(decodeImageBytes(zeros)) - arriving(zeros).left).toBeGreaterThan(zeros.length / MOST_BYTES);
  const turned = toRows(new Int32Array(count), new Int32Array(count), width, height, 1);
  expect(counted(turned)).toBeGreaterThan(count / MOST_PIXELS);
});

test('an image as JSON is read in steps, and its first fraction does not hold anybody up either', () => {
  const [width, height] = [600, 900];
  const data = new Int32Array(width * height).fill(1);
  const json = Buffer.concat([...encodeImageJson({ width, height, planes: 1, data }, transaction)]);
  const whole = counted(decodeImageJson(json));
  expect(whole).toBeGreaterThan(4);
  // The last pixel is a fraction: all before it have to be moved.
  const end = json.lastIndexOf('1]]');
  const fraction = Buffer.concat([json.subarray(0, end), Buffer.from('1.5]]'), json.subarray(end + 3)]);
  expect(counted(decodeImageJson(fraction))).toBeGreaterThanOrEqual(2 * whole - 1);
  expect(drained(decodeImageJson(fraction)).value?.data.at(-1)).toBe(1.5);
});

test('everybody else has a turn after each step', async () => {
  const happened: string[] = [];
  function* steps(): Steps<string> {
    for (const step of ['first', 'second']) {
      happened.push(step);
      setImmediate(() => happened.push(`after the ${step}`));
      yield;
    }
    return 'done';
  }
  expect(await inTurns(steps())).toBe('done');
  expect(happened).toEqual(['first', 'after the first', 'second', 'after the second']);
});
