// Light of 16-bit pixels above levels, each for so much at most, added to 32-bit sums: see clippedLight.ts. Eight pixels
// at a time; all rows have room for that.
export function addClippedLight(row: usize, levels: usize, most: usize, sums: usize, width: u32): void {
  for (let at: usize = 0; at < width * 4; at += 32, row += 16) {
    const values = v128.load(row);
    add(f32x4.convert_i32x4_u(i32x4.extend_low_i16x8_u(values)), levels + at, most + at, sums + at);
    add(f32x4.convert_i32x4_u(i32x4.extend_high_i16x8_u(values)), levels + at + 16, most + at + 16, sums + at + 16);
  }
}

function add(values: v128, level: usize, most: usize, sums: usize): void {
  const light = f32x4.min(f32x4.sub(values, v128.load(level)), v128.load(most));
  v128.store(sums, f32x4.add(v128.load(sums), light));
}
