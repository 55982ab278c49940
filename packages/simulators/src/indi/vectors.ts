/** INDI properties in one line each. */
import type { NumberVector, Permission, SwitchRule, SwitchVector, TextVector, Vector } from '@uraniborg/indi';

/** Value, least, most, step, format. */
export type NumberSpec = readonly [value: number, min: number, max: number, step: number, format?: string];

const head = (device: string, name: string, group: string, permission: Permission) =>
  ({ device, name, label: name, group, permission, state: 'Idle', timeoutSeconds: 60, timestamp: undefined }) as const;

export interface Place {
  readonly device: string;
  readonly name: string;
  /** The tab of a control panel. Default "Main Control". */
  readonly group?: string;
  /** Default 'rw'. */
  readonly permission?: Permission;
}

export function numbers(place: Place, elements: Readonly<Record<string, NumberSpec>>): NumberVector {
  const { device, name, group = 'Main Control', permission = 'rw' } = place;
  return {
    ...head(device, name, group, permission),
    type: 'number',
    elements: new Map(
      Object.entries(elements).map(([element, [value, min, max, step, format = '%g']]) => [
        element,
        { name: element, label: element, value, min, max, step, format },
      ]),
    ),
  };
}

export function texts(place: Place, elements: Readonly<Record<string, string>>): TextVector {
  const { device, name, group = 'Main Control', permission = 'rw' } = place;
  return {
    ...head(device, name, group, permission),
    type: 'text',
    elements: new Map(
      Object.entries(elements).map(([element, value]) => [element, { name: element, label: element, value }]),
    ),
  };
}

/** @param on the element that is on, if any */
export function switches(place: Place, rule: SwitchRule, elements: readonly string[], on?: string): SwitchVector {
  const { device, name, group = 'Main Control', permission = 'rw' } = place;
  return {
    ...head(device, name, group, permission),
    type: 'switch',
    rule,
    elements: new Map(elements.map((element) => [element, { name: element, label: element, value: element === on }])),
  };
}

export function blob(device: string, name: string): Vector {
  return {
    ...head(device, name, 'Image Info', 'ro'),
    type: 'blob',
    elements: new Map([[name, { name, label: name }]]),
  };
}
