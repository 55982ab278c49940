import { InvalidInput } from '@uraniborg/core';
import type { NewVector } from './message.ts';
import { formatNumber } from './number.ts';
import type { NumberVector, SwitchVector, TextVector, Values, Vector } from './vector.ts';

/**
 * The message that asks a device for new values, checked against what it has said of the property: drivers answer a
 * bad request with a wrong state at best and with silence at worst.
 *
 * Numbers and texts that are not given are sent as they are, because many drivers want the whole vector (CCD_FRAME,
 * EQUATORIAL_EOD_COORD). Of switches only the given ones are sent; in a OneOfMany vector the one to be chosen.
 *
 * @throws InvalidInput it cannot be written, has no such element, or the value does not fit
 */
export function requestOf(vector: Vector, values: Values): NewVector {
  const where = `${vector.device}.${vector.name}`;
  if (vector.permission === 'ro' || vector.type === 'light') throw new InvalidInput(`${where} can only be read`, where);
  for (const name of Object.keys(values))
    if (!vector.elements.has(name))
      throw new InvalidInput(
        `${where} has no "${name}", but ${[...vector.elements.keys()].join(', ') || 'nothing'}`,
        where,
      );
  if (Object.keys(values).length === 0) throw new InvalidInput(`Nothing to set in ${where}`, where);
  const head = {
    tag: 'new',
    device: vector.device,
    name: vector.name,
    timestamp: undefined,
    message: undefined,
  } as const;
  switch (vector.type) {
    case 'number':
      return { ...head, type: 'number', elements: numbers(vector, values, where) };
    case 'text':
      return { ...head, type: 'text', elements: texts(vector, values, where) };
    case 'switch':
      return { ...head, type: 'switch', elements: switches(vector, values, where) };
    case 'blob':
      throw new InvalidInput(`${where} takes a BLOB: send it with sendBlob`, where);
  }
}

function numbers(vector: NumberVector, values: Values, where: string) {
  return [...vector.elements.values()].map(({ name, value, min, max, format }) => {
    const wanted = values[name] ?? value;
    if (typeof wanted !== 'number') throw wrongType(where, name, 'a number', wanted);
    if (name in values && !Number.isFinite(wanted)) throw wrongType(where, name, 'a finite number', wanted);
    if (name in values && max > min && (wanted < min || wanted > max)) {
      const range = `${formatNumber(min, format).trim()} to ${formatNumber(max, format).trim()}`;
      throw new InvalidInput(`${where}.${name} = ${wanted} is outside ${range}`, `${where}.${name}`);
    }
    return { name, value: wanted };
  });
}

function texts(vector: TextVector, values: Values, where: string) {
  return [...vector.elements.values()].map(({ name, value }) => {
    const wanted = values[name] ?? value;
    if (typeof wanted !== 'string') throw wrongType(where, name, 'a text', wanted);
    return { name, value: wanted };
  });
}

function switches(vector: SwitchVector, values: Values, where: string) {
  const elements = Object.entries(values).map(([name, value]) => {
    if (typeof value !== 'boolean') throw wrongType(where, name, 'true or false', value);
    return { name, value };
  });
  if (vector.rule === 'AnyOfMany') return elements;
  const on = elements.filter(({ value }) => value);
  if (on.length > 1 || (on.length === 0 && vector.rule === 'OneOfMany')) {
    const rule = vector.rule === 'OneOfMany' ? 'exactly one' : 'at most one';
    throw new InvalidInput(`${where} wants ${rule} switch on, not ${on.length}`, where);
  }
  return on.length === 1 ? on : elements;
}

function wrongType(where: string, name: string, wanted: string, got: unknown): InvalidInput {
  return new InvalidInput(`${where}.${name} wants ${wanted}, not ${JSON.stringify(got) ?? got}`, `${where}.${name}`);
}
