import { cardNumber, type Header } from '@uraniborg/formats';

/** Arcseconds a pixel: from a plate solution, else from what a capture program writes, else from the optics. */
export function pixelScale(header: Header): number | undefined {
  const [a, b] = [cardNumber(header, 'CD1_1'), cardNumber(header, 'CD2_1')];
  if (a !== undefined && b !== undefined) return 3600 * Math.hypot(a, b);
  const told = cardNumber(header, 'SECPIX1') ?? cardNumber(header, 'SCALE');
  if (told !== undefined && told > 0) return told;
  const [focal, pixel] = [cardNumber(header, 'FOCALLEN'), cardNumber(header, 'XPIXSZ')];
  // 206265 arcseconds are a radian; pixels are in micrometres, the focal length in millimetres.
  return focal !== undefined && pixel !== undefined && focal > 0 && pixel > 0 ? (206.265 * pixel) / focal : undefined;
}
