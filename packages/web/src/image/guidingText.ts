import type { FrameQuality } from '@uraniborg/api';
import { numberText } from '../parts/quantities.ts';

/** How well a frame was guided, in a few words. In pixels of the guide camera while nobody knows what those are in the sky. */
export function guidingText({ arcsec, pixels }: NonNullable<FrameQuality['guiding']>): { text: string; unit: string } {
  const { total } = arcsec ?? pixels ?? { total: Number.NaN };
  return { text: `guiding ${numberText(total, 2)}`, unit: arcsec ? '″' : 'guide px' };
}
