/** The ways in which an image arrives; the server of the bench knows them by their place. */
export const alpacaWays = [
  'ImageBytes, 16 bits',
  'ImageBytes, 32 bits',
  'ImageBytes, floating point',
  'ImageBytes, 64-bit integers',
  'ImageBytes, three colours',
  'ImageBytes of unknown length',
  'JSON',
  'JSON of unknown length',
] as const;
export type AlpacaWay = (typeof alpacaWays)[number];

export const indiWays = [
  'FITS',
  'FITS in three colours',
  'FITS, floating point',
  'FITS packed by tiles (.fits.fz)',
  'FITS packed by zlib (.fits.z)',
  'raw file of a DSLR',
] as const;
export type IndiWay = (typeof indiWays)[number];
