import { readFileSync } from 'node:fs';
import { checkDevice, createAlpacaHandler, memoryTransport, reportText, tally } from '@uraniborg/alpaca';
import { openStarCatalogue } from '@uraniborg/astrometry';
import { parseUtc, VirtualClock } from '@uraniborg/core';
import { expect, test } from 'vitest';
import { createSimulatedObservatory } from './index.ts';

const stars = openStarCatalogue(readFileSync(new URL('../../astrometry/data/stars.bin', import.meta.url)));

/** A rig as a client finds it, and the list of what is in it. */
function simulatedRig() {
  const clock = new VirtualClock(parseUtc('2026-11-20T23:00:00Z'));
  const { devices } = createSimulatedObservatory({ clock, seed: 1, stars });
  const server = { name: 'Simulator', manufacturer: 'Uraniborg', version: '1', location: 'Hven' };
  return { clock, devices, transport: memoryTransport(createAlpacaHandler({ server, devices, clock }), { clock }) };
}

const devices = simulatedRig().devices.map(({ type, number }) => ({ type, number }));

test.each(devices)('the simulated $type $number conforms, without one error or issue', async ({ type, number }) => {
  const { clock, transport } = simulatedRig();
  const report = await clock.run(
    checkDevice({ transport, type, number }, { clock, signal: new AbortController().signal }),
  );
  const { error, issue } = tally(report.findings);
  expect(error + issue, reportText([report])).toBe(0);
});
