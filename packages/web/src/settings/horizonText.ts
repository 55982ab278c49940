export interface HorizonPoint {
  azimuth: number;
  altitude: number;
}

/**
 * Lines "azimuth altitude", degrees, from north through east, as the horizon files of other programs have them; what
 * follows a "#" is a remark.
 *
 * @returns the points by azimuth, or what is wrong, in a sentence
 */
export function horizonOf(text: string): HorizonPoint[] | string {
  const points: HorizonPoint[] = [];
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    const words = (line.split('#')[0] ?? '').trim();
    if (words === '') continue;
    const [azimuth, altitude, ...more] = words.split(/[\s,;]+/).map(Number);
    const good = azimuth !== undefined && altitude !== undefined && more.length === 0 && azimuth >= 0 && azimuth <= 360;
    if (!good || !(altitude >= -5 && altitude <= 90))
      return `Line ${i + 1}, "${words}", is not an azimuth (0 to 360) and an altitude (-5 to 90)`;
    points.push({ azimuth, altitude });
  }
  return points.sort((a, b) => a.azimuth - b.azimuth);
}

export function horizonText(points: readonly HorizonPoint[]): string {
  return points.map(({ azimuth, altitude }) => `${azimuth} ${altitude}`).join('\n');
}
