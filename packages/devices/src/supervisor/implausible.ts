/**
 * What cannot be true of a reading, as a sentence, or undefined. It is about broken links, not about bad values: limits
 * are so wide that no working device goes beyond them.
 */
export function implausible(reading: object): string | undefined {
  for (const [name, value] of Object.entries(reading)) {
    if (typeof value !== 'number') continue;
    const [least, most] = limits[name] ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
    if (!Number.isFinite(value)) return `its ${name} is ${value}`;
    if (value < least || value > most) return `its ${name} is ${value}, outside ${least} to ${most}`;
  }
  return undefined;
}

const angle = [-360, 720] as const;
const celsius = [-200, 200] as const;
const percent = [-1, 200] as const;

const limits: Readonly<Record<string, readonly [number, number]>> = {
  ra: angle,
  dec: [-90.001, 90.001],
  altitude: [-90.001, 90.001],
  azimuth: angle,
  angle,
  siderealTimeHours: [0, 24.001],
  temperature: celsius,
  setpoint: celsius,
  dewPoint: celsius,
  skyTemperature: [-300, 200],
  coolerPower: percent,
  humidity: percent,
  cloudCover: percent,
  position: [-10, 10_000_000],
  slot: [0, 1000],
  brightness: [0, 1_000_000],
  windSpeed: [0, 200],
  windGust: [0, 200],
  pressure: [0, 1200],
};
