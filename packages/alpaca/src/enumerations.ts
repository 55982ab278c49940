/**
 * ASCOM's enumerations: words inside the house, numbers on the wire.
 */
export const enumerations = {
  cameraState: { idle: 0, waiting: 1, exposing: 2, reading: 3, download: 4, error: 5 },
  sensorType: { monochrome: 0, color: 1, rggb: 2, cmyg: 3, cmyg2: 4, lrgb: 5 },
  shutterState: { open: 0, closed: 1, opening: 2, closing: 3, error: 4 },
  coverStatus: { notPresent: 0, closed: 1, moving: 2, open: 3, unknown: 4, error: 5 },
  calibratorStatus: { notPresent: 0, off: 1, notReady: 2, ready: 3, unknown: 4, error: 5 },
  guideDirection: { north: 0, south: 1, east: 2, west: 3 },
  driveRate: { sidereal: 0, lunar: 1, solar: 2, king: 3 },
  /** East is the normal pointing state of a German mount, west is through the pole. */
  pierSide: { unknown: -1, east: 0, west: 1 },
  alignmentMode: { altAz: 0, polar: 1, germanPolar: 2 },
  equatorialCoordinateType: { other: 0, topocentric: 1, j2000: 2, j2050: 3, b1950: 4 },
  /** Primary: right ascension or azimuth; secondary: declination or altitude; tertiary: a rotator or derotator. */
  telescopeAxis: { primary: 0, secondary: 1, tertiary: 2 },
} as const;

export type AlpacaEnumeration = keyof typeof enumerations;

/** The words of one enumeration: `Enumerated<'pierSide'>` is 'unknown' | 'east' | 'west'. */
export type Enumerated<E extends AlpacaEnumeration> = keyof (typeof enumerations)[E] & string;
