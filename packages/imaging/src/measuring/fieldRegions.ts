interface Size {
  readonly width: number;
  readonly height: number;
}

interface Place {
  readonly x: number;
  readonly y: number;
}

/** A part of a frame that is looked at by itself. */
export interface FieldRegion extends Place {
  readonly name: string;
  readonly has: (place: Place) => boolean;
  /** Whether a tilt shows in it: a corner or a sector. */
  readonly judged: boolean;
}

const ROWS = ['top', '', 'bottom'];
const COLUMNS = ['left', '', 'right'];

/** Nine equal rectangles, the centre first, then row by row; a tilt is judged by the corners. */
export function octagon({ width, height }: Size): FieldRegion[] {
  const third = (value: number, length: number) => Math.min(2, Math.max(0, Math.floor(((value + 0.5) / length) * 3)));
  const regions = [0, 1, 2].flatMap((row) =>
    [0, 1, 2].map((column) => ({
      name: `${ROWS[row]} ${COLUMNS[column]}`.trim() || 'centre',
      x: ((column + 0.5) / 3) * width - 0.5,
      y: ((row + 0.5) / 3) * height - 0.5,
      has: ({ x, y }: Place) => third(x, width) === column && third(y, height) === row,
      judged: row !== 1 && column !== 1,
    })),
  );
  return [...regions.filter(({ name }) => name === 'centre'), ...regions.filter(({ name }) => name !== 'centre')];
}

/** Of the shorter half side: what is nearer to the middle belongs to no sector. */
const CENTRE = 0.4;

/** The centre, and around it three sectors of 120 degrees; the middle of the first one is at `angle`. */
export function triangle({ width, height }: Size, angle: number): FieldRegion[] {
  const [cx, cy] = [(width - 1) / 2, (height - 1) / 2];
  const inner = (CENTRE * Math.min(width, height)) / 2;
  const distance = ({ x, y }: Place) => Math.hypot(x - cx, y - cy);
  const centre = { name: 'centre', x: cx, y: cy, has: (place: Place) => distance(place) < inner, judged: false };
  const sectors = [0, 1, 2].map((number) => {
    const middle = ((angle + 120 * number) * Math.PI) / 180;
    return {
      name: `sector ${number + 1}`,
      x: cx + 2 * inner * Math.cos(middle),
      y: cy + 2 * inner * Math.sin(middle),
      has: (place: Place) => {
        const off = Math.atan2(place.y - cy, place.x - cx) - middle;
        return distance(place) >= inner && Math.cos(off) >= 0.5;
      },
      judged: true,
    };
  });
  return [centre, ...sectors];
}
