import { radians } from '@uraniborg/core';
import { useReading } from '../observatory/observatory.ts';

const RADIUS = 100;
const ringAltitudes = [0, 30, 60];
const cardinals = [
  ['N', 0],
  ['E', 90],
  ['S', 180],
  ['W', 270],
] as const;

/** The sky as one sees it lying on the back, north up, east to the left: where the telescope looks. */
export function SkyDome() {
  const mount = useReading('mount');
  const aim = mount && mount.altitude !== null && mount.azimuth !== null ? onDome(mount.altitude, mount.azimuth) : null;
  return (
    <svg
      viewBox="-118 -118 236 236"
      className="mx-auto size-full max-h-full"
      role="img"
      aria-label="Where the telescope looks"
    >
      <circle r={RADIUS} fill="var(--ground)" />
      {ringAltitudes.map((altitude) => (
        <circle
          key={altitude}
          r={RADIUS * (1 - altitude / 90)}
          fill="none"
          stroke={altitude === 0 ? 'var(--faint)' : 'var(--line)'}
          strokeWidth="0.75"
        />
      ))}
      <path d={`M0 ${-RADIUS}V${RADIUS}M${-RADIUS} 0H${RADIUS}`} stroke="var(--line)" strokeWidth="0.75" />
      {ringAltitudes.slice(1).map((altitude) => (
        <text key={altitude} x="3" y={-RADIUS * (1 - altitude / 90) + 8} fontSize="6.5" fill="var(--faint)">
          {altitude}°
        </text>
      ))}
      {cardinals.map(([name, azimuth]) => {
        const { x, y } = onDome(-8.5, azimuth);
        return (
          <text key={name} x={x} y={y + 3.2} fontSize="9" textAnchor="middle" fill="var(--soft)">
            {name}
          </text>
        );
      })}
      {aim && (
        <g transform={`translate(${aim.x} ${aim.y})`} stroke="var(--accent)" strokeWidth="1.25" fill="none">
          <circle r="5" />
          <path d="M-9 0H-5M5 0H9M0 -9V-5M0 5V9" />
        </g>
      )}
    </svg>
  );
}

/** Altitude runs evenly from the edge to the middle. */
function onDome(altitude: number, azimuth: number): { x: number; y: number } {
  const r = RADIUS * (1 - altitude / 90);
  return { x: -r * Math.sin(radians(azimuth)), y: -r * Math.cos(radians(azimuth)) };
}
