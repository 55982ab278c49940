import { DeviceError, InvalidInput, systemClock } from '@uraniborg/core';
import { chosen, IndiClient, tcp } from '@uraniborg/indi';
import { type RunningIndiServer, startIndiServer, whyNoIndiServer } from '@uraniborg/indi/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { standGuard } from '../standGuard.ts';
import { patient } from '../testing/contract.ts';
import { indiMount } from './indiMount.ts';
import { indiWatchdog } from './indiWatchdog.ts';

const reason = whyNoIndiServer();
if (reason) console.log(`INDI's watchdog is not tried: ${reason}`);

const MOUNT = 'Telescope Simulator';

describe.skipIf(reason)("INDI's own watchdog, beside Debian's mount", () => {
  let server: RunningIndiServer;
  beforeAll(async () => {
    server = await startIndiServer({ drivers: ['indi_watchdog', 'indi_simulator_telescope'] });
  });
  afterAll(() => server?.stop());

  /** A program of its own with the watchdog, and a mount that is unparked where it would park. */
  async function observatory() {
    const waiting = patient(systemClock);
    const connect = () => new IndiClient({ connect: tcp(server), clock: systemClock });
    const [program, witness] = [connect(), connect()];
    const watchdog = indiWatchdog(program, 'WatchDog', `indi://127.0.0.1:${server.port}/WatchDog`);
    const mount = indiMount(witness, MOUNT, 'indi://mount');
    await mount.connect(waiting);
    await watchdog.connect(waiting);
    if (chosen(witness.vector(MOUNT, 'TELESCOPE_PARK')) === 'PARK') await mount.unpark(waiting);
    await witness.change(MOUNT, 'TELESCOPE_PARK_OPTION', { PARK_CURRENT: true }, waiting);
    const parked = () =>
      witness.waitFor(
        () => {
          const park = witness.vector(MOUNT, 'TELESCOPE_PARK');
          return chosen(park) === 'PARK' && park?.state === 'Ok' ? true : undefined;
        },
        { ...waiting, timeoutMs: 60_000, what: 'the mount to be parked' },
      );
    const end = () => {
      program.close();
      witness.close();
    };
    return { waiting, program, watchdog, mount, parked, end };
  }

  test('says what does not fit', async () => {
    const { watchdog, waiting, end } = await observatory();
    await expect(watchdog.arm({ seconds: 0, mount: MOUNT }, waiting)).rejects.toThrow(InvalidInput);
    await expect(watchdog.arm({ seconds: 1e6, mount: MOUNT }, waiting)).rejects.toThrow(InvalidInput);
    await expect(watchdog.arm({ seconds: 60 }, waiting)).rejects.toThrow(InvalidInput);
    await expect(watchdog.beat(waiting)).rejects.toThrow(DeviceError);
    expect(await watchdog.read(waiting)).toEqual({ armed: false, seconds: undefined, shutdown: 'none' });
    end();
  });

  test('is quiet while somebody stands guard, and after it has been disarmed', async () => {
    const { watchdog, mount, waiting, end } = await observatory();
    const leave = new AbortController();
    const troubles: unknown[] = [];
    const guard = standGuard(
      watchdog,
      { seconds: 2, mount: MOUNT },
      { clock: systemClock, signal: leave.signal, onTrouble: (error) => troubles.push(error) },
    );
    await systemClock.sleep(5000);
    expect(await watchdog.read(waiting)).toEqual({ armed: true, seconds: 2, shutdown: 'none' });
    leave.abort();
    await guard;
    expect((await watchdog.read(waiting)).armed).toBe(false);
    await systemClock.sleep(3500);
    expect((await mount.read(waiting)).parked).toBe(false);
    expect(troubles).toEqual([]);
    end();
  });

  test('parks the mount when the program has died', async () => {
    const { watchdog, program, mount, parked, waiting, end } = await observatory();
    await watchdog.arm({ seconds: 2, mount: MOUNT }, waiting);
    program.close();
    await parked();
    expect((await mount.read(waiting)).parked).toBe(true);
    end();
  });

  test('tells that it has parked what it was told to', async () => {
    const { watchdog, parked, waiting, end } = await observatory();
    await watchdog.arm({ seconds: 1, mount: MOUNT }, waiting);
    await parked();
    for (let i = 0; i < 100 && (await watchdog.read(waiting)).shutdown !== 'done'; i++) await systemClock.sleep(100);
    expect((await watchdog.read(waiting)).shutdown).toBe('done');
    await watchdog.disarm(waiting);
    end();
  });
});
