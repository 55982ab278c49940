import { useObservatory } from '../observatory/observatory.ts';
import { numberText } from '../parts/quantities.ts';

/** A sensor this cold is not let go of without a word: its window may gather dew or crack. Degrees Celsius. */
const COLD = 5;

/** How cold the camera is while its cooler runs, "-10 °C"; null when it may be disconnected at any time. */
export function useColdCamera(): string | null {
  return (
    useObservatory(({ devices }) => {
      const reading = devices.find(({ role, link }) => role === 'camera' && link === 'on')?.reading;
      if (reading?.kind !== 'camera' || !reading.coolerOn) return null;
      const { temperature } = reading;
      return temperature !== null && temperature < COLD ? `${numberText(temperature)} °C` : null;
    }) ?? null
  );
}
