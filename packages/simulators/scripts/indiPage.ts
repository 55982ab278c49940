/**
 * The reference page of the simulated observatory's INDI properties, made from the devices themselves.
 * `node packages/simulators/scripts/indiPage.ts` writes it.
 */
import { writeFileSync } from 'node:fs';
import { parseUtc, VirtualClock } from '@uraniborg/core';
import { IndiClient, indiDevices, memoryPair, PropertyServer, type Vector } from '@uraniborg/indi';
import { createSimulatedObservatory, offerOverIndi } from '../src/index.ts';

export const INDI_PAGE = new URL('../../../docs/reference/simulated-indi-devices.md', import.meta.url);

export async function indiPage(): Promise<string> {
  const clock = new VirtualClock(parseUtc('2026-11-09T21:00:00Z'));
  const server = new PropertyServer({ clock });
  // Without stars: only what the devices have is asked.
  offerOverIndi(server, createSimulatedObservatory({ clock, seed: 1, stars: { cone: () => [] } }));
  const client = new IndiClient({
    clock,
    connect: async () => {
      const [here, there] = memoryPair();
      void server.serve(there);
      return here;
    },
  });
  const waiting = { clock, signal: new AbortController().signal, timeoutMs: 10_000 };
  await clock.run(client.open(waiting));
  await clock.run(client.defined('Simulated GPS', 'CONFIG_PROCESS', waiting));
  const always = [...(client.devices.get('Simulated GPS')?.values() ?? [])];
  const parts: string[] = [];
  for (const { name, interfaces } of indiDevices(client)) {
    const before = new Set(client.devices.get(name)?.keys());
    await clock.run(client.change(name, 'CONNECTION', { CONNECT: true }, waiting));
    await clock.run(client.refresh(name, 'CONNECTION', waiting));
    const own = [...(client.devices.get(name)?.values() ?? [])].filter((vector) => !before.has(vector.name));
    parts.push(`## ${name}\n\nInterfaces: ${interfaces.join(', ')}.\n\n${list(own)}`);
  }
  client.close();
  return `# The INDI properties of the simulated observatory

What each device has once it is connected, under INDI's standard names. \`a..b\` is the range of a number; a choice is one of
many unless it says otherwise; \`ro\` can only be read.

This page is made by \`packages/simulators/scripts/indiPage.ts\` from the devices themselves.

## Every device, connected or not

${list(always)}

${parts.join('\n\n')}
`;
}

function list(vectors: readonly Vector[]): string {
  return vectors.map((vector) => `- \`${vector.name}\` ${kindOf(vector)}: ${elementsOf(vector)}`).join('\n');
}

function kindOf(vector: Vector): string {
  const only = vector.permission === 'ro' && vector.type !== 'light' && vector.type !== 'blob' ? ', ro' : '';
  if (vector.type !== 'switch') return `(${vector.type}${only})`;
  return vector.rule === 'AtMostOne' ? `(choice, at most one${only})` : `(choice${only})`;
}

function elementsOf(vector: Vector): string {
  if (vector.type !== 'number') return [...vector.elements.keys()].map((name) => `\`${name}\``).join(', ');
  return [...vector.elements.values()]
    .map(({ name, min, max, label }) => `\`${name}\`${max > min ? ` ${min}..${max}` : ''} (${label})`)
    .join(', ');
}

if (import.meta.main) writeFileSync(INDI_PAGE, await indiPage());
