import type { CalibratedRoom } from '@uraniborg/imaging';

/** Where the colours of a mosaic go. */
export interface ColourRoom {
  /** Red, green and blue, one plane behind the other. */
  readonly planes: Float32Array;
  /** The cells of two by two pixels, in whole numbers. */
  readonly cells: Uint16Array;
}

/**
 * Shared memory for one frame after the other: memory that is new is several times as slow as memory that is there. What
 * was in it is gone when it is asked for again.
 */
export interface FrameRoom {
  /** Room for so many calibrated pixels; in whole numbers too where they are wanted. */
  of(size: number, whole: boolean): CalibratedRoom;
  colours(width: number, height: number): ColourRoom;
}

export function frameRoom(): FrameRoom {
  let room: CalibratedRoom | undefined;
  let colours: ColourRoom | undefined;
  const floats = (size: number) => new Float32Array(new SharedArrayBuffer(4 * size));
  const shorts = (size: number) => new Uint16Array(new SharedArrayBuffer(2 * size));
  return {
    of(size, whole) {
      if (room?.data.length !== size || (room.whole !== undefined) !== whole)
        room = { data: floats(size), ...(whole && { whole: shorts(size) }) };
      return room;
    },
    colours(width, height) {
      const [size, cells] = [3 * width * height, (width >> 1) * (height >> 1)];
      if (colours?.planes.length !== size || colours.cells.length !== cells)
        colours = { planes: floats(size), cells: shorts(cells) };
      return colours;
    },
  };
}
