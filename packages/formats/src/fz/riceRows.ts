import { InvalidInput, openKernel } from '@uraniborg/core';
import { riceBound } from './rice.ts';
import { riceModule } from './riceModule.ts';
import { BEGIN, CODES, type RiceKernel } from './riceTile.ts';

/**
 * Where rows of 16-bit samples are packed and unpacked as they stand in a FITS file: big-endian, each row a tile. Its
 * memory is used again and again, so that a file of any size goes through the same few megabytes.
 */
export interface RiceRows {
  /** Room for the samples: filled before pack, and by unpack. */
  readonly plain: Uint8Array;
  /** Room for the tiles, one behind the other: filled by pack, and before unpack. */
  readonly packed: Uint8Array;
  /** The bytes of each tile. */
  pack(rows: number): Uint32Array<ArrayBuffer>;
  /**
   * @param tiles where each begins in `packed` and how many bytes it has, in turn
   * @throws InvalidInput when a tile ends before its samples do
   */
  unpack(tiles: Uint32Array, blockSize: number): void;
}

let kernel: ReturnType<typeof openKernel<RiceKernel>> | undefined;

/**
 * One of each thread, for so many rows of that width: what was made before is no longer usable.
 * @param packedBytes room for tiles, where more is needed than packing takes
 */
export function riceRows(width: number, rows: number, packedBytes = 0): RiceRows {
  kernel ??= openKernel<RiceKernel>(riceModule);
  const { memory, encode16, decode16, swap16 } = kernel;
  const plainAt = BEGIN;
  const packedAt = (plainAt + 2 * width * rows + 79) & ~15;
  const room = Math.max(packedBytes, rows * riceBound(width, 2));
  const missing = packedAt + room + 128 - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / 65_536));
  const packed = new Uint8Array(memory.buffer, packedAt, room);
  return {
    plain: new Uint8Array(memory.buffer, plainAt, 2 * width * rows),
    packed,
    pack(rows) {
      swap16(plainAt, width * rows);
      const lengths = new Uint32Array(rows);
      let used = 0;
      for (let row = 0; row < rows; row++) {
        const length = encode16(plainAt + 2 * width * row, width, 0, packedAt + used, 32, CODES);
        lengths[row] = length;
        used += length;
      }
      return lengths;
    },
    unpack(tiles, blockSize) {
      const rows = tiles.length / 2;
      for (let row = 0; row < rows; row++) {
        const [begin, bytes] = [tiles[2 * row] as number, tiles[2 * row + 1] as number];
        if (begin + bytes > packed.length) throw new RangeError('a tile beyond the room for tiles');
        const to = plainAt + 2 * width * row;
        if (!decode16(packedAt + begin, bytes, to, width, 0, blockSize))
          throw new InvalidInput('a compressed tile ends before its pixels do; the file is damaged');
      }
      swap16(plainAt, width * rows);
    },
  };
}
