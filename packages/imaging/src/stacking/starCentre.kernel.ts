// Where the middle of a star is in a window of 2 * radius + 1 both ways: see starCentre.ts, which does the same in the same
// order, in 64 bits. Stores x, y and sigma; returns 0 where there is none.
export function centre(values: usize, radius: i32, startX: f64, startY: f64, level: f64, to: usize): i32 {
  const side = 2 * radius + 1;
  let x = startX;
  let y = startY;
  let width: f64 = 1.5;
  let sigma: f64 = 0;
  for (let round = 0; round < 10; round++) {
    const square = 8 * width * width;
    const reach = Math.sqrt(square);
    const left = max<i32>(-radius, <i32>Math.ceil(x - reach));
    const right = min<i32>(radius, <i32>Math.floor(x + reach));
    const top = max<i32>(-radius, <i32>Math.ceil(y - reach));
    const bottom = min<i32>(radius, <i32>Math.floor(y + reach));
    let sum: f64 = 0;
    let sumX: f64 = 0;
    let sumY: f64 = 0;
    let spread: f64 = 0;
    for (let row = top; row <= bottom; row++) {
      const v = <f64>row - y;
      for (let column = left; column <= right; column++) {
        const u = <f64>column - x;
        const distance = u * u + v * v;
        if (distance >= square) continue;
        const weight = 1 - distance / square;
        const light =
          weight * weight * (<f64>load<f32>(values + 4 * ((row + radius) * side + column + radius)) - level);
        sum += light;
        sumX += light * u;
        sumY += light * v;
        spread += light * distance;
      }
    }
    if (!(sum > 0)) return 0;
    const dx = sumX / sum;
    const dy = sumY / sum;
    const part = (spread / sum - dx * dx - dy * dy) / 2 / (width * width);
    const gain = 1 / (1 - min<f64>(max<f64>(part, 0), 0.8));
    x += min<f64>(max<f64>(dx * gain, -1), 1);
    y += min<f64>(max<f64>(dy * gain, -1), 1);
    if (!(Math.abs(x - startX) <= 3 && Math.abs(y - startY) <= 3)) return 0;
    sigma = width * Math.sqrt(max<f64>(part, 0) * gain);
    width = min<f64>(max<f64>(sigma, 1), 2.75);
    if (round > 1 && Math.abs(dx) + Math.abs(dy) < 0.001) break;
  }
  store<f64>(to, x);
  store<f64>(to, y, 8);
  store<f64>(to, sigma, 16);
  return 1;
}
