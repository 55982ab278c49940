/** How low a telescope may look: nowhere lower than `lowest`, and not into the trees and walls of `points`. Degrees. */
export interface HorizonLine {
  readonly lowest: number;
  /** In any order; straight lines between them, round the whole horizon. Azimuth from north through east. */
  readonly points: readonly { readonly azimuth: number; readonly altitude: number }[];
}

/** The lowest altitude allowed at an azimuth, both degrees: the trees there, or the lowest of all where that is higher. */
export function lowestAt({ lowest, points }: HorizonLine, azimuth: number): number {
  const sorted = [...points].sort((a, b) => a.azimuth - b.azimuth);
  const [first] = sorted;
  const last = sorted.at(-1);
  if (!first || !last) return lowest;
  const around = [{ ...last, azimuth: last.azimuth - 360 }, ...sorted, { ...first, azimuth: first.azimuth + 360 }];
  const at = ((azimuth % 360) + 360) % 360;
  const next = around.findIndex((point) => point.azimuth > at);
  const [before, after] = [around[next - 1], around[next]];
  if (!before || !after) return Math.max(lowest, last.altitude);
  const along = (at - before.azimuth) / (after.azimuth - before.azimuth);
  return Math.max(lowest, before.altitude + along * (after.altitude - before.altitude));
}
