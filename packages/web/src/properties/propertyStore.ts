import type { DriverSentence, OpenProperties, PropertiesEvent, Property, PropertyServer } from '@uraniborg/api';
import { useEffect, useSyncExternalStore } from 'react';
import { onProperties, wishFor } from '../observatory/observatory.ts';

/** What is known of the properties that this page shows. */
export interface ShownProperties {
  /** Null until the observatory has told. */
  servers: readonly PropertyServer[] | null;
  /** The open group as the observatory has understood it. */
  open: OpenProperties | null;
  properties: readonly Property[];
  /** What the driver has said, newest last. */
  messages: readonly DriverSentence[];
}

const MOST_MESSAGES = 200;
const nothing: ShownProperties = { servers: null, open: null, properties: [], messages: [] };

let shown = nothing;
const listeners = new Set<() => void>();

/** What is known after an event. */
export function withEvent(known: ShownProperties, event: PropertiesEvent): ShownProperties {
  const before = event.fresh ? new Map<string, Property>() : new Map(known.properties.map((one) => [one.name, one]));
  for (const property of event.properties ?? []) before.set(property.name, property);
  const names = event.names ?? (event.fresh ? [] : known.properties.map(({ name }) => name));
  const messages = event.fresh ? [] : known.messages;
  return {
    servers: event.servers ?? known.servers,
    open: event.open ?? known.open,
    properties: names.flatMap((name) => before.get(name) ?? []),
    messages: event.messages ? [...messages, ...event.messages].slice(-MOST_MESSAGES) : messages,
  };
}

/** Shows properties for as long as the component is there: `open`, or only the list of devices. */
export function useProperties(open: OpenProperties | null): ShownProperties {
  const wanted = JSON.stringify(open);
  useEffect(() => {
    wishFor({ type: 'properties', watch: { open: JSON.parse(wanted) as OpenProperties | null } });
  }, [wanted]);
  useEffect(() => {
    const end = onProperties((event) => {
      shown = withEvent(shown, event);
      for (const listener of listeners) listener();
    });
    return () => {
      end();
      wishFor({ type: 'properties', watch: null });
      shown = nothing;
    };
  }, []);
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => shown,
  );
}
