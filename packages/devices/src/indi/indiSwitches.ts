import type { Waiting } from '@uraniborg/core';
import type { IndiClient, NumberVector, SwitchVector, Vector } from '@uraniborg/indi';
import { onLink } from '../onLink.ts';
import { type SwitchDescription, type Switches, settable } from '../switches.ts';
import { indiLink } from './indiLink.ts';

/** What every driver has for its own housekeeping: nothing that a person would call a switch of the rig. */
const HOUSEKEEPING =
  /^(CONNECTION|CONNECTION_MODE|CONFIG_PROCESS|DEBUG|DEBUG_LEVEL|LOGGING_LEVEL|LOG_OUTPUT|SIMULATION|POLLING_PERIOD|DEVICE_.*|SYSTEM_PORTS|USEJOYSTICK|ACTIVE_.*|GEOGRAPHIC_COORD|TIME_.*)$/;

/**
 * The switches and levels of an INDI device, one for each element: INDI has no fixed properties for power boxes, so all
 * that are not housekeeping are offered. Ids are "PROPERTY.ELEMENT". Two switches of which exactly one is on are one
 * switch, named after the property.
 */
export function indiSwitches(client: IndiClient, device: string, address: string): Switches {
  const link = indiLink(client, device, address, []);

  const offered = (): readonly Offered[] =>
    [...(client.devices.get(device)?.values() ?? [])].flatMap((vector) =>
      HOUSEKEEPING.test(vector.name) ? [] : of(vector),
    );
  const capabilities = () => {
    link.assertConnected();
    return { switches: offered().map(({ description }) => description) };
  };

  return onLink<Switches>(link, {
    kind: 'switches',
    capabilities,
    async read() {
      link.assertConnected();
      return { values: new Map(offered().map(({ description, value }) => [description.id, value])) };
    },
    async set(id: string, value: number, waiting: Waiting) {
      settable(capabilities().switches, id, value);
      const one = offered().find(({ description }) => description.id === id);
      if (one) await link.set(one.property, one.request(value), waiting);
    },
  });
}

interface Offered {
  readonly description: SwitchDescription;
  readonly property: string;
  readonly value: number;
  request(value: number): Record<string, number | boolean>;
}

function of(vector: Vector): Offered[] {
  if (vector.type === 'switch') return ofSwitches(vector);
  return vector.type === 'number' ? ofNumbers(vector) : [];
}

function ofSwitches(vector: SwitchVector): Offered[] {
  const all = [...vector.elements.values()];
  const writable = vector.permission !== 'ro';
  const onOff = { writable, min: 0, max: 1, step: 1, description: vector.group };
  const positive = all.find(({ name }) => /(^|_)(ON|ENABLED?|OPEN)$/i.test(name));
  if (vector.rule === 'OneOfMany' && all.length === 2 && positive) {
    const other = all.find((each) => each !== positive);
    return [
      {
        description: { ...onOff, id: `${vector.name}.${positive.name}`, name: vector.label || vector.name },
        property: vector.name,
        value: positive.value ? 1 : 0,
        request: (value) => ({ [(value ? positive : (other ?? positive)).name]: true }),
      },
    ];
  }
  return all.map(({ name, label, value: on }) => ({
    description: { ...onOff, id: `${vector.name}.${name}`, name: label || name },
    property: vector.name,
    value: on ? 1 : 0,
    request: (value) => ({ [name]: value !== 0 }),
  }));
}

function ofNumbers(vector: NumberVector): Offered[] {
  const writable = vector.permission !== 'ro';
  return [...vector.elements.values()].map(({ name, label, min, max, step, value }) => ({
    description: {
      id: `${vector.name}.${name}`,
      name: label || name,
      description: vector.group,
      writable,
      min,
      max,
      step,
    },
    property: vector.name,
    value,
    request: (wanted) => ({ [name]: wanted }),
  }));
}
