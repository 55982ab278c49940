import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { CONTRACTS_PAGE, contractsPage } from '../../scripts/contractsPage.ts';
import { contractPaths, contractRoles } from './contractPaths.ts';

test('the reference page of the contracts is what the tests register', () => {
  expect(readFileSync(CONTRACTS_PAGE, 'utf8'), 'run packages/devices/scripts/contractsPage.ts').toBe(contractsPage());
});

test('every role is held over both protocols, in memory, over TCP and under indiserver', () => {
  const { alpacaMemory, alpacaLoopback, indiMemory, indiLoopback, indiServer } = contractPaths;
  const roles = Object.keys(contractRoles).sort();
  for (const { devices } of [indiMemory, indiLoopback, indiServer]) expect(Object.keys(devices).sort()).toEqual(roles);
  // Alpaca knows no GPS receivers.
  for (const { devices } of [alpacaMemory, alpacaLoopback])
    expect([...Object.keys(devices), 'gps'].sort()).toEqual(roles);
});

test('every path is run by the file that it names', () => {
  for (const [name, { file }] of Object.entries(contractPaths)) {
    const source = readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');
    expect(source, file).toContain(`contractPaths.${name}`);
  }
});
