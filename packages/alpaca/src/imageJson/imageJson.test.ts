import { drained, TransportError } from '@uraniborg/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toRows } from '../imageBytes/transpose.ts';
import { decodeImageJson } from './decode.ts';
import { encodeImageJson } from './encode.ts';

const transaction = { clientTransactionId: 7, serverTransactionId: 9 };
const bytesOf = (text: string) => new TextEncoder().encode(text);

test('an image crosses as JSON exactly, in ranks 2 and 3, whole numbers and fractions', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 9 }),
      fc.constantFrom(1 as const, 3 as const),
      fc.array(
        fc.oneof(
          fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
          fc.double({ noNaN: true, noDefaultInfinity: true }),
        ),
        {
          minLength: 243,
          maxLength: 243,
        },
      ),
      fc.boolean(),
      (width, height, planes, numbers, fractions) => {
        const count = width * height * planes;
        const values = numbers.slice(0, count);
        const data = fractions ? Float64Array.from(values, (v) => v + 0) : Int32Array.from(values, Math.trunc);
        const bytes = new Uint8Array(Buffer.concat([...encodeImageJson({ width, height, planes, data }, transaction)]));
        const parsed = JSON.parse(Buffer.from(bytes).toString());
        expect(parsed).toMatchObject({
          Type: fractions ? 3 : 2,
          Rank: planes === 3 ? 3 : 2,
          ClientTransactionID: 7,
          ErrorNumber: 0,
        });
        const { value, fields } = drained(decodeImageJson(bytes));
        expect(fields).toMatchObject({ Rank: planes === 3 ? 3 : 2, ServerTransactionID: 9 });
        expect(value?.data.length).toBe(count);
        const rows = new Float64Array(count);
        if (value) drained(toRows(value.data, rows, width, height, planes));
        // JSON knows no negative zero.
        expect([...rows].map((v) => v + 0)).toEqual([...data].map((v) => v + 0));
      },
    ),
    { seed: 20261120, numRuns: 200 },
  );
});

test('the order of the fields, spaces and the case of names do not matter', () => {
  const text = '{ "ErrorNumber":0, "Rank" : 2,\n"value":[ [1, 2] , [3,-4]], "ErrorMessage":"a \\"]\\" b", "Type":2 }';
  const { fields, value } = drained(decodeImageJson(bytesOf(text)));
  expect(fields).toEqual({ ErrorNumber: 0, Rank: 2, ErrorMessage: 'a "]" b', Type: 2 });
  expect(value).toEqual({ width: 2, height: 2, planes: 1, data: new Int32Array([1, 2, 3, -4]) });
});

test('an error instead of an image is read as its fields', () => {
  const { fields, value } = drained(decodeImageJson(bytesOf('{"Value":null,"ErrorNumber":1035,"ErrorMessage":"no"}')));
  expect([fields.ErrorNumber, value]).toEqual([1035, undefined]);
});

test.each([
  ['{"Value":[[1,2],[3]]}', 'its columns have 2 and 1 pixels'],
  ['{"Value":[[1,2],[3', 'breaks off'],
  ['{"Value":[[1,x]]}', '"x" is no number'],
  ['{"Value":[[1,]]}', 'a number is missing'],
  ['{"Value":[]}', 'no pixels'],
  ['{"Value":[[]]}', 'no pixels'],
  ['{"Value":[[[1,2]]]}', '2 colours'],
  ['{"Value":[[[1,2,3],4]]}', 'differ in their number of colours'],
  ['{"Value":[[[[1]]]]}', 'no number'],
  ['{"Value":', 'breaks off'],
  ['[', '"{" is missing'],
  ['', 'breaks off'],
  ['{"a":tru}', 'no JSON value'],
  ['{1:2}', 'a field has no name'],
  ['{"a"}', '":" is missing'],
  ['{,}', 'a value is missing'],
])('%s is refused', (text, sentence) => {
  expect(() => drained(decodeImageJson(bytesOf(text)))).toThrow(TransportError);
  expect(() => drained(decodeImageJson(bytesOf(text)))).toThrow(sentence);
});
