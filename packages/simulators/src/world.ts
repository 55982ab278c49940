/**
 * The simulated observatory as physics: the sky above a site and the machines under it, all functions of time. Devices
 * command the machines and read what encoders and sensors would tell; only light and metal know the truth.
 */
import type { Direction } from '@uraniborg/astrometry';
import { type Clock, degrees, normaliseDegrees, radians, separation, signedDegrees } from '@uraniborg/core';
import { type Cooler, createCooler } from './machines/cooler.ts';
import { createDome, type Dome } from './machines/dome.ts';
import { clearGlass, defaultFilters, type FilterGlass } from './machines/filterSet.ts';
import { createFlatPanel, type FlatPanel } from './machines/flatPanel.ts';
import {
  createGermanMount,
  defaultMechanics,
  type GermanMount,
  type HourDirection,
  hourDirectionOf,
  type MountMechanics,
  type Vector,
} from './machines/germanMount.ts';
import { createPowerBox, type PowerBox } from './machines/powerBox.ts';
import { createStepMover, type StepMover } from './machines/stepMover.ts';
import type { LightPath } from './optics/exposeSky.ts';
import type { Pose } from './optics/renderSky.ts';
import { guideTelescope, mainTelescope, type Telescope } from './optics/telescope.ts';
import { guideSensor, type Sensor, sensorOf2Mpx } from './sensor/sensor.ts';
import { type Atmosphere, createAtmosphere } from './sky/atmosphere.ts';
import { type Celestial, createCelestial, horizontalOf, hourDirectionAt, type Site } from './sky/celestial.ts';
import type { DeepSky } from './sky/deepSkyObject.ts';
import { deepSkyNear, type ObjectList } from './sky/objectList.ts';
import { refractionAt, skyBrightness } from './sky/skyBrightness.ts';
import { createStarField, type StarField, type Stars } from './sky/starField.ts';

export interface WorldOptions {
  readonly clock: Clock;
  /** Any integer: another seed, another observatory in other weather under the same sky. */
  readonly seed: number;
  readonly stars: Stars;
  /** Default: none. */
  readonly deepSky?: ObjectList;
  /** Default: the island of Hven, 55.9 N 12.7 E. */
  readonly site?: Readonly<Site>;
  readonly mechanics?: Partial<MountMechanics>;
  readonly sensor?: Sensor;
  readonly telescope?: Telescope;
  readonly filters?: readonly FilterGlass[];
  /** V mag per square arcsec of the darkest zenith. Default 20.8, a village. */
  readonly zenithDarkness?: number;
  /**
   * What its driver knows of the focuser: where it stands (default), or only how many steps it is to make. Over INDI also
   * only how long the motor is to run.
   */
  readonly focuser?: FocuserKind;
  /** 'dome' (default): light comes through its slit, which follows the telescope; 'open': nothing stands in the way. */
  readonly roof?: 'dome' | 'open';
}

export type FocuserKind = 'absolute' | 'relative' | 'timed';

/** A camera with what stands before it. */
export interface CameraStation {
  readonly sensor: Sensor;
  readonly telescope: Telescope;
  readonly path: LightPath;
  readonly cooler: Cooler;
  /** What sets its noise apart from another camera's. */
  readonly seed: number;
}

export interface World {
  readonly clock: Clock;
  readonly site: Site;
  readonly seed: number;
  readonly celestial: Celestial;
  readonly atmosphere: Atmosphere;
  readonly stars: StarField;
  /** What glows within `radius` degrees of a direction (degrees, J2000). */
  deepSky(direction: Direction, radius: number): readonly DeepSky[];
  readonly mount: GermanMount;
  /** What the mount's electronics take into account. Without refraction they point too high. */
  readonly corrections: { refraction: boolean };
  readonly focuser: StepMover;
  readonly focuserKind: FocuserKind;
  /** Slots; between two whole numbers it turns. */
  readonly wheel: StepMover;
  readonly filters: readonly FilterGlass[];
  readonly rotator: StepMover;
  readonly dome: Dome;
  readonly panel: FlatPanel;
  readonly power: PowerBox;
  /** V mag per square arcsec straight up. */
  zenithBrightness(time: number): number;
  /** Degrees Celsius of the tube, which follows the air slowly. */
  tubeTemperature(time: number): number;
  readonly main: CameraStation;
  readonly guide: CameraStation;
}

