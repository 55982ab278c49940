import type { ReadingOf } from '@uraniborg/api';
import { type ReactNode, useMemo } from 'react';
import { useObservatory, useTime } from '../observatory/observatory.ts';
import { Quantity } from '../parts/Quantity.tsx';
import { leftText, numberText } from '../parts/quantities.ts';
import { useAim } from './aim.ts';
import { type Pointing, pointing, reachesLimit } from './pointing.ts';

/** Far from the equator of hour angles no second counts. */
const EVERY_MS = 1000;
const SOON_S = 15 * 60;

/** Where the telescope stands in the sky, for how long it may, and on which side of the pier: now, and after a slew. */
export function PointingFacts({ mount }: { mount: ReadingOf<'mount'> }) {
  const place = useObservatory((state) => state.place);
  const horizon = useObservatory(({ profiles }) => profiles.profile.options.horizon);
  const time = useTime(EVERY_MS);
  const aim = useAim();
  const { ra, dec, pierSide } = mount;
  const second = time === null ? null : Math.floor(time / 1000) * 1000;
  const facts = useMemo(
    () => (place && second !== null ? pointing({ ra, dec }, place, second) : null),
    [ra, dec, place, second],
  );
  // What it follows moves by less than this, and a limit does not come nearer by looking.
  const [minute, near] = [second === null ? null : Math.floor(second / 60_000), `${ra.toFixed(1)} ${dec.toFixed(1)}`];
  const limitAt = useMemo(() => {
    const [nearRa = 0, nearDec = 0] = near.split(' ').map(Number);
    return place && horizon && minute !== null
      ? reachesLimit({ ra: nearRa, dec: nearDec }, place, minute * 60_000, horizon)
      : null;
  }, [near, place, horizon, minute]);
  const there = useMemo(
    () => (place && second !== null && aim.at ? pointing(aim.at, place, second) : null),
    [aim.at, place, second],
  );
  if (!facts)
    return (
      <p className="text-soft">
        Where the observatory stands is not known: the times to meridian and horizon cannot be told.
      </p>
    );
  const toLimit = limitAt === null || second === null ? null : Math.max(0, (limitAt - second) / 1000);
  const altitude = mount.altitude ?? facts.altitude;
  const azimuth = mount.azimuth ?? facts.azimuth;
  return (
    <dl className="grid grid-cols-[auto_1fr_auto_1fr] gap-x-3 gap-y-1" aria-label="Where it points">
      <Fact name="Altitude">
        <Quantity text={numberText(altitude, 1)} unit="°" />
      </Fact>
      <Fact name="Azimuth">
        <Quantity text={numberText(azimuth, 1)} unit="°" />
      </Fact>
      <Fact name="Hour angle">{hourText(facts.hourAngle)}</Fact>
      <Fact name="Air mass">{Number.isFinite(facts.airMass) ? numberText(facts.airMass, 2) : '–'}</Fact>
      <Fact name="Meridian" tone={Math.abs(facts.toMeridian) < SOON_S ? 'text-warn' : ''}>
        {meridianText(facts)}
      </Fact>
      <Fact name="Limit" tone={toLimit !== null && toLimit < SOON_S ? 'text-warn' : ''}>
        {limitText(toLimit)}
      </Fact>
      <Fact name="Pier" wide>
        {pierSide ? `${pierSide}, looking ${pierSide === 'east' ? 'west' : 'east'}` : 'side not told'}
        {there && (
          <span className={pierSide && there.pierSide !== pierSide ? 'text-warn' : 'text-faint'}>
            {' '}
            {pierSide && there.pierSide !== pierSide ? 'flips to' : 'stays'} {there.pierSide} for {aim.text}
          </span>
        )}
      </Fact>
    </dl>
  );
}

function Fact(props: { name: string; tone?: string; wide?: boolean; children: ReactNode }) {
  const { name, tone = '', wide = false, children } = props;
  return (
    <>
      <dt className="text-soft">{name}</dt>
      <dd className={`text-right ${tone} ${wide ? 'col-span-3' : ''}`}>{children}</dd>
    </>
  );
}

/** "2h 13m east" as an hour angle is spoken of. */
function hourText(angle: number): string {
  const minutes = Math.round(Math.abs(angle) * 4);
  const text = `${Math.floor(minutes / 60)}h ${String(minutes % 60).padStart(2, '0')}m`;
  return minutes === 0 ? text : `${angle < 0 ? '\u2212' : '+'}${text}`;
}

function meridianText({ toMeridian }: Pointing): string {
  return toMeridian >= 0 ? `in ${leftText(toMeridian)}` : `${leftText(-toMeridian)} ago`;
}

function limitText(seconds: number | null): string {
  if (seconds === null) return 'never';
  return seconds === 0 ? 'below it' : `in ${leftText(seconds)}`;
}
