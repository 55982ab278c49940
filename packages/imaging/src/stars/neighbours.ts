import type { StarWindow } from './starWindow.ts';

interface Place {
  readonly x: number;
  readonly y: number;
}

/** Finds the others near each of these places: all that are less than `reach` pixels away both ways. */
export function neighboursOf<P extends Place>(places: readonly P[], reach: number): (place: P) => P[] {
  const cells = new Map<number, P[]>();
  const cellOf = (x: number, y: number) => Math.floor(y / reach) * 1_048_576 + Math.floor(x / reach);
  for (const place of places) {
    const cell = cellOf(place.x, place.y);
    const there = cells.get(cell);
    if (there) there.push(place);
    else cells.set(cell, [place]);
  }
  return ({ x, y }) => {
    const near: P[] = [];
    for (let dy = -reach; dy <= reach; dy += reach)
      for (let dx = -reach; dx <= reach; dx += reach)
        for (const other of cells.get(cellOf(x + dx, y + dy)) ?? [])
          if ((other.x !== x || other.y !== y) && Math.abs(other.x - x) < reach && Math.abs(other.y - y) < reach)
            near.push(other);
    return near;
  };
}

/** What is nearer to another peak is its light, not this one's. */
export function leaveToNeighbours(
  { values, radius, x, y }: StarWindow,
  peak: Place,
  neighbours: readonly Place[],
): void {
  const side = 2 * radius + 1;
  for (const other of neighbours) {
    // On the other side of the line half-way between the two, where the window has any of it.
    const [towardsX, towardsY] = [other.x - peak.x, other.y - peak.y];
    const [middleX, middleY] = [(other.x + peak.x) / 2 - x, (other.y + peak.y) / 2 - y];
    const length = Math.abs(towardsX) + Math.abs(towardsY);
    if (towardsX * middleX + towardsY * middleY > radius * length) continue;
    for (let row = -radius; row <= radius; row++)
      for (let column = -radius; column <= radius; column++)
        if ((column - middleX) * towardsX + (row - middleY) * towardsY > 0)
          values[(row + radius) * side + column + radius] = Number.NaN;
  }
}
