import type { Prompt } from '@uraniborg/api';
import { AbortedError, InvalidInput, type Waiting } from '@uraniborg/core';
import type { Log } from './log.ts';
import type { StateStore } from './stateStore.ts';

/** What only a person can do: asked on every screen, and waited for. */
export interface Prompts {
  /** Settles when somebody says that it is done. @throws AbortedError somebody says no, or nobody waits any more */
  ask(question: Pick<Prompt, 'title' | 'text'>, waiting: Waiting): Promise<void>;
  /** @throws InvalidInput nothing of that name is asked, any more */
  answer(id: string, answer: 'done' | 'cancel'): void;
}

export function prompts(store: StateStore, log: Log): Prompts {
  const open = new Map<string, (answer: 'done' | 'cancel') => void>();
  let count = 0;
  return {
    ask({ title, text }, { clock, signal }) {
      return new Promise((resolve, reject) => {
        signal.throwIfAborted();
        const id = `p${++count}`;
        const end = () => {
          open.delete(id);
          signal.removeEventListener('abort', aborted);
          store.change({ prompts: store.state.prompts.filter((one) => one.id !== id) });
        };
        const aborted = () => {
          end();
          reject(signal.reason);
        };
        open.set(id, (answer) => {
          end();
          log('info', `${title}: ${answer === 'done' ? 'done' : 'not done, cancelled by hand'}`);
          if (answer === 'done') resolve();
          else reject(new AbortedError(`${title}: cancelled by hand`));
        });
        signal.addEventListener('abort', aborted, { once: true });
        store.change({ prompts: [...store.state.prompts, { id, title, text, since: clock.now() }] });
        log('warning', `${title}. ${text}`);
      });
    },
    answer(id, answer) {
      const settle = open.get(id);
      if (!settle) throw new InvalidInput('That is not asked any more', 'prompt');
      settle(answer);
    },
  };
}
