import { projectTan } from '@uraniborg/astrometry';
import { mean, median, quantile, standardDeviation } from '@uraniborg/core';
import { measureCollimation } from '@uraniborg/imaging';
import { expect, test } from 'vitest';
import { measureStar } from '../testing/measureStar.ts';
import { catalogue, observatoryAt, perfectMechanics, pointAt } from '../testing/observatory.ts';
import { mainTelescope } from './telescope.ts';

const FIELD = { ra: 350, dec: 45 };
/** In the Milky Way. */
const RICH = { ra: 10, dec: 60 };

/** Takes a light of the main camera and returns it with its stars, as the catalogue and the pose say. */
async function lightFrame(observatory: ReturnType<typeof observatoryAt>, seconds: number) {
  const { clock, driver, world } = observatory;
  const camera = driver('camera');
  await camera.startExposure(seconds, true);
  const start = clock.now();
  await clock.run(clock.sleep(seconds * 1000 + 1000));
  const image = await camera.imageArray();
  const pose = world.main.path.pose(start + seconds * 500);
  const scale = (206.264806 * 5.86) / 560;
  const known = catalogue.cone({ ...pose, radius: 0.8 }).map((star) => {
    const plane = projectTan(star, pose);
    const angle = (pose.angle * Math.PI) / 180;
    const { xi, eta } = plane ?? { xi: 9, eta: 9 };
    return {
      ...star,
      x: 967.5 + (3600 / scale) * (-xi * Math.cos(angle) + eta * Math.sin(angle)),
      y: 607.5 - (3600 / scale) * (xi * Math.sin(angle) + eta * Math.cos(angle)),
    };
  });
  const alone = known.filter(
    (star) =>
      star.x > 30 &&
      star.x < 1906 &&
      star.y > 30 &&
      star.y < 1186 &&
      !known.some(
        (other) =>
          other !== star && other.magnitude < star.magnitude + 3 && Math.hypot(other.x - star.x, other.y - star.y) < 32,
      ),
  );
  return { image, alone, pose };
}

test('stars lie where the catalogue and the TAN projection put them', async () => {
  const observatory = observatoryAt();
  await pointAt(observatory, FIELD);
  const { image, alone } = await lightFrame(observatory, 10);
  const checked = alone.filter((star) => star.magnitude > 8 && star.magnitude < 10.5);
  expect(checked.length).toBeGreaterThan(8);
  for (const star of checked) {
    const seen = measureStar(image, star.x, star.y, 7);
    expect(Math.hypot(seen.x - star.x, seen.y - star.y)).toBeLessThan(0.2);
  }
});

test('a mount without errors looks where it was sent, through precession and rotation of the Earth', async () => {
  const observatory = observatoryAt(undefined, { mechanics: perfectMechanics });
  await pointAt(observatory, FIELD);
  const pose = observatory.world.main.path.pose(observatory.clock.now());
  expect(pose.ra).toBeCloseTo(FIELD.ra, 3);
  expect(pose.dec).toBeCloseTo(FIELD.dec, 3);
});

test('light falls by a factor of 100 in five magnitudes', async () => {
  const observatory = observatoryAt();
  await pointAt(observatory, RICH);
  await observatory.driver('camera').putGain?.(0);
  const { image, alone } = await lightFrame(observatory, 1);
  const zero = alone
    .filter((star) => star.magnitude > 7.5 && star.magnitude < 10.5)
    .map((star) => {
      const { flux, peak } = measureStar(image, star.x, star.y, 9);
      return { magnitude: star.magnitude, zero: star.magnitude + 2.5 * Math.log10(flux), peak };
    })
    .filter((star) => star.peak < 60_000);
  expect(zero.length).toBeGreaterThan(5);
  const magnitudes = zero.map((star) => star.magnitude);
  expect(Math.max(...magnitudes) - Math.min(...magnitudes)).toBeGreaterThan(1.5);
  const middle = median(zero.map((star) => star.zero));
  for (const star of zero) expect(Math.abs(star.zero - middle)).toBeLessThan(0.1);
});

