/**
 * The reference page of the contracts, made from the table that the tests register from.
 * `node packages/devices/scripts/contractsPage.ts` writes it.
 */
import { writeFileSync } from 'node:fs';
import {
  type ContractPath,
  type ContractRole,
  contractPaths,
  contractRoles,
  simulated,
} from '../src/testing/contractPaths.ts';

export const CONTRACTS_PAGE = new URL('../../../docs/reference/contracts.md', import.meta.url);

const roles = Object.keys(contractRoles) as ContractRole[];

export function contractsPage(): string {
  const paths: readonly ContractPath[] = Object.values(contractPaths);
  const titles = [...new Set(paths.map(({ title }) => title))];
  const held = (title: string, role: ContractRole) =>
    paths.filter((path) => path.title === title).flatMap(({ devices }) => devices[role] ?? []);
  const names = (devices: readonly string[]) => devices.join(', ');
  const rows = roles.map((role) => {
    const ours = names(simulated[role]);
    const cell = (devices: string) => (devices === ours ? 'held' : devices || 'none');
    return [contractRoles[role], ours, ...titles.map((title) => cell(names(held(title, role))))];
  });
  const files = titles.map((title) => {
    const each = paths.filter((path) => path.title === title).map(({ file }) => `\`packages/devices/src/${file}\``);
    return `- ${title}: ${[...new Set(each)].join(', ')}`;
  });
  return `# Which contracts are held where

Every kind of device has a contract: what it promises, as tests (\`packages/devices/src/testing\`). The same tests run for
every path below, so that a caller feels no difference between protocols. The simulators are our own, over one world; Debian's
drivers are the unmodified programs of the package indi-bin. In memory time is virtual; elsewhere it is real, or runs faster.

This page is made by \`packages/devices/scripts/contractsPage.ts\` from the table that the tests register from.

${table(['Contract', 'Our simulators', ...titles], rows)}

${files.join('\n')}
`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const line = (cells: readonly string[]) => `| ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

if (import.meta.main) writeFileSync(CONTRACTS_PAGE, contractsPage());
