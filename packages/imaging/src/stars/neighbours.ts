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
