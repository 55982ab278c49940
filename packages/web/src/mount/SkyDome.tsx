import type { Place } from '@uraniborg/api';
import { moonAt, sunAt } from '@uraniborg/astrometry';
import { formatDeclination, formatRightAscension } from '@uraniborg/core';
import { type MouseEvent, memo, useMemo } from 'react';
import { useObservatory, useReading, useTime } from '../observatory/observatory.ts';
import { setAim, useAim } from './aim.ts';
import { useBrightStars } from './brightStars.ts';
import { type DomePoint, directionAt, fromDome, onDome, toDome } from './dome.ts';

/** Room around the disc for the names of the horizon. */
const VIEW = 1.13;
const rings = [30, 60];
const cardinals = [
  ['N', 0],
  ['E', 90],
  ['S', 180],
  ['W', 270],
] as const;

/** The sky above the observatory now, where the telescope looks in it, and where it shall look: a tap aims there. */
export function SkyDome() {
  const mount = useReading('mount');
  const place = useObservatory((state) => state.place);
  // The sky turns a quarter of a degree in a minute.
  const time = useTime(30_000);
  const aim = useAim();
  const looking =
    mount && mount.altitude !== null && mount.azimuth !== null && mount.altitude >= 0
      ? toDome({ altitude: mount.altitude, azimuth: mount.azimuth })
      : null;
  const wanted = aim.at && place && time !== null ? onDome(aim.at, place, time) : null;

  const onTap = (event: MouseEvent<SVGSVGElement>): void => {
    if (!place || time === null) return;
    const box = event.currentTarget.getBoundingClientRect();
    const scale = (2 * VIEW) / Math.min(box.width, box.height);
    const at = fromDome({
      x: (event.clientX - box.left - box.width / 2) * scale,
      y: (event.clientY - box.top - box.height / 2) * scale,
    });
    if (!at) return;
    const direction = directionAt(at, place, time);
    const text = `${formatRightAscension(direction.ra, { digits: 0, separators: 'hms' })} ${formatDeclination(direction.dec, { separators: '°′″' })}`;
    setAim({ text, at: direction });
  };

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field beside it takes coordinates by key
    <svg
      viewBox={`${-VIEW} ${-VIEW} ${2 * VIEW} ${2 * VIEW}`}
      className="block size-full cursor-crosshair select-none"
      role="img"
      aria-label="The sky now"
      onClick={onTap}
    >
      <circle r={1} fill="var(--ground)" stroke="var(--faint)" strokeWidth="0.006" />
      <g fill="none" stroke="var(--line)" strokeWidth="0.004">
        {rings.map((altitude) => (
          <circle key={altitude} r={1 - altitude / 90} />
        ))}
        <path d="M0 -1V1M-1 0H1" />
      </g>
      <g fill="var(--faint)" className="text-[0.075px] md:text-[0.035px]" fontSize="inherit">
        {rings.map((altitude) => (
          <text key={altitude} x="0.015" y={-(1 - altitude / 90) - 0.012}>
            {altitude}°
          </text>
        ))}
      </g>
      <g fill="var(--soft)" textAnchor="middle" className="text-[0.09px] md:text-[0.05px]" fontSize="inherit">
        {cardinals.map(([name, azimuth]) => {
          const { x, y } = toDome({ altitude: -6, azimuth });
          return (
            <text key={name} x={x} y={y} dominantBaseline="central">
              {name}
            </text>
          );
        })}
      </g>
      {place && time !== null && <Stars place={place} time={time} />}
      {wanted && (
        <circle
          cx={wanted.x}
          cy={wanted.y}
          r="0.05"
          fill="none"
          stroke="var(--accent)"
          strokeWidth="0.008"
          strokeDasharray="0.02 0.0119"
        />
      )}
      {looking && <Reticle at={looking} />}
    </svg>
  );
}

/** Where the telescope looks. */
function Reticle({ at }: { at: DomePoint }) {
  return (
    <g transform={`translate(${at.x} ${at.y})`} stroke="var(--accent)" strokeWidth="0.012" fill="none">
      <circle r="0.035" />
      <path d="M-0.075 0H-0.035M0.035 0H0.075M0 -0.075V-0.035M0 0.035V0.075" />
    </g>
  );
}

const Stars = memo(function Stars({ place, time }: { place: Place; time: number }) {
  const stars = useBrightStars();
  const drawn = useMemo(
    () =>
      stars.flatMap(([ra, dec, magnitude]) => {
        const at = onDome({ ra, dec }, place, time);
        return at ? [{ ...at, r: 0.0025 + 0.0019 * (4.8 - magnitude), dim: magnitude > 3.2 }] : [];
      }),
    [stars, place, time],
  );
  const sun = onDome(sunAt(time), place, time);
  const moon = onDome(moonAt(time, place), place, time);
  return (
    <>
      <g fill="var(--ink)">
        {drawn.map(({ x, y, r, dim }) => (
          <circle key={`${x} ${y}`} cx={x} cy={y} r={r} opacity={dim ? 0.7 : 1} />
        ))}
      </g>
      {moon && <Body at={moon} name="Moon" />}
      {sun && <Body at={sun} name="Sun" />}
    </>
  );
});

function Body({ at, name }: { at: DomePoint; name: string }) {
  return (
    <g>
      <circle cx={at.x} cy={at.y} r="0.022" fill="var(--soft)" />
      <text
        x={at.x + 0.035}
        y={at.y}
        dominantBaseline="central"
        fill="var(--soft)"
        className="text-[0.075px] md:text-[0.035px]"
      >
        {name}
      </text>
    </g>
  );
}
