// How often each value of 16 bits occurs: see countValues.ts. Neighbouring pixels are often equal, and adding twice to one
// place waits for memory: four tables of 65536 counts, one after the other in memory, take turns.

const TABLE: usize = 262_144;

// Adds `count` values, a multiple of four, that begin at `from` to the tables at `tables`.
export function countValues(from: usize, count: u32, tables: usize): void {
  const end = from + count * 2;
  for (; from < end; from += 8) {
    const four = load<u64>(from);
    const a = tables + ((<usize>four & 0xffff) << 2);
    const b = tables + TABLE + ((<usize>(four >> 16) & 0xffff) << 2);
    const c = tables + 2 * TABLE + ((<usize>(four >> 32) & 0xffff) << 2);
    const d = tables + 3 * TABLE + ((<usize>(four >> 48)) << 2);
    store<u32>(a, load<u32>(a) + 1);
    store<u32>(b, load<u32>(b) + 1);
    store<u32>(c, load<u32>(c) + 1);
    store<u32>(d, load<u32>(d) + 1);
  }
}

// Adds the other three tables to the first.
export function joinTables(tables: usize): void {
  for (let at = tables; at < tables + TABLE; at += 16) {
    const two = i32x4.add(v128.load(at), v128.load(at + TABLE));
    const others = i32x4.add(v128.load(at + 2 * TABLE), v128.load(at + 3 * TABLE));
    v128.store(at, i32x4.add(two, others));
  }
}
