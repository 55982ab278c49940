/** What a baseline JPEG is made with (ITU-T T.81, annex K): how coarse each frequency is, and the codes of what is left. */

/** Which coefficient comes next, from low frequencies to high: row * 8 + column of the block (T.81, figure A.6). */
export const ZIGZAG: readonly number[] = Array.from({ length: 64 }, (_, i) => i)
  .map((at) => ({ at, row: at >> 3, column: at & 7 }))
  .sort((a, b) => {
    const diagonal = a.row + a.column;
    if (diagonal !== b.row + b.column) return diagonal - b.row - b.column;
    return diagonal % 2 === 0 ? b.row - a.row : a.row - b.row;
  })
  .map(({ at }) => at);

/** Tables K.1 and K.2, row by row. */
const LUMINANCE = [
  16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51,
  87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101,
  72, 92, 95, 98, 112, 100, 103, 99,
];
const CHROMINANCE = [
  17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99, 99, 99, 47, 66, 99, 99, 99,
  99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
  99, 99, 99, 99, 99, 99,
];

/** A Huffman table as a file has it: how many codes there are of 1 to 16 bits, and their symbols in order. */
export interface HuffmanTable {
  readonly counts: readonly number[];
  readonly symbols: readonly number[];
}

/** What brightness (or one of the two colours) is packed with. */
export interface ComponentTables {
  /** By how much each coefficient is divided, row by row. */
  readonly steps: readonly number[];
  readonly dc: HuffmanTable;
  readonly ac: HuffmanTable;
}

/** Of brightness and of colour. @param quality 1 to 100, as the Independent JPEG Group counts it */
export function jpegTables(quality: number): readonly [ComponentTables, ComponentTables] {
  const scale = quality < 50 ? 5000 / quality : 200 - 2 * quality;
  const scaled = (steps: readonly number[]) =>
    steps.map((step) => Math.min(255, Math.max(1, Math.floor((step * scale + 50) / 100))));
  return [
    { steps: scaled(LUMINANCE), dc: LUMINANCE_DC, ac: LUMINANCE_AC },
    { steps: scaled(CHROMINANCE), dc: CHROMINANCE_DC, ac: CHROMINANCE_AC },
  ];
}

/** Each symbol's code and its length, as length << 16 | code (T.81, annex C). */
export function huffmanCodes({ counts, symbols }: HuffmanTable): Uint32Array {
  const codes = new Uint32Array(256);
  let code = 0;
  let at = 0;
  counts.forEach((count, i) => {
    for (let k = 0; k < count; k++) codes[symbols[at++] as number] = ((i + 1) << 16) | code++;
    code <<= 1;
  });
  return codes;
}

const bytes = (hex: string): number[] => hex.match(/../g)?.map((pair) => Number.parseInt(pair, 16)) ?? [];
const SIZES = bytes('000102030405060708090a0b');

/** Tables K.3 to K.6. */
const LUMINANCE_DC: HuffmanTable = { counts: bytes('00010501010101010100000000000000'), symbols: SIZES };
const CHROMINANCE_DC: HuffmanTable = { counts: bytes('00030101010101010101010000000000'), symbols: SIZES };
const LUMINANCE_AC: HuffmanTable = {
  counts: bytes('0002010303020403050504040000017d'),
  symbols: bytes(
    '01020300041105122131410613516107227114328191a1082342b1c11552d1f02433627282090a161718191a25262728292a3435' +
      '363738393a434445464748494a535455565758595a636465666768696a737475767778797a838485868788898a929394959697' +
      '98999aa2a3a4a5a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8d9dae1e2e3e4e5e6e7e8e9eaf1f2' +
      'f3f4f5f6f7f8f9fa',
  ),
};
const CHROMINANCE_AC: HuffmanTable = {
  counts: bytes('00020102040403040705040400010277'),
  symbols: bytes(
    '000102031104052131061241510761711322328108144291a1b1c109233352f0156272d10a162434e125f11718191a262728292a' +
      '35363738393a434445464748494a535455565758595a636465666768696a737475767778797a82838485868788898a92939495' +
      '969798999aa2a3a4a5a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8d9dae2e3e4e5e6e7e8e9eaf2' +
      'f3f4f5f6f7f8f9fa',
  ),
};