export const hven: Readonly<Site> = { latitude: 55.9075, longitude: 12.6965, elevation: 45 };

/** Steps: a micrometre each would be the focuser's; these are 2 um. */
export const FOCUSER = { max: 50_000, stepUm: 2, speed: 1200, slack: 40, stepsPerDegree: -9 } as const;

export function createWorld(options: WorldOptions): World {
  const { clock, seed, deepSky, filters = defaultFilters, zenithDarkness = 20.8 } = options;
  const site: Site = { ...(options.site ?? hven) };
  const mainOptics = options.telescope ?? mainTelescope;
  const begin = clock.now();
  const celestial = createCelestial(site);
  const atmosphere = createAtmosphere(seed, site);
  const stars = createStarField(options.stars, seed);
  const mount = createGermanMount({ ...defaultMechanics, ...options.mechanics }, { site, seed });
  const panel = createFlatPanel();

  const tubeTemperature = (time: number) => atmosphere.temperature(time - 20 * 60_000);
  const bestFocus = (time: number) => 25_400 + FOCUSER.stepsPerDegree * (tubeTemperature(time) - 10);
  // Somebody focused it before sunset: nearly right, not quite.
  const focuser = createStepMover({
    start: Math.round(bestFocus(begin)) + 9,
    speed: FOCUSER.speed,
    slack: FOCUSER.slack,
    whole: true,
  });
  const wheel = createStepMover({ start: 0, speed: 1.6, acceleration: 8 });
  const rotator = createStepMover({ start: 0, speed: 6, acceleration: 6 });

  const corrections = { refraction: true };
  /** What really stands in a direction that the air has lifted. */
  const airless = ({ hourAngle, dec }: HourDirection): HourDirection => {
    const { azimuth, altitude } = horizontalOf(hourAngle, dec, site.latitude);
    return hourDirectionAt({ azimuth, altitude: altitude - refractionAt(altitude) }, site.latitude);
  };
  /** Where an optical axis looks and which way up it is, in the sky of the catalogues. */
  const poseOf = (axis: Vector, up: Vector, turn: number, time: number): Pose => {
    const sidereal = celestial.siderealTime(time);
    const skyward = ([x, y, z]: Vector): Direction => {
      const seen = hourDirectionOf([x, y, z]);
      const { hourAngle, dec } = corrections.refraction ? seen : airless(seen);
      return celestial.toJ2000({ ra: normaliseDegrees(sidereal - hourAngle), dec }, time);
    };
    const centre = skyward(axis);
    const small = 1e-4;
    const above = skyward([axis[0] + small * up[0], axis[1] + small * up[1], axis[2] + small * up[2]]);
    return { ...centre, angle: positionAngle(centre, above) + turn };
  };
  const axisHorizontal = (time: number) => {
    const { hourAngle, dec } = hourDirectionOf(mount.opticalAxis(time).axis);
    return horizontalOf(hourAngle, dec, site.latitude);
  };
  const dome = createDome((time) => axisHorizontal(time).azimuth, begin);

  const cooler = createCooler((options.sensor ?? sensorOf2Mpx).cooling ?? 0, atmosphere.temperature);
  const guideCooler = createCooler(0, atmosphere.temperature);
  const power = createPowerBox(
    (time) => cooler.power(time),
    (time) => {
      mount.stop(time);
      mount.setTracking(false, time);
    },
  );

  /** 0 dry to 1 all white: the lens radiates to the sky until it is colder than the dew point, unless it is heated. */
  const dew = (time: number) => {
    const lens = atmosphere.temperature(time) - 3 * (1 - atmosphere.cloudCover(time)) + 0.07 * power.dewHeater(time);
    return Math.min(1, Math.max(0, (atmosphere.dewPoint(time) - lens) / 1.5));
  };
  const sky = (direction: Direction, time: number) => {
    const apparent = celestial.toApparent(direction, time);
    const hourAngle = signedDegrees(celestial.siderealTime(time) - apparent.ra);
    const { altitude } = horizontalOf(hourAngle, apparent.dec, site.latitude);
    const { sun, moon } = celestial.bodies(time);
    return {
      altitude,
      magnitudePerArcsec2: skyBrightness({
        altitude,
        sunAltitude: sun.altitude,
        moonAltitude: moon.altitude,
        moonSeparation: separation(moon, apparent),
        moonElongation: separation(moon, sun),
        zenithDarkness,
        cloudCover: atmosphere.cloudCover(time),
      }),
    };
  };
  const seeing = (time: number) => Math.hypot(atmosphere.seeing(time), 0.12 * atmosphere.windGust(time), 6 * dew(time));
  const transparency = (time: number) =>
    atmosphere.transparency(time) *
    (1 - 0.95 * dew(time)) *
    (options.roof === 'open' ? 1 : dome.through(axisHorizontal(time).azimuth, time));

  const main: CameraStation = {
    sensor: options.sensor ?? sensorOf2Mpx,
    telescope: mainOptics,
    cooler,
    seed: seed * 2 + 1,
    path: {
      pose(time) {
        const { axis, up } = mount.opticalAxis(time);
        return poseOf(axis, up, CAMERA_ANGLE + rotator.truePosition(time), time);
      },
      sky,
      seeing,
      transparency: (time) => transparency(time) * panel.opening(time),
      defocusUm: (time) => {
        const glass = filters[Math.round(wheel.position(time))] ?? clearGlass;
        return FOCUSER.stepUm * (focuser.truePosition(time) - bestFocus(time) - glass.focusOffset);
      },
      filter: (time) => (wheel.moving(time) ? undefined : filters[Math.round(wheel.position(time))]),
      panel: (time) => panel.glow(time),
      temperature: (time) => cooler.temperature(time),
    },
  };
  const guide: CameraStation = {
    sensor: guideSensor,
    telescope: guideTelescope,
    cooler: guideCooler,
    seed: seed * 2 + 2,
    path: {
      pose(time) {
        // The guide scope leans a few arcminutes against the main one, and bends a little as the tube turns.
        const { axis, up } = mount.opticalAxis(time);
        const side: Vector = cross(up, axis);
        const bend = radians(axis[1] / 600);
        const [lean, tip] = [radians(7 / 60) + bend, radians(-4 / 60) + bend / 2];
        const leaning: Vector = [0, 1, 2].map(
          (i) => (axis[i] ?? 0) + lean * (side[i] ?? 0) + tip * (up[i] ?? 0),
        ) as unknown as Vector;
        return poseOf(leaning, up, 31, time);
      },
      sky,
      seeing,
      transparency,
      defocusUm: () => 0,
      filter: () => clearGlass,
      panel: () => 0,
      temperature: (time) => guideCooler.temperature(time),
    },
  };
  return {
    clock,
    site,
    seed,
    celestial,
    atmosphere,
    stars,
    deepSky: (direction, radius) => (deepSky ? deepSkyNear(deepSky, direction, radius) : []),
    mount,
    corrections,
    focuser,
    focuserKind: options.focuser ?? 'absolute',
    wheel,
    filters,
    rotator,
    dome,
    panel,
    power,
    zenithBrightness: (time) =>
      sky(celestial.toJ2000({ ra: celestial.siderealTime(time), dec: site.latitude }, time), time).magnitudePerArcsec2,
    tubeTemperature,
    main,
    guide,
  };
}

/** How the main camera sits in its holder: degrees, north through east when the telescope is east of the pier. */
const CAMERA_ANGLE = 2.5;

/** Degrees, north through east, from one direction to one close by. */
function positionAngle(from: Direction, to: Direction): number {
  const [d1, d2, dra] = [radians(from.dec), radians(to.dec), radians(to.ra - from.ra)];
  return degrees(
    Math.atan2(Math.cos(d2) * Math.sin(dra), Math.cos(d1) * Math.sin(d2) - Math.sin(d1) * Math.cos(d2) * Math.cos(dra)),
  );
}

const cross = (a: Vector, b: Vector): Vector => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];
