import type { SpectrumProfile } from '@uraniborg/api';
import type { Frame } from '@uraniborg/formats';
import { type SpectrumOptions, spectrumProfile } from '@uraniborg/imaging';

/** The profile of a spectrum along a line, ready to be sent. @throws InvalidInput */
export function spectrumOfLine({ pixels }: Frame, options: SpectrumOptions): SpectrumProfile {
  const { values, background, step } = spectrumProfile(pixels, options);
  const told = (all: Float64Array) => Array.from(all, (value) => (Number.isFinite(value) ? value : null));
  return { step, values: told(values), background: background ? told(background) : [] };
}
