import { type AlpacaDriver, alpacaClient, alpacaError, createAlpacaHandler, memoryTransport } from '@uraniborg/alpaca';
import { VirtualClock } from '@uraniborg/core';
import { expect, test } from 'vitest';
import { abortAfter, patient } from '../testing/contract.ts';
import { alpacaFocuser } from './alpacaFocuser.ts';

/** One that follows the temperature; before version 3 it refuses to move meanwhile, as ASCOM wanted it then. */
function following(version: number) {
  const clock = new VirtualClock(0);
  const seen = { follows: true, switched: 0 };
  let [position, moving] = [5000, false];
  const driver: AlpacaDriver<'focuser'> = {
    interfaceVersion: () => version,
    maxStep: () => 10_000,
    position: () => position,
    isMoving: () => moving,
    halt: () => {
      moving = false;
    },
    tempCompAvailable: () => true,
    tempComp: () => seen.follows,
    putTempComp: (on) => {
      seen.follows = on;
      seen.switched++;
    },
    move: (target) => {
      if (version < 3 && seen.follows) throw alpacaError('invalidOperation', 'it follows the temperature');
      moving = true;
      void clock.sleep(2000).then(() => {
        if (moving) position = target;
        moving = false;
      });
    },
  };
  const server = { name: 'Old', manufacturer: 'Uraniborg', version: '0', location: 'Hven' };
  const devices = [{ type: 'focuser', number: 0, name: 'Old', uniqueId: 'old', driver }] as const;
  const transport = memoryTransport(createAlpacaHandler({ server, devices, clock }), { clock });
  return { clock, seen, focuser: alpacaFocuser(alpacaClient('focuser', 0, { transport }), 'alpaca://old') };
}

test.each([
  [1, 2],
  [2, 2],
  [3, 0],
  [4, 0],
])(
  'a focuser of version %i that follows the temperature moves, and follows it afterwards',
  async (version, switched) => {
    const { clock, focuser, seen } = following(version);
    const waiting = patient(clock);
    await clock.run(focuser.connect(waiting));
    await clock.run(focuser.moveTo(6000, waiting));
    expect(await clock.run(focuser.read(waiting))).toMatchObject({ position: 6000, moving: false });
    expect(seen).toEqual({ follows: true, switched });
  },
);

test('one whose move is aborted stands, and follows the temperature again', async () => {
  const { clock, focuser, seen } = following(2);
  const waiting = patient(clock);
  await clock.run(focuser.connect(waiting));
  const { signal, reason } = abortAfter(clock, 500);
  await expect(clock.run(focuser.moveTo(6000, { clock, signal }))).rejects.toBe(reason);
  await clock.run(clock.sleep(5000));
  expect(await clock.run(focuser.read(waiting))).toMatchObject({ position: 5000, moving: false });
  expect(seen.follows).toBe(true);
});
