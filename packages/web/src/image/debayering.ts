/**
 * How the colours of a mosaic are made on the screen: as imaging's debayer does, or by the filters of Malvar, He & Cutler 2004
 * ('gradient'). 'off' shows the mosaic itself.
 */
export type Debayering = 'off' | 'superpixel' | 'bilinear' | 'gradient';

/** In the order that the shader knows. */
export const debayerings: readonly Debayering[] = ['off', 'superpixel', 'bilinear', 'gradient'];

export const debayeringNames: Record<Debayering, string> = {
  off: 'No colours',
  superpixel: 'Superpixel',
  bilinear: 'Bilinear',
  gradient: 'Gradient',
};
