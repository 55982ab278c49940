/**
 * The midtones transfer function, the display stretch that astronomers know: 0, 1 and `midtones` go to 0, 1 and 1/2,
 * smoothly and monotonically between (XISF 1.0 specification, section 8.5.7 "Display function"; the same as
 * PixInsight's HistogramTransformation).
 * @param midtones 0 to 1 exclusive; below 1/2 it brightens
 * @param x what is outside 0 to 1 is clipped
 */
export function midtonesTransfer(midtones: number, x: number): number {
  if (!(x > 0)) return 0;
  if (x >= 1) return 1;
  // Rounding may carry it a hair above 1.
  return Math.min(1, ((midtones - 1) * x) / ((2 * midtones - 1) * x - midtones));
}
