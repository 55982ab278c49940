/** The settings that an INDI device keeps from one night to the next: what CONFIG_PROCESS loads and saves. */
import type { Values, Vector } from '@uraniborg/indi';
import type { Answer } from './property.ts';

/** By property name. */
export type Settings = Readonly<Record<string, Values>>;

export interface Configuration {
  /** Undefined when nothing has been saved. */
  load(device: string): Answer<Settings | undefined>;
  save(device: string, settings: Settings): Answer<void>;
  purge(device: string): Answer<void>;
}

/** Kept as long as the program runs. */
export function memoryConfiguration(): Configuration {
  const saved = new Map<string, Settings>();
  return {
    load: (device) => saved.get(device),
    save: (device, settings) => void saved.set(device, settings),
    purge: (device) => void saved.delete(device),
  };
}

/** What a property holds; of switches the one that is on. */
export function valuesOf(vector: Vector | undefined): Values {
  if (!vector || vector.type === 'blob' || vector.type === 'light') return {};
  const all = [...vector.elements.values()];
  const said = vector.type === 'switch' ? all.filter(({ value }) => value) : all;
  return Object.fromEntries(said.map(({ name, value }) => [name, value]));
}
