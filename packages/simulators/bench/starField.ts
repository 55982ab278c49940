import { readFileSync } from 'node:fs';
import { openStarCatalogue } from '@uraniborg/astrometry';
import { drained, median, parseUtc, VirtualClock } from '@uraniborg/core';
import { createSimulatedObservatory, type Sensor, sensorOf2Mpx, sensorOf16Mpx } from '../src/index.ts';
import { createBlur, drawStar } from '../src/optics/blur.ts';
import { createFixedPattern } from '../src/sensor/fixedPattern.ts';
import { readOut } from '../src/sensor/readOut.ts';

export interface StarFieldBench {
  /** Milliseconds for a light of 10 s of the default camera in the Milky Way: the first of a process, then the median. */
  defaultFirstMs: number;
  defaultMs: number;
  /** The same for 4656 x 3520 pixels. */
  largeFirstMs: number;
  largeMs: number;
  /** Milliseconds of noise and read-out for a million pixels. */
  noiseMsPerMpx: number;
  /** Stars of V about 13 drawn in a second. */
  starsPerSecond: number;
}

/** How long the simulated camera needs for its frames. */
export async function benchStarField(): Promise<StarFieldBench> {
  const stars = openStarCatalogue(readFileSync(new URL('../../astrometry/data/stars.bin', import.meta.url)));
  const frames = async (sensor: Sensor) => {
    const clock = new VirtualClock(parseUtc('2026-11-09T21:00:00Z'));
    const { devices } = createSimulatedObservatory({ clock, seed: 1, stars, sensor });
    const [camera] = devices.flatMap((device) =>
      device.type === 'camera' && device.number === 0 ? [device.driver] : [],
    );
    const [mount] = devices.flatMap((device) => (device.type === 'telescope' ? [device.driver] : []));
    if (!camera || !mount) throw new Error('the observatory has no camera or no mount');
    await mount.putTracking?.(true);
    await mount.slewToCoordinatesAsync?.(22, 58);
    await clock.run(clock.sleep(90_000));
    const times: number[] = [];
    for (let i = 0; i < 4; i++) {
      await camera.startExposure(10, true);
      await clock.run(clock.sleep(12_000));
      const begun = performance.now();
      await camera.imageArray();
      times.push(performance.now() - begun);
    }
    return { first: times[0] ?? Number.NaN, warm: median(times.slice(1)) };
  };
  const small = await frames(sensorOf2Mpx);
  const large = await frames(sensorOf16Mpx);
  return {
    defaultFirstMs: small.first,
    defaultMs: small.warm,
    largeFirstMs: large.first,
    largeMs: large.warm,
    noiseMsPerMpx: noise(),
    starsPerSecond: drawing(),
  };
}

function noise(): number {
  const sensor = sensorOf2Mpx;
  const window = { x: 0, y: 0, width: sensor.width, height: sensor.height };
  const pattern = drained(createFixedPattern(sensor, 1));
  const light = new Float32Array(sensor.width * sensor.height).fill(200);
  const times = Array.from({ length: 5 }, (_, exposure) => {
    const begun = performance.now();
    const seeds = [1, exposure];
    drained(readOut(light, { sensor, pattern, window, binX: 1, binY: 1, gain: 0, offset: 30, dark: 0, seeds }));
    return performance.now() - begun;
  });
  return median(times) / (light.length / 1e6);
}

function drawing(): number {
  const blur = createBlur(2, 0.5, 0);
  const image = new Float32Array(1000 * 1000);
  const count = 50_000;
  const times = Array.from({ length: 5 }, () => {
    const begun = performance.now();
    for (let i = 0; i < count; i++)
      drawStar(image, 1000, 1000, 20 + ((i * 7.13) % 960), 20 + ((i * 3.71) % 960), 20_000, blur, 1);
    return performance.now() - begun;
  });
  return Math.round(count / (median(times) / 1000));
}

if (import.meta.main) console.log(await benchStarField());
