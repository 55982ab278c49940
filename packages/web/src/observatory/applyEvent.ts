import type { ObservatoryState, ServerEvent } from '@uraniborg/api';
import { shared } from './shared.ts';

/** What is known of the observatory, and up to which event. */
export interface Known {
  state: ObservatoryState;
  sequence: number;
}

/** What is known after `event`; 'gap' when an event was missed, so that only a fresh connection can be right again. */
export function applyEvent(known: Known | null, event: ServerEvent): Known | 'gap' {
  if (event.type === 'state') return { state: event.state, sequence: event.sequence };
  if (!known || event.sequence !== known.sequence + 1) return 'gap';
  return { state: { ...known.state, ...shared(known.state, event.parts) }, sequence: event.sequence };
}
