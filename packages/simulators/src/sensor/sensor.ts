/** What a sensor is: the numbers of a data sheet, from which everything on a frame follows. */
export interface Sensor {
  readonly name: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly pixelSizeUm: number;
  /** Mean over its band, 0 to 1. */
  readonly quantumEfficiency: number;
  /** Electrons at gain setting 0. */
  readonly fullWell: number;
  /** The largest number it sends. */
  readonly maxAdu: number;
  /** Settings in tenths of a decibel, as CMOS cameras have them. */
  readonly gain: { readonly max: number; readonly normal: number; readonly electronsPerAduAtZero: number };
  /** Electrons rms: at gain 0 and at the highest gain. */
  readonly readNoise: { readonly atZero: number; readonly atMax: number };
  /** ADU per unit of the offset setting. */
  readonly offset: { readonly max: number; readonly normal: number; readonly aduPerUnit: number };
  /** Electrons per second and pixel at 0 degrees Celsius; doubles every `doubling` degrees. */
  readonly darkCurrent: { readonly atZero: number; readonly doubling: number };
  /** Share of pixels with a dark current many times the others'. */
  readonly hotPixels: number;
  /** Standard deviation of the pixels' sensitivity. */
  readonly nonUniformity: number;
  readonly bayer: 'RGGB' | undefined;
  /** The settings of a DSLR, which has them instead of a gain: over INDI it is one. */
  readonly iso?: readonly number[];
  readonly maxBin: number;
  /** Seconds. */
  readonly exposure: { readonly min: number; readonly max: number; readonly resolution: number };
  readonly readoutSeconds: number;
  /** Degrees below ambient that its cooler reaches; undefined without one. */
  readonly cooling: number | undefined;
}

/** A 2.35-megapixel sensor with large pixels, near to a Sony IMX174: the default, quick to render. */
export const sensorOf2Mpx: Sensor = {
  name: 'Tycho 2.3M',
  width: 1936,
  height: 1216,
  pixelSizeUm: 5.86,
  quantumEfficiency: 0.7,
  fullWell: 32_500,
  maxAdu: 65_535,
  gain: { max: 300, normal: 100, electronsPerAduAtZero: 0.5 },
  readNoise: { atZero: 6.2, atMax: 2.6 },
  offset: { max: 255, normal: 30, aduPerUnit: 16 },
  darkCurrent: { atZero: 0.12, doubling: 6.3 },
  hotPixels: 0.0002,
  nonUniformity: 0.008,
  bayer: undefined,
  maxBin: 4,
  exposure: { min: 0.0001, max: 3600, resolution: 0.0001 },
  readoutSeconds: 0.15,
  cooling: 40,
};

/** A 16.4-megapixel sensor, near to a Panasonic MN34230. */
export const sensorOf16Mpx: Sensor = {
  ...sensorOf2Mpx,
  name: 'Tycho 16M',
  width: 4656,
  height: 3520,
  pixelSizeUm: 3.8,
  quantumEfficiency: 0.6,
  fullWell: 20_000,
  gain: { max: 300, normal: 139, electronsPerAduAtZero: 0.31 },
  readNoise: { atZero: 3.5, atMax: 1.2 },
  readoutSeconds: 0.6,
};

/** A DSLR with its filter for the infrared taken out: colour, 14 bits, no cooler, no binning. */
export const sensorOfDslr: Sensor = {
  ...sensorOf2Mpx,
  name: 'Tycho D',
  quantumEfficiency: 0.5,
  maxAdu: 16_383,
  // Gains are tenths of decibels: twice the ISO are 60.
  gain: { max: 300, normal: 180, electronsPerAduAtZero: 2 },
  offset: { max: 64, normal: 32, aduPerUnit: 16 },
  bayer: 'RGGB',
  iso: [100, 200, 400, 800, 1600, 3200],
  maxBin: 1,
  cooling: undefined,
};

/** A small uncooled sensor for guiding, near to a Sony MT9M034. */
export const guideSensor: Sensor = {
  ...sensorOf2Mpx,
  name: 'Kepler 1.2M',
  width: 1280,
  height: 960,
  pixelSizeUm: 3.75,
  quantumEfficiency: 0.65,
  fullWell: 20_000,
  gain: { max: 300, normal: 150, electronsPerAduAtZero: 0.31 },
  readNoise: { atZero: 5, atMax: 2.5 },
  darkCurrent: { atZero: 0.6, doubling: 6.3 },
  maxBin: 2,
  exposure: { min: 0.001, max: 60, resolution: 0.001 },
  readoutSeconds: 0.08,
  cooling: undefined,
};

/** Electrons per ADU at a gain setting: 200 settings are 20 dB, a factor of 10. */
export function electronsPerAdu(sensor: Sensor, gain: number): number {
  return sensor.gain.electronsPerAduAtZero / 10 ** (gain / 200);
}

/** Electrons rms at a gain setting: the converter's share falls with gain, the pixel's stays. */
export function readNoise(sensor: Sensor, gain: number): number {
  const pixel = sensor.readNoise.atMax;
  const converter = Math.sqrt(Math.max(0, sensor.readNoise.atZero ** 2 - pixel ** 2));
  return Math.hypot(pixel, converter / 10 ** (gain / 200));
}

/** Electrons per second and pixel at a temperature in degrees Celsius. */
export function darkCurrent(sensor: Sensor, temperature: number): number {
  return sensor.darkCurrent.atZero * 2 ** (temperature / sensor.darkCurrent.doubling);
}