test('a star is as wide as seeing, optics and pixels make it', async () => {
  const widths: number[] = [];
  for (const arcsec of [2, 4, 6]) {
    const observatory = observatoryAt(undefined, { mechanics: perfectMechanics });
    observatory.world.atmosphere.set('seeing', arcsec, observatory.clock.now());
    observatory.world.atmosphere.set('windSpeed', 0, observatory.clock.now());
    await observatory.driver('camera').putGain?.(0);
    await pointAt(observatory, { ra: 10, dec: 55.9 });
    const { image, alone } = await lightFrame(observatory, 2);
    const sizes = alone
      .filter((star) => star.magnitude > 9 && star.magnitude < 10.5 && Math.hypot(star.x - 968, star.y - 608) < 500)
      .map((star) => measureStar(image, star.x, star.y, 12))
      .filter((star) => star.peak < 60_000)
      .map((star) => star.hfd);
    widths.push(median(sizes));
  }
  // A Moffat disc has a mean radius of alpha (pi^0.5 / 2) Gamma(beta - 1.5) / Gamma(beta - 1): for beta 3.2, twice that
  // is 1.49 FWHM, a little less where the wings are cut off.
  const expected = [2, 4, 6].map((arcsec) => 1.43 * Math.hypot(arcsec / 2.158, 1.06 / 2.158, 5 / 5.86, 0.68));
  widths.forEach((width, i) => {
    expect(width / (expected[i] ?? 1)).toBeGreaterThan(0.9);
    expect(width / (expected[i] ?? 1)).toBeLessThan(1.1);
  });
});

test('out of focus the blur grows in proportion to the distance, on both sides', async () => {
  const observatory = observatoryAt(undefined, { mechanics: perfectMechanics });
  await pointAt(observatory, FIELD);
  const { world, clock } = observatory;
  const best = world.focuser.truePosition(clock.now()) - world.main.path.defocusUm(clock.now()) / 2;
  const size = async (steps: number) => {
    world.focuser.moveTo(Math.round(best + steps), clock.now());
    await clock.run(clock.sleep(5000));
    const { image, alone } = await lightFrame(observatory, 20);
    return median(
      alone
        .filter((star) => star.magnitude > 8.5 && star.magnitude < 10 && Math.hypot(star.x - 968, star.y - 608) < 600)
        .map((star) => measureStar(image, star.x, star.y, 15).hfd),
    );
  };
  // Both measured from the outside in, so that the backlash lies on one side.
  const [far, near] = [await size(400), await size(200)];
  // A disc of diameter D has a mean-radius diameter of 2/3 D; 200 steps of 2 um at f/5.09 are 13.4 pixels across.
  expect(near).toBeGreaterThan(0.67 * 13.4 * 0.8);
  expect(near).toBeLessThan(0.67 * 13.4 * 1.25);
  expect(far / near).toBeGreaterThan(1.6);
  const inside = await size(-300);
  expect(inside).toBeGreaterThan(near);
});

test('out of focus a reflector shows the shadow of its secondary, off the middle where it is not collimated', async () => {
  const decentre = { x: 0.12, y: -0.05 };
  const telescope = { ...mainTelescope, obstruction: 0.35, decentre };
  const observatory = observatoryAt(undefined, { mechanics: perfectMechanics, telescope });
  await pointAt(observatory, FIELD);
  const { world, clock } = observatory;
  const best = world.focuser.truePosition(clock.now()) - world.main.path.defocusUm(clock.now()) / 2;
  const rings = async (steps: number) => {
    world.focuser.moveTo(Math.round(best + steps), clock.now());
    await clock.run(clock.sleep(5000));
    const { image } = await lightFrame(observatory, 30);
    const found = measureCollimation({ ...image, planes: 1, data: Uint16Array.from(image.data) });
    if (typeof found === 'string' || !found.shadow) throw new Error(`no rings ${steps} steps away: ${found}`);
    return { outer: found.outer, shadow: found.shadow };
  };
  const { outer, shadow } = await rings(900);
  // 900 steps of 2 um at f/5.09 are 60 pixels across.
  expect(outer.radius).toBeGreaterThan(27);
  expect(outer.radius).toBeLessThan(34);
  expect(shadow.radius / outer.radius).toBeCloseTo(0.35, 1);
  expect(shadow.dx / outer.radius).toBeCloseTo(decentre.x, 1.5);
  expect(shadow.dy / outer.radius).toBeCloseTo(decentre.y, 1.5);
  expect(shadow.certain).toBe(true);
  const inside = await rings(-900);
  expect(inside.shadow.dx / inside.outer.radius).toBeCloseTo(-decentre.x, 1.5);
});

