const WIDTH = 300;
const HEIGHT = 60;

/** How the signal-to-noise ratio has grown, frame by frame, and the root of their number, which it should follow. */
export function GrowthPlot({ growth, count }: { growth: readonly number[]; count: number }) {
  if (growth.length < 2) return null;
  const first = count - growth.length + 1;
  const top = Math.max(...growth, Math.sqrt(count)) * 1.05;
  const x = (n: number) => ((n - first) / (count - first)) * WIDTH;
  const y = (value: number) => HEIGHT - (value / top) * HEIGHT;
  const line = (values: readonly number[]) =>
    values.map((value, i) => `${x(first + i).toFixed(1)},${y(value).toFixed(1)}`).join(' ');
  const expected = growth.map((_, i) => Math.sqrt(first + i));
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      className="h-15 w-full bg-ground"
      role="img"
      aria-label={`The signal-to-noise ratio has grown ${growth.at(-1)?.toFixed(1)} times in ${count} frames`}
    >
      <polyline
        points={line(expected)}
        fill="none"
        className="stroke-faint"
        strokeDasharray="4 4"
        vectorEffect="non-scaling-stroke"
      />
      <polyline
        points={line(growth)}
        fill="none"
        className="stroke-accent"
        strokeWidth="2"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}
