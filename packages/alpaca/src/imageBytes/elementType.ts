/** What a pixel of an ImageBytes answer is made of: the name, its number on the wire, and its size in bytes. */
export const elementTypes = {
  int16: { code: 1, bytes: 2 },
  int32: { code: 2, bytes: 4 },
  double: { code: 3, bytes: 8 },
  single: { code: 4, bytes: 4 },
  uint64: { code: 5, bytes: 8 },
  byte: { code: 6, bytes: 1 },
  int64: { code: 7, bytes: 8 },
  uint16: { code: 8, bytes: 2 },
  uint32: { code: 9, bytes: 4 },
} as const;

export type ElementType = keyof typeof elementTypes;
