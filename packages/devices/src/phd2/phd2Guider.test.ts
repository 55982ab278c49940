import { readFileSync } from 'node:fs';
import { TransportError, VirtualClock } from '@uraniborg/core';
import { type ByteStream, memoryPair } from '@uraniborg/indi';
import { expect, test } from 'vitest';
import { lineReader } from './lineReader.ts';
import { phd2Guider } from './phd2Guider.ts';

/**
 * What PHD2 2.6.13dev8 said, line by line, while it guided its own simulated camera and mount: calibration, guiding, four
 * seconds with exposures too short to see the star, a dither, a pause, the end.
 */
const session = readFileSync(new URL('testing/simulatorSession.jsonl', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => ({
    line,
    event: JSON.parse(line) as { Event: string; Timestamp: number; Name?: string; Value?: string },
  }));
const begun = session[0]?.event.Timestamp ?? 0;
/** Milliseconds from the first word to the nth event of that name. */
const timeOf = (name: string, n = 0) =>
  ((session.filter(({ event }) => event.Event === name)[n]?.event.Timestamp ?? Number.NaN) - begun) * 1000;

/** The other end of a link, as PHD2 is: it greets, and answers what it is asked. */
function standIn({ scale = 1.93373 as number | null } = {}) {
  const links: ByteStream[] = [];
  const asked: string[] = [];
  let exposure = 500;
  const say = async (line: string) => {
    await Promise.all(links.map((link) => link.write(new TextEncoder().encode(`${line}\r\n`))));
  };
  const answers: Record<string, () => unknown> = {
    get_pixel_scale: () => scale,
    get_exposure: () => exposure,
    get_settling: () => false,
    get_app_state: () => 'Guiding',
  };
  const connect = async () => {
    const [near, far] = memoryPair();
    links.push(far);
    const read = lineReader((line) => {
      const { method, id } = JSON.parse(line) as { method: string; id: number };
      asked.push(method);
      void say(JSON.stringify({ jsonrpc: '2.0', result: answers[method]?.(), id }));
    });
    far.listen({ data: read, end: () => undefined });
    void say(session[0]?.line ?? '');
    void say(session[1]?.line ?? '');
    return near;
  };
  return {
    connect,
    asked,
    say,
    /** Everything it said, when it said it. */
    async play(clock: VirtualClock, until = Number.POSITIVE_INFINITY) {
      const start = clock.now();
      for (const { line, event } of session.slice(2)) {
        const at = (event.Timestamp - begun) * 1000;
        if (at > until) return;
        await clock.sleep(Math.max(0, start + at - clock.now()));
        if (event.Name === 'Exposure') exposure = Number.parseInt(event.Value ?? '', 10);
        await say(line);
      }
    },
    hangUp() {
      for (const link of links.splice(0)) link.close();
    },
  };
}

function connected(options: Parameters<typeof standIn>[0] = {}) {
  const clock = new VirtualClock(1e12);
  const phd2 = standIn(options);
  const guider = phd2Guider({ connect: phd2.connect, address: 'phd2://guider:4400' });
  const waiting = { clock, signal: new AbortController().signal };
  return { clock, phd2, guider, waiting };
}

test('what a real session says becomes the scatter of its while, without settling, with the stars that were lost', async () => {
  const { clock, phd2, guider, waiting } = connected();
  await clock.run(guider.connect(waiting));
  expect(guider.name).toBe('PHD2 2.6.13');
  const start = clock.now();
  await clock.run(phd2.play(clock));
  // The numbers were worked out from the same lines by another program, in another language.
  const calm = timeOf('SettleDone');
  const during = (from: number, to: number) => guider.during(start + from, start + to);
  expect(during(calm, calm + 18_000)).toMatchObject({ steps: 30, lost: 0, arcsecPerPixel: 1.93373 });
  const { rms } = during(calm, calm + 18_000) ?? {};
  expect(rms?.ra).toBeCloseTo(0.1649, 3);
  expect(rms?.dec).toBeCloseTo(0.1562, 3);
  expect(rms?.total).toBeCloseTo(0.2271, 3);
  const whole = during(0, timeOf('GuidingStopped'));
  expect(whole).toMatchObject({ steps: 66, lost: 20 });
  expect(whole?.rms?.total).toBeCloseTo(0.3484, 3);
  const dithered = during(timeOf('GuidingDithered') - 3000, timeOf('SettleDone', 1) + 4000);
  expect(dithered).toMatchObject({ steps: 12, lost: 0 });
  expect(dithered?.rms?.total).toBeCloseTo(0.4006, 3);
  // While it calibrated, and when it had ended, it did not guide.
  expect(during(0, timeOf('StartGuiding'))).toBeUndefined();
  expect(during(timeOf('GuidingStopped') + 1000, timeOf('GuidingStopped') + 9000)).toBeUndefined();
});

test.each([
  ['it calibrates', timeOf('StartCalibration') + 5000, 'calibrating'],
  ['it has begun', timeOf('StartGuiding') + 2000, 'settling'],
  ['it guides', timeOf('SettleDone') + 5000, 'guiding'],
  ['the star is gone', timeOf('StarLost', 5), 'lost'],
  ['it dithers', timeOf('GuidingDithered') + 2000, 'settling'],
  ['it is halted', timeOf('Paused') + 1000, 'paused'],
  ['it has ended', timeOf('LoopingExposuresStopped'), 'stopped'],
])('while %s it says so', async (_, at, state) => {
  const { clock, phd2, guider, waiting } = connected();
  await clock.run(guider.connect(waiting));
  await clock.run(phd2.play(clock, at + 1));
  expect(await clock.run(guider.read(waiting))).toMatchObject({ state });
});

test('the scale is asked for again when something has been changed, and may be unknown', async () => {
  const { clock, phd2, guider, waiting } = connected({ scale: null });
  await clock.run(guider.connect(waiting));
  const before = phd2.asked.length;
  await clock.run(phd2.play(clock, timeOf('SettleDone') + 10_000));
  expect(phd2.asked.slice(before)).toContain('get_pixel_scale');
  const { guided } = await clock.run(guider.read(waiting));
  expect(guided?.rms?.total).toBeGreaterThan(0);
  expect(guided?.arcsecPerPixel).toBeUndefined();
});

test('a dither of which nothing more is said is over after ten seconds', async () => {
  const { clock, phd2, guider, waiting } = connected();
  await clock.run(guider.connect(waiting));
  const begun = clock.now();
  await clock.run(phd2.say('{"Event":"StartGuiding"}'));
  await clock.run(phd2.say('{"Event":"GuidingDithered","dx":3,"dy":1}'));
  for (let step = 0; step < 20; step++) {
    await clock.run(clock.sleep(1000));
    await clock.run(phd2.say(`{"Event":"GuideStep","RADistanceRaw":${step % 2},"DECDistanceRaw":0}`));
  }
  expect(guider.during(begun, clock.now())).toMatchObject({ steps: 11, lost: 0, rms: { dec: 0 } });
});

test('when it goes away, is silent or is something else that is an error of the link, and it is found again', async () => {
  const { clock, phd2, guider, waiting } = connected();
  await clock.run(guider.connect(waiting));
  await clock.run(guider.check(waiting));
  await clock.run(phd2.play(clock, timeOf('SettleDone') + 10_000));
  const until = clock.now();
  phd2.hangUp();
  await clock.run(clock.sleep(1));
  expect(guider.connected).toBe(false);
  await expect(clock.run(guider.check(waiting))).rejects.toThrow('PHD2 is not connected');
  await clock.run(guider.connect(waiting));
  expect(guider.connected).toBe(true);
  // What was heard before is not forgotten.
  expect(guider.during(until - 9000, until)?.steps).toBeGreaterThan(10);
  await clock.run(phd2.say('<getProperties version="1.7"/>'));
  await clock.run(clock.sleep(1));
  expect(guider.connected).toBe(false);

  const silent = phd2Guider({ connect: async () => memoryPair()[0], address: 'phd2://guider:4400' });
  await expect(clock.run(silent.connect(waiting))).rejects.toThrow('has not answered within 15 s');
  const strange = phd2Guider({
    async connect() {
      const [near, far] = memoryPair();
      void far.write(new Uint8Array(3 << 20).fill(120));
      return near;
    },
    address: 'phd2://guider:4400',
  });
  await expect(clock.run(strange.connect(waiting))).rejects.toThrow(TransportError);
});
