import { scaledClock, systemClock } from '@uraniborg/core';
import { IndiClient, isOn, tcp } from '@uraniborg/indi';
import { type RunningIndiServer, startIndiServer, whyNoIndiServer } from '@uraniborg/indi/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runningServer } from '../testing/runningServer.ts';

const reason = whyNoIndiServer();
if (reason) console.log(`INDI's watchdog is not put into a rig: ${reason}`);

describe.skipIf(reason)("INDI's own watchdog in a rig", () => {
  let server: RunningIndiServer;
  beforeAll(async () => {
    server = await startIndiServer({ drivers: ['indi_watchdog', 'indi_simulator_telescope'] });
  });
  afterAll(() => server?.stop());

  test('is armed for the mount of its server while it is connected, follows the options, and is disarmed in the end', async () => {
    const waiting = { clock: systemClock, signal: new AbortController().signal };
    const witness = new IndiClient({ connect: tcp(server), clock: systemClock });
    await witness.open(waiting);
    const seen = (property: string, holds: () => boolean) =>
      witness.waitFor(() => (witness.vector('WatchDog', property) && holds() ? true : undefined), {
        ...waiting,
        timeoutMs: 60_000,
        what: `the watchdog's ${property}`,
      });
    const armed = () => isOn(witness.vector('WatchDog', 'WATCHDOG_Trigger'), 'TRIGGER_CLIENT') ?? false;

    const { command, until } = await runningServer({ clock: scaledClock(1) });
    const at = (name: string) => `indi://127.0.0.1:${server.port}/${encodeURIComponent(name)}`;
    await command('equipment.assign', { role: 'mount', address: at('Telescope Simulator') });
    await command('equipment.assign', { role: 'watchdog', address: at('WatchDog') });
    await command('equipment.connect', { role: 'watchdog' });
    const watching = (seconds: number) =>
      until(({ devices }) =>
        devices.some(({ reading }) => reading?.kind === 'watchdog' && reading.armed && reading.seconds === seconds),
      );
    const { log } = await watching(600);
    expect(log.map(({ text }) => text)).toContain(
      'WatchDog parks Telescope Simulator when nothing is heard of this program for 600 s',
    );
    await seen('WATCHDOG_Trigger', armed);
    expect(isOn(witness.vector('WatchDog', 'WATCHDOG_SHUTDOWN'), 'PARK_MOUNT')).toBe(true);

    await command('profile.set', { options: { watchdog: { minutes: 5 } } });
    await watching(300);

    await command('profile.set', { options: { watchdog: { parkMount: false } } });
    await until(({ log: lines }) => lines.some(({ text }) => text.startsWith('WatchDog has nothing to park')));
    await until(({ devices }) => devices.some(({ reading }) => reading?.kind === 'watchdog' && !reading.armed));

    await command('profile.set', { options: { watchdog: { parkMount: true } } });
    await watching(300);
    await command('equipment.disconnect', { role: 'watchdog' });
    await seen('CONNECTION', () => !isOn(witness.vector('WatchDog', 'CONNECTION'), 'CONNECT'));
    witness.close();
  });
});
