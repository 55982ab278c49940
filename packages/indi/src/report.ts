import { InvalidInput } from '@uraniborg/core';
import type { SetVector } from './message.ts';
import type { PropertyState, SwitchElement, Values, Vector } from './vector.ts';

/** What a device reports of a property; what is left out stays as it is. */
export interface Report {
  readonly state?: PropertyState;
  readonly values?: Values;
  /** New limits of numbers. */
  readonly limits?: Readonly<Record<string, { readonly min?: number; readonly max?: number; readonly step?: number }>>;
  readonly timeoutSeconds?: number;
  /** A sentence for the person at the client. */
  readonly message?: string;
}

/** The message for a report: like the drivers', with every element of the property. */
export function reported(vector: Vector, report: Report, timestamp: number): SetVector {
  const { values = {}, limits = {}, state, timeoutSeconds, message } = report;
  const { device, name } = vector;
  for (const element of [...Object.keys(values), ...Object.keys(limits)])
    if (!vector.elements.has(element)) throw new InvalidInput(`${device}.${name} has no "${element}"`);
  const head = { tag: 'set', device, name, state: state ?? vector.state, timeoutSeconds, timestamp, message } as const;
  /** The new value of an element, if it is one. */
  const given = <T>(
    element: { readonly name: string; readonly value: T },
    isOne: (value: unknown) => value is T,
  ): T => {
    const value = values[element.name] ?? element.value;
    if (isOne(value)) return value;
    throw new InvalidInput(`${device}.${name}.${element.name} cannot be ${JSON.stringify(value)}`);
  };
  switch (vector.type) {
    case 'number': {
      const elements = [...vector.elements.values()];
      return {
        ...head,
        type: 'number',
        elements: elements.map((e) => ({ name: e.name, value: given(e, isNumber), ...limits[e.name] })),
      };
    }
    case 'text':
      return {
        ...head,
        type: 'text',
        elements: [...vector.elements.values()].map((e) => ({ name: e.name, value: given(e, isText) })),
      };
    case 'light':
      return {
        ...head,
        type: 'light',
        elements: [...vector.elements.values()].map((e) => ({ name: e.name, value: given(e, isState) })),
      };
    case 'switch': {
      // The one that is turned on turns off the others.
      const alone = vector.rule !== 'AnyOfMany' && Object.values(values).includes(true);
      const value = (e: SwitchElement) => (alone ? values[e.name] === true : given(e, isSwitch));
      return {
        ...head,
        type: 'switch',
        elements: [...vector.elements.values()].map((e) => ({ name: e.name, value: value(e) })),
      };
    }
    case 'blob':
      return { ...head, type: 'blob', elements: [] };
  }
}

const isNumber = (value: unknown): value is number => typeof value === 'number';
const isText = (value: unknown): value is string => typeof value === 'string';
const isSwitch = (value: unknown): value is boolean => typeof value === 'boolean';
const isState = (value: unknown): value is PropertyState =>
  value === 'Idle' || value === 'Ok' || value === 'Busy' || value === 'Alert';
