import type { Property, PropertyDevice, PropertyState } from '@uraniborg/api';
import { formatNumber, type NumberElement, type PropertyState as State, type Vector } from '@uraniborg/indi';

export interface ShownBlob {
  bytes: number;
  format: string;
  at: number;
}

/** A property as it crosses the line. Nothing in it is longer than a person can use. */
export function wireProperty(vector: Vector, blobOf: (element: string) => ShownBlob | undefined): Property {
  const base = {
    name: vector.name,
    label: vector.label || vector.name,
    state: state(vector.state),
    writable: vector.permission !== 'ro' && vector.type !== 'light',
    readable: vector.permission !== 'wo',
    at: vector.timestamp ?? null,
  };
  const named = ({ name, label }: { name: string; label: string }) => ({ name, label: label || name });
  switch (vector.type) {
    case 'number':
      return { ...base, type: 'number', elements: of(vector).map((one) => ({ ...named(one), ...number(one) })) };
    case 'text':
      return {
        ...base,
        type: 'text',
        elements: of(vector).map((one) => ({ ...named(one), value: one.value.slice(0, LONGEST_TEXT) })),
      };
    case 'switch': {
      const rule = { OneOfMany: 'one', AtMostOne: 'atMostOne', AnyOfMany: 'any' } as const;
      const elements = of(vector).map((one) => ({ ...named(one), on: one.value }));
      return { ...base, type: 'switch', rule: rule[vector.rule], elements };
    }
    case 'light':
      return {
        ...base,
        type: 'light',
        elements: of(vector).map((one) => ({ ...named(one), state: state(one.value) })),
      };
    case 'blob':
      return {
        ...base,
        type: 'blob',
        elements: of(vector).map((one) => ({ ...named(one), blob: blobOf(one.name) ?? null })),
      };
  }
}

const LONGEST_TEXT = 10_000;
/** A property with more elements than this is cut: no driver has them. */
const MOST_ELEMENTS = 1000;

function of<E>(vector: { readonly elements: ReadonlyMap<string, E> }): E[] {
  return [...vector.elements.values()].slice(0, MOST_ELEMENTS);
}

function number({ value, format, min, max, step }: NumberElement) {
  const text = (each: number) => formatNumber(each, format).trim().slice(0, 100);
  const range = max > min ? { min, max, text: `${text(min)} to ${text(max)}` } : null;
  return {
    value: Number.isFinite(value) ? value : null,
    text: text(value),
    range,
    step: Number.isFinite(step) ? step : 0,
  };
}

function state(given: State): PropertyState {
  return given.toLowerCase() as Lowercase<State>;
}

const worst: readonly PropertyState[] = ['idle', 'ok', 'busy', 'alert'];

/** A device in the list of them: its groups with the state that matters most in each. */
export function wireDevice(name: string, properties: ReadonlyMap<string, Vector>): PropertyDevice {
  const groups = new Map<string, { name: string; count: number; state: PropertyState }>();
  for (const vector of properties.values()) {
    const group = groups.get(vector.group) ?? { name: vector.group, count: 0, state: 'idle' };
    const now = state(vector.state);
    groups.set(vector.group, {
      name: vector.group,
      count: group.count + 1,
      state: worst.indexOf(now) > worst.indexOf(group.state) ? now : group.state,
    });
  }
  const connection = properties.get('CONNECTION');
  const connect = connection?.type === 'switch' ? connection.elements.get('CONNECT') : undefined;
  return {
    name,
    connected: connect?.value ?? null,
    configuration: [...(properties.get('CONFIG_PROCESS')?.elements.keys() ?? [])].slice(0, 10),
    groups: [...groups.values()],
  };
}
