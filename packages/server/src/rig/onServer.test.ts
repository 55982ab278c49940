import { InvalidInput } from '@uraniborg/core';
import { expect, test } from 'vitest';
import { onServer } from './onServer.ts';

test.each([
  ['indi://old:7624/CCD%20Simulator', { protocol: 'indi', server: 'new' }, 'indi://new/CCD%20Simulator'],
  ['indi://old/CCD%20Simulator', { protocol: 'indi', server: '[::1]:7000' }, 'indi://[::1]:7000/CCD%20Simulator'],
  ['alpacas://old:443/camera/1', { protocol: 'alpaca', server: 'new:11111' }, 'alpacas://new:11111/camera/1'],
  ['alpaca://old:11111/camera/1', { protocol: 'indi', server: 'new' }, undefined],
  ['indi://old/A', { protocol: 'indi', server: 'new', from: 'other' }, undefined],
  ['indi://Old:7624/A', { protocol: 'indi', server: 'new', from: 'old:7624' }, 'indi://new/A'],
  ['indi://new/A', { protocol: 'indi', server: 'new' }, undefined],
  ['manual://filters', { protocol: 'indi', server: 'new' }, undefined],
] as const)('%s, %o', (address, change, expected) => {
  expect(onServer(address, change)).toBe(expected);
});

test.each(['a b', 'host/path', 'user@host', 'host:port', ''])('%j is no server', (server) => {
  expect(() => onServer('indi://old/A', { protocol: 'indi', server })).toThrow(InvalidInput);
});