test('the empty sky is as bright as the site says, and the Moon and the town add to it', async () => {
  const dark = observatoryAt(undefined, { zenithDarkness: 21.5 });
  const town = observatoryAt(undefined, { zenithDarkness: 18.5 });
  await pointAt(dark, FIELD);
  await pointAt(town, FIELD);
  const level = async (observatory: typeof dark) => {
    const { image } = await lightFrame(observatory, 30);
    return median(image.data) - 30 * 16;
  };
  const ratio = (await level(town)) / (await level(dark));
  expect(2.5 * Math.log10(ratio)).toBeCloseTo(3, 0);
});

test('a closed cover, a shut dome or a wrong azimuth leaves the frame dark', async () => {
  const observatory = observatoryAt();
  await pointAt(observatory, FIELD);
  const spread = async () => {
    // What the stars rise above the sky: the five brightest of ten thousand pixels; hot pixels are rarer.
    const { image } = await lightFrame(observatory, 2);
    return quantile(image.data.slice(0, 1936 * 600), 0.9995) - median(image.data);
  };
  const { world, clock } = observatory;
  expect(await spread()).toBeGreaterThan(1000);
  world.dome.moveShutter(false, clock.now());
  await clock.run(clock.sleep(40_000));
  expect(await spread()).toBeLessThan(300);
  world.dome.moveShutter(true, clock.now());
  await clock.run(clock.sleep(40_000));
  world.panel.move(false, clock.now());
  await clock.run(clock.sleep(20_000));
  expect(await spread()).toBeLessThan(300);
});

test('a flat of the panel shows vignetting and dust and follows the brightness', async () => {
  const observatory = observatoryAt();
  const { world, clock } = observatory;
  world.panel.move(false, clock.now());
  world.panel.light(128, clock.now());
  await clock.run(clock.sleep(20_000));
  const { image } = await lightFrame(observatory, 0.5);
  const block = (x: number, y: number) => {
    const values: number[] = [];
    for (let row = y; row < y + 40; row++)
      for (let column = x; column < x + 40; column++) values.push((image.data[row * 1936 + column] ?? 0) - 480);
    return mean(values);
  };
  const middle = block(948, 588);
  expect(middle).toBeGreaterThan(4000);
  expect(middle).toBeLessThan(60_000);
  expect(block(0, 0) / middle).toBeGreaterThan(0.84);
  expect(block(0, 0) / middle).toBeLessThan(0.92);
  world.panel.light(64, clock.now());
  await clock.run(clock.sleep(20_000));
  const { image: half } = await lightFrame(observatory, 0.5);
  const row = Array.from(half.data.slice(608 * 1936 + 900, 608 * 1936 + 1000), (v) => v - 480);
  expect(mean(row) / middle).toBeCloseTo(0.5, 1);
  expect(standardDeviation(row)).toBeGreaterThan(10);
});

test('an untracked field draws trails', async () => {
  const observatory = observatoryAt();
  await pointAt(observatory, FIELD);
  observatory.world.mount.setTracking(false, observatory.clock.now());
  const { image, alone } = await lightFrame(observatory, 20);
  // 15 arcsec per second for 20 s at declination 45: 98 pixels.
  const star = alone.find((one) => one.magnitude < 10 && one.x > 200 && one.x < 1700);
  expect(star).toBeDefined();
  if (!star) return;
  const along = [-40, -20, 0, 20, 40].map((shift) => measureStar(image, star.x + shift, star.y, 8).peak);
  expect(Math.min(...along)).toBeGreaterThan(median(image.data) + 30);
});
