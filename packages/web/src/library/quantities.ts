import type { FrameSummary } from '@uraniborg/api';

/** What can be listed and plotted of a frame. */
export interface FrameQuantity {
  readonly name: string;
  readonly unit: string;
  readonly digits: number;
  /** null where it is not known, or not yet. */
  readonly of: (frame: FrameSummary) => number | null;
}

const measured =
  (of: (quality: NonNullable<FrameSummary['quality']>) => number | null) =>
  ({ quality }: FrameSummary): number | null =>
    quality && of(quality);

export const frameQuantities = {
  hfd: { name: 'HFD', unit: 'px', digits: 2, of: measured(({ hfd }) => hfd) },
  fwhm: { name: 'FWHM', unit: 'px', digits: 2, of: measured(({ fwhm }) => fwhm) },
  fwhmArcsec: { name: 'FWHM', unit: '″', digits: 2, of: measured(({ fwhmArcsec }) => fwhmArcsec) },
  stars: { name: 'Stars', unit: '', digits: 0, of: measured(({ stars }) => stars) },
  eccentricity: { name: 'Eccentricity', unit: '', digits: 2, of: measured(({ eccentricity }) => eccentricity) },
  background: { name: 'Background', unit: 'ADU', digits: 0, of: measured(({ background }) => background) },
  noise: { name: 'Noise', unit: 'ADU', digits: 1, of: measured(({ noise }) => noise) },
  saturatedStars: { name: 'Saturated stars', unit: '', digits: 0, of: measured((quality) => quality.saturatedStars) },
  transparency: {
    name: 'Transparency',
    unit: '%',
    digits: 0,
    of: measured(({ transparency }) => transparency && transparency * 100),
  },
  tilt: { name: 'Tilt', unit: '%', digits: 1, of: measured(({ tilt }) => tilt?.percent ?? null) },
  saturatedPart: {
    name: 'Saturated pixels',
    unit: '%',
    digits: 2,
    of: measured(({ saturatedPart }) => saturatedPart * 100),
  },
  airmass: { name: 'Air mass', unit: '', digits: 2, of: measured(({ airmass }) => airmass) },
  ambientTemperature: { name: 'Air', unit: '°C', digits: 1, of: measured((quality) => quality.ambientTemperature) },
  altitude: { name: 'Altitude', unit: '°', digits: 0, of: measured(({ altitude }) => altitude) },
  temperature: { name: 'Sensor', unit: '°C', digits: 1, of: ({ temperature }) => temperature },
  focuserTemperature: { name: 'Focuser', unit: '°C', digits: 1, of: measured((quality) => quality.focuserTemperature) },
} satisfies Record<string, FrameQuantity>;

export type QuantityName = keyof typeof frameQuantities;
export const quantityNames = Object.keys(frameQuantities) as QuantityName[];
