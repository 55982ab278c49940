import { type Clock, degrees, parseUtc, radians, utcText } from '@uraniborg/core';
import { alpacaError } from '../../alpacaError.ts';
import type { AlpacaDriver } from '../../deviceInterface.ts';

const longitude = 12.7;
const slewSpeed = 2; // degrees per second

/** A mount without mechanics: it goes where it is sent, straight and exactly. */
export function soundTelescope(clock: Clock): AlpacaDriver<'telescope'> {
  let latitude = 55.9;
  let elevation = 45;
  let site = longitude;
  let clockOffset = 0;
  let [tracking, parked, atHome, rate, settle] = [
    true,
    false,
    false,
    'sidereal' as 'sidereal' | 'lunar' | 'solar' | 'king',
    0,
  ];
  let target: { ra?: number; dec?: number } = {};
  let slew: { ends: number; ra: number; dec: number; then?: () => void } | undefined;
  let at = { ra: 3, dec: 40 };
  let guiding = 0;
  let manual = [0, 0];
  const guideRates = { ra: 0.002, dec: 0.002 };

  const sidereal = () => {
    const days = (clock.now() + clockOffset) / 86_400_000 + 2440587.5 - 2451545;
    return ((((280.46061837 + 360.98564736629 * days + site) / 15) % 24) + 24) % 24;
  };
  const arrive = () => {
    if (!slew || clock.now() < slew.ends) return;
    at = { ra: slew.ra, dec: slew.dec };
    const { then } = slew;
    slew = undefined;
    then?.();
  };
  const within = (name: string, value: number, low: number, high: number) => {
    if (!(value >= low && value <= high))
      throw alpacaError('invalidValue', `${name} ${value} lies outside ${low} to ${high}`);
    return value;
  };
  const awake = () => {
    arrive();
    if (parked) throw alpacaError('invalidWhileParked', 'The mount is parked: unpark it first');
  };
  const begin = (ra: number, dec: number, then?: () => void) => {
    atHome = false;
    const way = Math.max(Math.abs(dec - at.dec), 15 * Math.abs(((ra - at.ra + 36) % 24) - 12));
    slew = { ends: clock.now() + (1000 * way) / slewSpeed, ra, dec, ...(then && { then }) };
  };
  const checked = (ra: number, dec: number) => {
    awake();
    target = { ra: within('RightAscension', ra, 0, 24), dec: within('Declination', dec, -90, 90) };
  };
  const targeted = () => {
    if (target.ra === undefined || target.dec === undefined)
      throw alpacaError('valueNotSet', 'The target has not been set');
    return { ra: target.ra, dec: target.dec };
  };
  const horizontal = () => {
    arrive();
    const [h, d, p] = [radians((sidereal() - at.ra) * 15), radians(at.dec), radians(latitude)];
    const altitude = degrees(Math.asin(Math.sin(p) * Math.sin(d) + Math.cos(p) * Math.cos(d) * Math.cos(h)));
    const azimuth = degrees(
      Math.atan2(-Math.cos(d) * Math.sin(h), Math.sin(d) * Math.cos(p) - Math.cos(d) * Math.cos(h) * Math.sin(p)),
    );
    return { altitude, azimuth: (azimuth + 360) % 360 };
  };
  const equatorial = (azimuth: number, altitude: number) => {
    awake();
    within('Azimuth', azimuth, 0, 360);
    within('Altitude', altitude, -90, 90);
    const [a, z, p] = [radians(altitude), radians(azimuth), radians(latitude)];
    const dec = degrees(Math.asin(Math.sin(p) * Math.sin(a) + Math.cos(p) * Math.cos(a) * Math.cos(z)));
    const h = degrees(
      Math.atan2(-Math.cos(a) * Math.sin(z), Math.sin(a) * Math.cos(p) - Math.cos(a) * Math.cos(z) * Math.sin(p)),
    );
    return { ra: (((sidereal() - h / 15) % 24) + 24) % 24, dec };
  };
  const done = () => clock.sleep((slew?.ends ?? 0) - clock.now()).then(arrive);
  return {
    alignmentMode: () => 'germanPolar',
    equatorialSystem: () => 'j2000',
    apertureArea: () => 0.03,
    apertureDiameter: () => 0.2,
    focalLength: () => 1,
    rightAscension: () => {
      arrive();
      return at.ra;
    },
    declination: () => {
      arrive();
      return at.dec;
    },
    altitude: () => horizontal().altitude,
    azimuth: () => horizontal().azimuth,
    siderealTime: sidereal,
    utcDate: () => utcText(clock.now() + clockOffset),
    putUTCDate: (text) => {
      clockOffset = parseUtc(text) - clock.now();
    },
    siteLatitude: () => latitude,
    siteLongitude: () => site,
    siteElevation: () => elevation,
    putSiteLatitude: (value) => {
      latitude = within('SiteLatitude', value, -90, 90);
    },
    putSiteLongitude: (value) => {
      site = within('SiteLongitude', value, -180, 180);
    },
    putSiteElevation: (value) => {
      elevation = within('SiteElevation', value, -300, 10_000);
    },
    slewing: () => {
      arrive();
      return slew !== undefined || manual.some((r) => r !== 0);
    },
    tracking: () => tracking,
    putTracking: (on) => {
      tracking = on;
    },
    trackingRate: () => rate,
    trackingRates: () => ['sidereal', 'lunar', 'solar', 'king'],
    putTrackingRate: (value) => {
      rate = value;
    },
    slewSettleTime: () => settle,
    putSlewSettleTime: (seconds) => {
      settle = within('SlewSettleTime', seconds, 0, 60);
    },
    sideOfPier: () => 'east',
    destinationSideOfPier: () => 'east',
    guideRateRightAscension: () => guideRates.ra,
    guideRateDeclination: () => guideRates.dec,
    putGuideRateRightAscension: (value) => {
      guideRates.ra = value;
    },
    putGuideRateDeclination: (value) => {
      guideRates.dec = value;
    },
    isPulseGuiding: () => clock.now() < guiding,
    pulseGuide: (_direction, ms) => {
      awake();
      guiding = clock.now() + ms;
    },
    targetRightAscension: () => target.ra ?? targeted().ra,
    targetDeclination: () => target.dec ?? targeted().dec,
    putTargetRightAscension: (ra) => {
      target = { ...target, ra: within('TargetRightAscension', ra, 0, 24) };
    },
    putTargetDeclination: (dec) => {
      target = { ...target, dec: within('TargetDeclination', dec, -90, 90) };
    },
    slewToCoordinatesAsync: (ra, dec) => {
      checked(ra, dec);
      begin(ra, dec);
    },
    slewToCoordinates: (ra, dec) => {
      checked(ra, dec);
      begin(ra, dec);
      return done();
    },
    slewToTargetAsync: () => {
      awake();
      begin(targeted().ra, targeted().dec);
    },
    slewToTarget: () => {
      awake();
      begin(targeted().ra, targeted().dec);
      return done();
    },
    slewToAltAzAsync: (azimuth, altitude) => {
      const { ra, dec } = equatorial(azimuth, altitude);
      begin(ra, dec, () => {
        at = equatorial(azimuth, altitude);
      });
    },
    syncToCoordinates: (ra, dec) => {
      checked(ra, dec);
      at = { ra, dec };
    },
    syncToTarget: () => {
      awake();
      at = targeted();
    },
    abortSlew: () => {
      awake();
      slew = undefined;
      manual = [0, 0];
    },
    axisRates: (axis) => (axis === 'tertiary' ? [] : [{ minimum: 0.1, maximum: 4 }]),
    canMoveAxis: (axis) => axis !== 'tertiary',
    moveAxis: (axis, speed) => {
      awake();
      if (axis === 'tertiary') throw alpacaError('notImplemented', 'There is no third axis');
      if (speed !== 0) within('Rate', Math.abs(speed), 0.1, 4);
      manual[axis === 'primary' ? 0 : 1] = speed;
    },
    atHome: () => atHome,
    findHome: () => {
      awake();
      begin(sidereal(), 89, () => {
        atHome = true;
      });
    },
    atPark: () => {
      arrive();
      return parked;
    },
    park: () => {
      arrive();
      if (parked) return;
      begin(sidereal(), 90, () => {
        parked = true;
        tracking = false;
      });
    },
    unpark: () => {
      parked = false;
    },
    setPark: () => {},
  };
}
