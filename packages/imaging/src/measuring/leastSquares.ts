/** Linear least squares, for a handful of unknowns. */

export interface LeastSquares {
  readonly values: readonly number[];
  /** Row by row, for observations whose weights are the inverse of their variances. */
  readonly covariance: readonly (readonly number[])[];
  /** Sum of weight times squared residual. */
  readonly chiSquared: number;
}

/**
 * The unknowns that make `rows * unknowns` come closest to `observed` by normal equations and Cholesky's decomposition
 * (Press et al., Numerical Recipes, 15.4). Undefined when the observations do not determine them.
 *
 * @param rows one row of coefficients for each observation
 * @param weights default: all 1
 */
export function leastSquares(
  rows: readonly (readonly number[])[],
  observed: ArrayLike<number>,
  weights?: ArrayLike<number>,
): LeastSquares | undefined {
  const n = rows[0]?.length ?? 0;
  if (n === 0 || rows.length < n) return undefined;
  const normal = Array.from({ length: n }, () => new Array<number>(n).fill(0));
  const right = new Array<number>(n).fill(0);
  for (const [k, row] of rows.entries()) {
    const weight = weights?.[k] ?? 1;
    for (let i = 0; i < n; i++) {
      const scaled = weight * (row[i] as number);
      right[i] = (right[i] as number) + scaled * (observed[k] as number);
      for (let j = 0; j <= i; j++) {
        const line = normal[i] as number[];
        line[j] = (line[j] as number) + scaled * (row[j] as number);
      }
    }
  }
  const lower = cholesky(normal);
  if (!lower) return undefined;
  const values = solve(lower, right);
  const covariance = values.map((_, i) =>
    solve(
      lower,
      values.map((__, j) => (i === j ? 1 : 0)),
    ),
  );
  let chiSquared = 0;
  for (const [k, row] of rows.entries()) {
    const residual = (observed[k] as number) - row.reduce((sum, c, i) => sum + c * (values[i] as number), 0);
    chiSquared += (weights?.[k] ?? 1) * residual * residual;
  }
  return { values, covariance, chiSquared };
}

function cholesky(normal: readonly (readonly number[])[]): number[][] | undefined {
  const lower: number[][] = [];
  for (const [i, line] of normal.entries()) {
    const row: number[] = [];
    for (let j = 0; j <= i; j++) {
      let sum = line[j] as number;
      for (let k = 0; k < j; k++) sum -= (row[k] as number) * ((lower[j] ?? row)[k] as number);
      if (i > j) row.push(sum / ((lower[j] as number[])[j] as number));
      // What is left of a column that the others make up is rounding.
      else if (sum > 1e-12 * (line[i] as number)) row.push(Math.sqrt(sum));
      else return undefined;
    }
    lower.push(row);
  }
  return lower;
}

function solve(lower: readonly (readonly number[])[], right: readonly number[]): number[] {
  const n = lower.length;
  const x = [...right];
  for (let i = 0; i < n; i++) {
    let sum = x[i] as number;
    for (let k = 0; k < i; k++) sum -= (lower[i]?.[k] as number) * (x[k] as number);
    x[i] = sum / (lower[i]?.[i] as number);
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = x[i] as number;
    for (let k = i + 1; k < n; k++) sum -= (lower[k]?.[i] as number) * (x[k] as number);
    x[i] = sum / (lower[i]?.[i] as number);
  }
  return x;
}
