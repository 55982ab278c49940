import { createAlpacaHandler, memoryTransport } from '@uraniborg/alpaca';
import { AbortedError, parseUtc, VirtualClock } from '@uraniborg/core';
import { createSimulatedObservatory } from '@uraniborg/simulators';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { observatory } from '../observatory/observatory.ts';
import { emptyProfile } from '../profiles/emptyProfile.ts';
import { openProfiles } from '../profiles/profileStore.ts';
import { openLogins } from '../profiles/serverLogins.ts';
import { rigOpener } from '../rig/openDevice.ts';
import { SERVER } from '../rig/simulatedRig.ts';
import { sky } from '../sky/sky.ts';
import { builtInObjects, builtInStars } from '../sky/skyData.ts';
import { dataFolder } from '../storage/dataFolder.ts';
import { temporaryFolder } from '../testing/temporaryFolder.ts';

/** Two days after full moon, five minutes before it rises on La Palma. */
const EVENING = parseUtc('2026-11-26T20:09:00Z');
const SITE = { latitude: 28.3, longitude: -17.9, elevation: 2390 };
/** Guided: what is left of the errors of a mount is less than a pixel. */
const GUIDED = { polarAltitudeError: 0, polarAzimuthError: 0, periodicError: 0.2, coneError: 0, meridianLimit: 15 };
const AREA = { x: 768, y: 458, width: 400, height: 300 };

/** A whole observatory on a virtual clock, and what happens to it when so many frames are there. */
async function night(
  deeds: (world: ReturnType<typeof createSimulatedObservatory>['world']) => Record<number, () => void>,
) {
  const clock = new VirtualClock(EVENING);
  const simulated = createSimulatedObservatory({
    clock,
    seed: 4,
    stars: builtInStars(),
    site: SITE,
    roof: 'open',
    mechanics: { ...GUIDED, slewSpeed: 30, slewAcceleration: 30 },
  });
  const transport = memoryTransport(createAlpacaHandler({ server: SERVER, devices: simulated.devices, clock }), {
    clock,
  });
  const opener = rigOpener({ clock, inside: { simulator: transport } });
  const data = dataFolder(temporaryFolder());
  const over = new AbortController();
  const address = (type: string) => ({ address: `alpaca://simulator/${type}/0` });
  const devices = { camera: address('camera'), mount: address('telescope'), focuser: address('focuser') };
  const served = await observatory({
    version: '0',
    data,
    opener,
    profiles: await openProfiles(data.profiles, { ...emptyProfile('Night'), devices }),
    logins: await openLogins(data.logins),
    findDevice: async () => undefined,
    discover: async () => ({ devices: [], problems: [] }),
    sky: sky(builtInStars(), builtInObjects()),
    clock,
    signal: over.signal,
    logger: pino({ level: 'silent' }),
    simulatedNotice: '',
  });
  onTestFinished(async () => {
    over.abort(new AbortedError('the night is over'));
    await clock.run(served.close());
    opener.close();
  });
  const due = deeds(simulated.world);
  served.store.watch((changed) => {
    if (!changed.includes('frames')) return;
    const deed = due[served.store.state.frames.length];
    delete due[served.store.state.frames.length];
    deed?.();
  });
  return { clock, served, world: simulated.world };
}

test('while the Moon rises good frames are kept, and those behind a cloud, out of focus and drawn out are taken again', async () => {
  const { clock, served } = await night((world) => {
    const now = () => world.clock.now();
    const cloud = (cover: number | undefined) => world.atmosphere.set('cloudCover', cover, now());
    const focus = (by: number) => void served.handlers['focuser.move']({ by });
    const rate = (to: 'sidereal' | 'lunar') => void served.handlers['mount.rate']({ rate: to });
    return {
      6: () => cloud(0.5),
      7: () => cloud(undefined),
      9: () => focus(90),
      10: () => focus(-90),
      11: () => rate('lunar'),
      12: () => rate('sidereal'),
    };
  });
  const { handlers, store } = served;
  await clock.run(handlers['equipment.connectAll']({}));
  await clock.run(handlers['mount.unpark']({}));
  await clock.run(handlers['mount.track']({ on: true }));
  await clock.run(handlers['mount.slew']({ text: 'M34' }));
  await clock.run(served.idle());
  const settings = { frameType: 'light', seconds: 60, bin: 1, gain: null, offset: null, filter: null } as const;
  await clock.run(handlers['capture.series']({ ...settings, object: 'M34', area: AREA, count: 13 }));
  await clock.run(served.idle());
  const frames = store.state.frames.toReversed();
  const flags = frames.flatMap(({ verdict, quality }, i) => (verdict === 'rejected' ? [[i, quality?.flags]] : []));
  // The seventh behind a cloud, the tenth out of focus, the twelfth drawn out by a mount that followed the Moon.
  expect(flags).toEqual([
    [6, expect.arrayContaining(['fainterStars'])],
    [9, expect.arrayContaining(['largerStars'])],
    [11, expect.arrayContaining(['elongated', 'trailed'])],
  ]);
  expect(frames).toHaveLength(13 + 3);
  const said = store.state.log.map(({ text }) => text);
  expect(said).toContain('3 of 13 exposures are rejected and taken again');
  expect(said.filter((text) => /rejected, .*stars larger/.test(text)).length).toBeGreaterThan(0);
  // It was such a night.
  const [before, after] = [frames[1]?.quality, frames.at(-1)?.quality];
  expect((after?.background ?? 0) / (before?.background ?? 1)).toBeGreaterThan(2);
  expect((after?.stars ?? 0) / (before?.stars ?? 1)).toBeLessThan(0.9);
  // A person's word stands above it, and what follows does not change it.
  const [cloudy] = frames.filter(({ verdict }) => verdict === 'rejected');
  await clock.run(handlers['frame.judge']({ frame: cloudy?.id ?? '', verdict: null }));
  await clock.run(handlers['capture.series']({ ...settings, object: 'M34', area: AREA, count: 1 }));
  await clock.run(served.idle());
  expect(store.state.frames.find(({ id }) => id === cloudy?.id)).toMatchObject({ verdict: null, judgedBy: 'person' });
});
