/**
 * How many times the air of the zenith lies before something seen at `altitude` degrees (Kasten & Young 1989, Appl. Opt.
 * 28, 4735): 1 at the zenith, 38 at the horizon; Infinity below it.
 */
export function airMass(altitude: number): number {
  if (altitude < 0) return Number.POSITIVE_INFINITY;
  return 1 / (Math.sin((altitude * Math.PI) / 180) + 0.50572 * (altitude + 6.07995) ** -1.6364);
}
