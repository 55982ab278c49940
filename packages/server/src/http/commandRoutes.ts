import { type CommandInput, type CommandName, type CommandOutput, commands } from '@uraniborg/api';
import { InvalidInput } from '@uraniborg/core';
import type { FastifyInstance } from 'fastify';
import { invalidInputOf } from './apiErrorOf.ts';

/** What performs each command. Inputs are validated before, outputs are checked by the compiler. */
export type Handlers = { [K in CommandName]: (input: CommandInput<K>) => Promise<CommandOutput<K>> };

export const COMMAND_ROUTE = '/api/v1/commands/:name';

/** POST /api/v1/commands/<name>, for every name of the table. */
export function commandRoutes(app: FastifyInstance, handlers: Handlers): void {
  app.post<{ Params: { name: string } }>(COMMAND_ROUTE, async ({ params, body }) => {
    const { name } = params;
    if (!isCommand(name)) {
      throw new InvalidInput(`There is no command "${name}"; GET /api/v1/openapi.json lists all of them`, 'name');
    }
    return await perform(handlers, name, body ?? {});
  });
}

/** @throws InvalidInput the input does not fit the command; and whatever performing it throws */
export async function perform<K extends CommandName>(
  handlers: Handlers,
  name: K,
  input: unknown,
): Promise<CommandOutput<K>> {
  const parsed = commands[name].input.safeParse(input);
  if (!parsed.success) throw invalidInputOf(parsed.error);
  // The table's own schema has just made it one: the compiler cannot follow K through safeParse.
  return await handlers[name](parsed.data as CommandInput<K>);
}

function isCommand(name: string): name is CommandName {
  return Object.hasOwn(commands, name);
}
