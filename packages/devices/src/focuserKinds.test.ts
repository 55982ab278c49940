import { alpacaClient, createAlpacaHandler, memoryTransport } from '@uraniborg/alpaca';
import { VirtualClock } from '@uraniborg/core';
import { IndiClient, memoryPair, PropertyServer } from '@uraniborg/indi';
import { offerOverIndi, type SimulatedObservatory } from '@uraniborg/simulators';
import { expect, test } from 'vitest';
import { alpacaFocuser } from './alpaca/alpacaFocuser.ts';
import type { Focuser } from './focuser.ts';
import { indiFocuser } from './indi/indiFocuser.ts';
import { patient } from './testing/contract.ts';
import { NIGHT, simulatedNight } from './testing/simulatedNight.ts';

function overAlpaca({ devices, world: { clock } }: SimulatedObservatory): Focuser {
  const server = { name: 'Simulated', manufacturer: 'Uraniborg', version: '0', location: 'Hven' };
  const transport = memoryTransport(createAlpacaHandler({ server, devices, clock }), { clock });
  return alpacaFocuser(alpacaClient('focuser', 0, { transport }), 'alpaca://focuser');
}

function overIndi(observatory: SimulatedObservatory): Focuser {
  const { clock } = observatory.world;
  const server = new PropertyServer({ clock });
  offerOverIndi(server, observatory);
  const connect = async () => {
    const [near, far] = memoryPair();
    void server.serve(far);
    return near;
  };
  const name = observatory.devices.find(({ type }) => type === 'focuser')?.name ?? '';
  return indiFocuser(new IndiClient({ connect, clock }), name, 'indi://focuser');
}

test.each([
  ['Alpaca', 'Simulated focuser', 'absolute', overAlpaca, 1],
  ['Alpaca', 'Simulated relative focuser', 'counted', overAlpaca, 1],
  ['INDI', 'Simulated focuser', 'absolute', overIndi, 1],
  ['INDI', 'Simulated relative focuser', 'counted', overIndi, 1],
  // 1.2 steps a millisecond.
  ['INDI', 'Simulated timed focuser', 'timed', overIndi, 1.2],
] as const)(
  '%s, %s: its position is %s, and it truly moves as far as it is told',
  async (_, name, kind, make, scale) => {
    const clock = new VirtualClock(NIGHT);
    const observatory = simulatedNight(clock, name);
    const device = make(observatory);
    const waiting = patient(clock);
    await clock.run(device.connect(waiting));
    expect(device.capabilities().positioning).toBe(kind);
    const truth = () => observatory.world.focuser.position(clock.now());
    const { position } = await clock.run(device.read(waiting));
    if (kind === 'absolute') expect(position).toBe(truth());
    else expect(position).toBe(device.capabilities().maxPosition / 2);
    let stood = truth();
    for (const by of [700, -1500, 12_000]) {
      await clock.run(device.moveTo((await clock.run(device.read(waiting))).position + by, waiting));
      expect(truth() - stood).toBeCloseTo(by * scale, 0);
      stood = truth();
    }
    await clock.run(device.disconnect(waiting));
  },
);
