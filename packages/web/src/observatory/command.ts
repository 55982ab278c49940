import type { ApiError, CommandInput, CommandName, CommandOutput } from '@uraniborg/api';
import { notify } from '../shell/notices.ts';

/** Sends a command. Rejects with an Error whose message is the server's own sentence. */
export async function command<K extends CommandName>(name: K, input: CommandInput<K>): Promise<CommandOutput<K>> {
  const response = await fetch(`/api/v1/commands/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(input),
  }).catch(() => {
    throw new Error('The observatory does not answer. Is the program still running?');
  });
  const body: unknown = await response.json().catch(() => null);
  if (response.ok) return body as CommandOutput<K>;
  const sentence = (body as ApiError | null)?.error?.message;
  throw new Error(sentence ?? `The observatory answered ${response.status} ${response.statusText}`);
}

/** Sends a command from a button: what went wrong goes to the screen, and the answer is then null. */
export async function run<K extends CommandName>(name: K, input: CommandInput<K>): Promise<CommandOutput<K> | null> {
  try {
    return await command(name, input);
  } catch (error) {
    notify('error', error instanceof Error ? error.message : String(error));
    return null;
  }
}
