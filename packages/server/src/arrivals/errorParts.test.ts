import {
  AbortedError,
  DeviceError,
  InvalidInput,
  StorageError,
  sentenceOf,
  TimeoutError,
  TransportError,
} from '@uraniborg/core';
import { expect, test } from 'vitest';
import { errorOf, errorParts } from './errorParts.ts';

const reset = Object.assign(new Error('the connection broke off'), { code: 'ECONNRESET' });
test.each([
  new DeviceError('It rests', 0x40b),
  new DeviceError('It rests', 'Alert'),
  new TransportError('http://there: the connection broke off', { cause: reset }),
  new AbortedError('enough'),
  new TimeoutError('too late'),
  new InvalidInput('"x" is no address', 'url'),
  new StorageError('the disk is full', 'ENOSPC'),
  reset,
])('%s is the same on the other side', (error) => {
  const there = errorOf(structuredClone(errorParts(error)));
  expect(there).toEqual(error);
  expect(there.constructor).toBe(error.constructor);
  expect({ ...there }).toEqual({ ...error });
  expect(sentenceOf(there)).toBe(sentenceOf(error));
  if (error.cause) expect(there.cause).toMatchObject({ code: 'ECONNRESET' });
});

test('what is no error is told of by its text', () => {
  expect(errorOf(errorParts('odd'))).toEqual(new Error('odd'));
});
