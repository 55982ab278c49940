import type { Property } from '@uraniborg/api';
import { useEffect, useRef, useState } from 'react';
import { command } from '../observatory/command.ts';

export type NewValues = Record<string, number | string | boolean>;

/** Where a property is. */
export interface PropertyPlace {
  server: string;
  device: string;
}

/** One wish at a time to the driver of a property: whether it is being taken, and why it was not. */
export interface Setting {
  pending: boolean;
  /** The driver's refusal, or that it does not answer; empty when all is well. */
  problem: string;
  /** Settles with whether it was taken. */
  set(values: NewValues): Promise<boolean>;
}

export function useSetting({ server, device }: PropertyPlace, { name }: Property): Setting {
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState('');
  const there = useRef(true);
  useEffect(() => {
    there.current = true;
    return () => {
      there.current = false;
    };
  }, []);
  return {
    pending,
    problem,
    async set(values) {
      setPending(true);
      setProblem('');
      const failure = await command('properties.set', { server, device, property: name, values }).then(
        () => '',
        (error: unknown) => (error instanceof Error ? error.message : String(error)),
      );
      if (there.current) {
        setPending(false);
        setProblem(failure);
      }
      return failure === '';
    },
  };
}
