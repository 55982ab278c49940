import type { FoundProperty } from '@uraniborg/api';
import { type Clock, InvalidInput, TimeoutError } from '@uraniborg/core';
import { parseNumber, type Values, type Vector } from '@uraniborg/indi';
import type { Handlers } from '../http/commandRoutes.ts';
import type { IndiServers } from './indiServers.ts';

type Own = Extract<keyof Handlers, `properties.${string}`>;

const MOST_FOUND = 100;

/** What performs the commands of the property browser. */
export function propertyHandlers(parts: {
  servers: IndiServers;
  clock: Clock;
  signal: AbortSignal;
}): Pick<Handlers, Own> {
  const { servers, clock, signal } = parts;
  return {
    'properties.set': async ({ server, device, property, values }) => {
      const { client } = servers.at(server);
      const before = client.vector(device, property);
      try {
        const { state } = await client.change(device, property, before ? typed(before, values) : values, {
          clock,
          signal,
        });
        return { state: state === 'Ok' ? 'ok' : 'idle' };
      } catch (error) {
        // What takes its time (a slew, an exposure) has been taken: its lamp tells the rest.
        if (error instanceof TimeoutError && client.vector(device, property)?.state === 'Busy')
          return { state: 'busy' };
        throw error;
      }
    },
    'properties.find': async ({ text }) => {
      const wanted = text.toLowerCase();
      const found: FoundProperty[] = [];
      for (const { address, client } of servers.all)
        for (const [device, properties] of client.devices)
          for (const vector of properties.values()) {
            if (!matches(vector, wanted)) continue;
            if (found.length === MOST_FOUND) return { found, more: true };
            const { group, name, label } = vector;
            found.push({ server: address, device, group, name, label: label || name });
          }
      return { found, more: false };
    },
  };
}

function matches(vector: Vector, wanted: string): boolean {
  const has = (text: string) => text.toLowerCase().includes(wanted);
  if (has(vector.name) || has(vector.label) || has(vector.group)) return true;
  for (const { name, label } of vector.elements.values()) if (has(name) || has(label)) return true;
  return false;
}

/** Numbers may be written as INDI writes them. @throws InvalidInput one cannot be read */
function typed(vector: Vector, values: Values): Values {
  if (vector.type !== 'number') return values;
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, numberFrom(name, value)]));
}

function numberFrom(name: string, value: number | string | boolean): number {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') throw new InvalidInput(`${name} wants a number`, name);
  // A decimal comma is a comma nowhere else in a number.
  const number = parseNumber(value.replace(',', '.').replace('\u2212', '-'));
  if (Number.isNaN(number)) throw new InvalidInput(`${name} wants a number`, name);
  return number;
}
