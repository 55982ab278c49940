import type { CalibratedRoom } from '@uraniborg/imaging';

/**
 * Shared memory for one frame after the other: memory that is new is several times as slow as memory that is there. What
 * was in it is gone when it is asked for again.
 */
export interface FrameRoom {
  /** Room for so many calibrated pixels. */
  of(size: number): Required<CalibratedRoom>;
}

export function frameRoom(): FrameRoom {
  let room: Required<CalibratedRoom> | undefined;
  return {
    of(size) {
      if (room?.data.length !== size)
        room = {
          data: new Float32Array(new SharedArrayBuffer(4 * size)),
          whole: new Uint16Array(new SharedArrayBuffer(2 * size)),
        };
      return room;
    },
  };
}
