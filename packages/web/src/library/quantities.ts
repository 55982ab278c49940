import type { FrameSummary, LibraryQuantity } from '@uraniborg/api';

/** What can be listed and plotted of a frame. */
export interface FrameQuantity {
  readonly name: string;
  readonly unit: string;
  readonly digits: number;
  /** At the head of a column, and how wide that is, CSS pixels. */
  readonly short: string;
  readonly width: number;
  /** What one of these is in the library's own unit. Default 1. */
  readonly per?: number;
  /** null where it is not known, or not yet. */
  readonly of: (frame: FrameSummary) => number | null;
}

const measured =
  (of: (quality: NonNullable<FrameSummary['quality']>) => number | null) =>
  ({ quality }: FrameSummary): number | null =>
    quality && of(quality);

export const frameQuantities = {
  hfd: { short: 'HFD', width: 44, name: 'HFD', unit: 'px', digits: 2, of: measured(({ hfd }) => hfd) },
  stars: { short: 'Stars', width: 48, name: 'Stars', unit: '', digits: 0, of: measured(({ stars }) => stars) },
  fwhm: { short: 'FWHM', width: 48, name: 'FWHM', unit: 'px', digits: 2, of: measured(({ fwhm }) => fwhm) },
  fwhmArcsec: {
    short: 'FWHM″',
    width: 56,
    name: 'FWHM',
    unit: '″',
    digits: 2,
    of: measured(({ fwhmArcsec }) => fwhmArcsec),
  },
  eccentricity: {
    short: 'Ecc.',
    width: 40,
    name: 'Eccentricity',
    unit: '',
    digits: 2,
    of: measured(({ eccentricity }) => eccentricity),
  },
  background: {
    short: 'Sky',
    width: 60,
    name: 'Background',
    unit: 'ADU',
    digits: 0,
    of: measured(({ background }) => background),
  },
  noise: { short: 'Noise', width: 48, name: 'Noise', unit: 'ADU', digits: 1, of: measured(({ noise }) => noise) },
  saturatedStars: {
    short: 'Full',
    width: 44,
    name: 'Saturated stars',
    unit: '',
    digits: 0,
    of: measured((quality) => quality.saturatedStars),
  },
  transparency: {
    short: 'Transp.',
    width: 56,
    name: 'Transparency',
    per: 0.01,
    unit: '%',
    digits: 0,
    of: measured(({ transparency }) => transparency && transparency * 100),
  },
  tilt: {
    short: 'Tilt',
    width: 44,
    name: 'Tilt',
    unit: '%',
    digits: 1,
    of: measured(({ tilt }) => tilt?.percent ?? null),
  },
  saturatedPart: {
    short: 'Full %',
    width: 52,
    name: 'Saturated pixels',
    per: 0.01,
    unit: '%',
    digits: 2,
    of: measured(({ saturatedPart }) => saturatedPart * 100),
  },
  airmass: {
    short: 'Air m.',
    width: 48,
    name: 'Air mass',
    unit: '',
    digits: 2,
    of: measured(({ airmass }) => airmass),
  },
  ambientTemperature: {
    short: 'Air',
    width: 48,
    name: 'Air',
    unit: '°C',
    digits: 1,
    of: measured((quality) => quality.ambientTemperature),
  },
  altitude: {
    short: 'Alt.',
    width: 44,
    name: 'Altitude',
    unit: '°',
    digits: 0,
    of: measured(({ altitude }) => altitude),
  },
  temperature: {
    short: 'Sensor',
    width: 56,
    name: 'Sensor',
    unit: '°C',
    digits: 1,
    of: ({ temperature }) => temperature,
  },
  focuserTemperature: {
    short: 'Focuser',
    width: 60,
    name: 'Focuser',
    unit: '°C',
    digits: 1,
    of: measured((quality) => quality.focuserTemperature),
  },
  guideRms: {
    short: 'Guide″',
    width: 56,
    name: 'Guiding RMS',
    unit: '″',
    digits: 2,
    of: measured(({ guiding }) => guiding?.arcsec?.total ?? null),
  },
  guideRmsRa: {
    short: 'RA″',
    width: 48,
    name: 'Guiding RMS in RA',
    unit: '″',
    digits: 2,
    of: measured(({ guiding }) => guiding?.arcsec?.ra ?? null),
  },
  guideRmsDec: {
    short: 'Dec″',
    width: 48,
    name: 'Guiding RMS in Dec',
    unit: '″',
    digits: 2,
    of: measured(({ guiding }) => guiding?.arcsec?.dec ?? null),
  },
  guideRmsPixels: {
    short: 'Guide px',
    width: 64,
    name: 'Guiding RMS',
    unit: 'guide px',
    digits: 2,
    of: measured(({ guiding }) => guiding?.pixels?.total ?? null),
  },
  guideLost: {
    short: 'Lost',
    width: 40,
    name: 'Guide star lost',
    unit: '',
    digits: 0,
    of: measured(({ guiding }) => guiding?.lost ?? null),
  },
} satisfies Record<LibraryQuantity, FrameQuantity>;

export type QuantityName = keyof typeof frameQuantities;

export const quantityNames = Object.keys(frameQuantities) as QuantityName[];

/** "HFD, px" */
export function quantityTitle(name: QuantityName): string {
  const { name: title, unit } = frameQuantities[name];
  return unit === '' ? title : `${title}, ${unit}`;
}
