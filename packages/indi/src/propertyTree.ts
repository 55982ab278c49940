import { InvalidInput } from '@uraniborg/core';
import type { DefineVector, DeleteProperty, SetVector } from './message.ts';
import type { NumberElement, Vector } from './vector.ts';

/** A server whose properties weigh more than this is broken or hostile (455 of 16 devices weigh 0.3 MB). */
const MAX_WEIGHT = 64 * 2 ** 20;

/** What devices there are and what is known of their properties, kept up to date by the messages of the server. */
export class PropertyTree {
  readonly #devices = new Map<string, Map<string, Vector>>();
  #weight = 0;

  /** By device name, then property name, in the order of their definition. */
  get devices(): ReadonlyMap<string, ReadonlyMap<string, Vector>> {
    return this.#devices;
  }

  get(device: string, name: string): Vector | undefined {
    return this.#devices.get(device)?.get(name);
  }

  /** Drivers define a property again when it has changed its shape: the last definition holds. */
  define(message: DefineVector): Vector {
    const { vector } = message;
    let properties = this.#devices.get(vector.device);
    if (!properties) {
      properties = new Map();
      this.#devices.set(vector.device, properties);
    }
    this.#put(properties, vector);
    return vector;
  }

  /**
   * Applies a report. Undefined when there is nothing to apply it to: drivers may report before they define, and the
   * definition that follows has the values. Elements that were not defined are ignored.
   */
  set(message: SetVector): Vector | undefined {
    const properties = this.#devices.get(message.device);
    const before = properties?.get(message.name);
    if (!properties || before?.type !== message.type) return undefined;
    const after = updated(before, message);
    this.#put(properties, after);
    return after;
  }

  #put(properties: Map<string, Vector>, vector: Vector): void {
    const before = properties.get(vector.name);
    // A report changes the weight of texts only.
    if (vector.type === 'text' || before?.elements.size !== vector.elements.size || before.type !== vector.type) {
      this.#weight += weightOf(vector) - (before ? weightOf(before) : 0);
      if (this.#weight > MAX_WEIGHT) throw new InvalidInput('The INDI server defines properties without end');
    }
    properties.set(vector.name, vector);
  }

  /** Removes a property, or the whole device; returns what was removed. */
  remove(message: Pick<DeleteProperty, 'device' | 'name'>): Vector[] {
    const properties = this.#devices.get(message.device);
    if (!properties) return [];
    const { name } = message;
    const removed =
      name === undefined ? [...properties.values()] : [properties.get(name)].filter((v) => v !== undefined);
    for (const vector of removed) {
      properties.delete(vector.name);
      this.#weight -= weightOf(vector);
    }
    if (name === undefined || properties.size === 0) this.#devices.delete(message.device);
    return removed;
  }
}

/** About how many bytes a property holds. */
function weightOf(vector: Vector): number {
  let weight = 500 + vector.device.length + vector.name.length + vector.label.length + vector.group.length;
  for (const element of vector.elements.values()) weight += 200 + element.name.length + element.label.length;
  if (vector.type === 'text') for (const element of vector.elements.values()) weight += element.value.length;
  if (vector.type === 'number') for (const element of vector.elements.values()) weight += element.format.length;
  return weight;
}

function updated(before: Vector, message: SetVector): Vector {
  const base = {
    state: message.state ?? before.state,
    timeoutSeconds: message.timeoutSeconds ?? before.timeoutSeconds,
    timestamp: message.timestamp ?? before.timestamp,
  };
  // The types of the two are the same (see `set`); the narrowing has to be spelled out for each.
  if (before.type === 'number' && message.type === 'number')
    return { ...before, ...base, elements: merged<NumberElement>(before.elements, message.elements) };
  if (before.type === 'text' && message.type === 'text')
    return { ...before, ...base, elements: merged(before.elements, message.elements) };
  if (before.type === 'switch' && message.type === 'switch')
    return { ...before, ...base, elements: merged(before.elements, message.elements) };
  if (before.type === 'light' && message.type === 'light')
    return { ...before, ...base, elements: merged(before.elements, message.elements) };
  return { ...before, ...base };
}

function merged<E extends { readonly name: string }>(
  before: ReadonlyMap<string, E>,
  changes: readonly (Partial<E> & { readonly name: string })[],
): ReadonlyMap<string, E> {
  if (changes.length === 0) return before;
  const after = new Map(before);
  for (const change of changes) {
    const element = after.get(change.name);
    if (element) after.set(change.name, { ...element, ...change });
  }
  return after;
}
