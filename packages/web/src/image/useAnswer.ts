import type { CommandInput, CommandName, CommandOutput } from '@uraniborg/api';
import { useEffect, useState } from 'react';
import { command } from '../observatory/command.ts';

export interface Answer<T> {
  /** The last one stays while the next is on its way. */
  readonly value: T | null;
  readonly failure: string | null;
  readonly busy: boolean;
}

/** What the observatory answers to a question, asked again when the input or `round` changes; null asks nothing. */
export function useAnswer<K extends CommandName>(
  name: K,
  input: CommandInput<K> | null,
  round = 0,
): Answer<CommandOutput<K>> {
  const [answer, setAnswer] = useState<Answer<CommandOutput<K>>>({ value: null, failure: null, busy: false });
  const asked = input === null ? null : JSON.stringify(input);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a round asks the same question once more
  useEffect(() => {
    if (asked === null) {
      setAnswer({ value: null, failure: null, busy: false });
      return;
    }
    let current = true;
    setAnswer((before) => ({ ...before, busy: true }));
    command(name, JSON.parse(asked) as CommandInput<K>).then(
      (value) => current && setAnswer({ value, failure: null, busy: false }),
      (error: unknown) =>
        current &&
        setAnswer({ value: null, failure: error instanceof Error ? error.message : String(error), busy: false }),
    );
    return () => {
      current = false;
    };
  }, [name, asked, round]);
  return answer;
}
