import { airMass } from '@uraniborg/astrometry';
import { cardNumber, cardText, type Header } from '@uraniborg/formats';
import { zenithExtinction } from './extinction.ts';

/** What the header says that a magnitude depends on; null where it does not. */
export interface ExposureFacts {
  readonly exposure: number | null;
  readonly airmass: number | null;
  /** Electrons an ADU. */
  readonly gain: number | null;
  /** Frames of which these are the same have one zero point. */
  readonly setup: string;
  /** What makes magnitudes of one second outside the air of those of this frame. */
  readonly offset: number;
}

export function exposureFacts(header: Header): ExposureFacts {
  const positive = (value: number | undefined) => (value !== undefined && value > 0 ? value : null);
  const exposure = positive(cardNumber(header, 'EXPTIME') ?? cardNumber(header, 'EXPOSURE'));
  const altitude = positive(cardNumber(header, 'CENTALT') ?? cardNumber(header, 'OBJCTALT'));
  const airmass = positive(cardNumber(header, 'AIRMASS')) ?? (altitude === null ? null : airMass(altitude));
  const keys = ['INSTRUME', 'TELESCOP', 'FILTER'].map((key) => cardText(header, key) ?? '');
  const numbers = ['GAIN', 'XBINNING', 'FOCALLEN'].map((key) => cardNumber(header, key) ?? '');
  return {
    exposure,
    airmass,
    gain: positive(cardNumber(header, 'EGAIN')),
    setup: [...keys, ...numbers].join(' | '),
    offset:
      2.5 * Math.log10(exposure ?? 1) -
      (airmass === null ? 0 : zenithExtinction(cardNumber(header, 'SITEELEV') ?? 0) * airmass),
  };
}
