import { airMass, projectTan } from '@uraniborg/astrometry';
import { mean, median } from '@uraniborg/core';
import { card, type Frame } from '@uraniborg/formats';
import { expect, test } from 'vitest';
import { catalogue, observatoryAt, perfectMechanics, pointAt } from '../../../simulators/src/testing/observatory.ts';
import { photometryOfStar } from './photometryOfStar.ts';

const SCALE = (206.264806 * 5.86) / 560;

/** The gain is 0. */
const ELECTRONS_PER_ADU = 0.5;
/** The air of the simulated sky is that of a site so high, metres: it takes 0.18 magnitudes in the zenith. */
const SITE = 1500;

interface Taken {
  readonly frame: Frame;
  readonly altitude: number;
  /** Stars of the catalogue with no other near them, in pixels. */
  readonly alone: readonly { readonly magnitude: number; readonly x: number; readonly y: number }[];
  /** Magnitudes that haze takes, which no header tells. */
  readonly haze: number;
}

async function observatory() {
  const simulated = observatoryAt(undefined, { mechanics: perfectMechanics });
  await simulated.driver('camera').putGain?.(0);
  return simulated;
}

/** A light of the main camera, with the header that the program gives it. */
async function taken(
  { clock, driver, world }: Awaited<ReturnType<typeof observatory>>,
  seconds: number,
): Promise<Taken> {
  const camera = driver('camera');
  await camera.startExposure(seconds, true);
  const middle = clock.now() + seconds * 500;
  await clock.run(clock.sleep(seconds * 1000 + 1000));
  const pixels = await camera.imageArray();
  const pose = world.main.path.pose(middle);
  const { altitude } = world.main.path.sky(pose, middle);
  const known = catalogue.cone({ ...pose, radius: 0.7 }).map(({ magnitude, ...star }) => {
    const { xi, eta } = projectTan(star, pose) ?? { xi: 9, eta: 9 };
    const [c, s] = [Math.cos((pose.angle * Math.PI) / 180), Math.sin((pose.angle * Math.PI) / 180)];
    return {
      magnitude,
      x: 967.5 + (3600 / SCALE) * (-xi * c + eta * s),
      y: 607.5 - (3600 / SCALE) * (xi * s + eta * c),
    };
  });
  const alone = known.filter(
    (star) =>
      Math.hypot(star.x - 967.5, star.y - 607.5) < 560 &&
      !known.some((other) => other !== star && Math.hypot(other.x - star.x, other.y - star.y) < 40),
  );
  const header = [
    card('EXPTIME', seconds),
    card('AIRMASS', airMass(altitude)),
    card('EGAIN', ELECTRONS_PER_ADU),
    card('SITEELEV', SITE),
  ];
  return { frame: { pixels, header }, altitude, alone, haze: -2.5 * Math.log10(world.main.path.transparency(middle)) };
}
/** Stars that are not saturated, their magnitudes outside the air as measured. */
function measured({ frame, alone, haze }: Taken) {
  return alone.flatMap((star) => {
    const found = photometryOfStar(frame, star)?.star;
    return found && !found.saturated && Math.hypot(found.x - star.x, found.y - star.y) < 3
      ? [{ magnitude: star.magnitude, value: found.instrumental - haze, error: found.magnitudeError }]
      : [];
  });
}

test('from frame to frame a star differs as much as its error says, be it bright or faint', async () => {
  const simulated = await observatory();
  await pointAt(simulated, { ra: 10, dec: 60 });
  const frames: ReturnType<typeof measured>[] = [];
  for (let i = 0; i < 16; i++) frames.push(measured(await taken(simulated, 0.5)));
  const byStar = Map.groupBy(frames.flat(), ({ magnitude }) => magnitude);
  const whole = [...byStar.values()].filter((all) => all.length === frames.length);
  const pulls = whole.flatMap((all) => {
    const middle = mean(all.map(({ value }) => value));
    return all.map(({ value, error }) => (value - middle) / error);
  });
  const errors = whole.map((all) => median(all.map(({ error }) => error)));
  expect(pulls.length).toBeGreaterThan(150);
  expect(Math.min(...errors)).toBeLessThan(0.015);
  expect(Math.max(...errors)).toBeGreaterThan(0.03);
  const scatter = Math.sqrt((mean(pulls.map((pull) => pull * pull)) * frames.length) / (frames.length - 1));
  // A twentieth more than noise alone, for the circle follows the width that the star has in each frame.
  expect(scatter).toBeGreaterThan(0.9);
  expect(scatter).toBeLessThan(1.15);
  expect(Math.max(...pulls.map(Math.abs))).toBeLessThan(4.5);
});

test('a star has the same magnitude outside the air from high in the sky to low', async () => {
  const simulated = await observatory();
  const zero: { altitude: number; value: number }[] = [];
  for (let i = 0; i < 4; i++) {
    await pointAt(simulated, { ra: 10, dec: 25 });
    const frame = await taken(simulated, 20);
    const bright = measured(frame).filter(({ error }) => error < 0.01);
    expect(bright.length).toBeGreaterThanOrEqual(4);
    const value = median(bright.map(({ magnitude, value }) => magnitude - value));
    zero.push({ altitude: frame.altitude, value });
    await simulated.clock.run(simulated.clock.sleep(112 * 60_000));
  }
  expect(zero[0]?.altitude).toBeGreaterThan(55);
  expect(zero.at(-1)?.altitude).toBeLessThan(25);
  // The air took 0.34 magnitudes more of the last than of the first.
  const values = zero.map(({ value }) => value);
  expect(Math.max(...values) - Math.min(...values)).toBeLessThan(0.015);
});
