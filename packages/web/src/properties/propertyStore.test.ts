import type { Property } from '@uraniborg/api';
import { expect, test } from 'vitest';
import { type ShownProperties, withEvent } from './propertyStore.ts';

const light = (name: string, state: Property['state'] = 'idle'): Property => ({
  type: 'light',
  name,
  label: name,
  state,
  writable: false,
  readable: true,
  at: null,
  elements: [],
});
const open = { server: 'indi://pi:7624', device: 'CCD', group: 'Main' };
const begun: ShownProperties = { servers: [], open: null, properties: [], messages: [] };

test('what is open begins anew; then what changed takes its place, in the order of the driver', () => {
  const first = withEvent(begun, {
    type: 'properties',
    fresh: true,
    open,
    names: ['B', 'A'],
    properties: [light('A'), light('B')],
    messages: [{ at: 1, level: 'info', text: 'hello' }],
  });
  expect(first.properties.map(({ name }) => name)).toEqual(['B', 'A']);
  const next = withEvent(first, { type: 'properties', properties: [light('A', 'busy')] });
  expect(next.properties.map(({ name, state }) => [name, state])).toEqual([
    ['B', 'idle'],
    ['A', 'busy'],
  ]);
  expect(next.properties[0]).toBe(first.properties[0]);
  expect(next.messages).toBe(first.messages);
  const other = withEvent(next, { type: 'properties', fresh: true, open: { ...open, group: 'Site' }, names: [] });
  expect(other).toMatchObject({ properties: [], messages: [], open: { group: 'Site' } });
});

test('a property that is gone is gone, and the driver’s words are kept to the last 200', () => {
  const two = withEvent(begun, {
    type: 'properties',
    fresh: true,
    open,
    names: ['A', 'B'],
    properties: [light('A'), light('B')],
  });
  expect(withEvent(two, { type: 'properties', names: ['B'] }).properties.map(({ name }) => name)).toEqual(['B']);
  const messages = Array.from({ length: 150 }, (_, at) => ({ at, level: 'info' as const, text: String(at) }));
  const said = withEvent(withEvent(two, { type: 'properties', messages }), { type: 'properties', messages });
  expect(said.messages).toHaveLength(200);
  expect(said.messages.at(-1)?.text).toBe('149');
});
