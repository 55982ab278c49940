import { formatDeclination, formatRightAscension } from '@uraniborg/core';
import { run } from '../observatory/command.ts';
import { useReading } from '../observatory/observatory.ts';
import { Button } from '../parts/Button.tsx';
import { DeviceNeeded } from '../parts/DeviceNeeded.tsx';
import { numberText } from '../parts/quantities.ts';
import { Toggle } from '../parts/Toggle.tsx';
import { HandPad } from './HandPad.tsx';
import { Sexagesimal } from './Sexagesimal.tsx';
import { SlewTo } from './SlewTo.tsx';

/** Where the telescope points, and everything that turns it. */
export function MountPanel() {
  const mount = useReading('mount');
  if (!mount) return <DeviceNeeded device="mount" />;
  return (
    <section className="flex flex-col gap-3 p-3" aria-label="Mount">
      <dl className="grid grid-cols-[auto_1fr_auto_1fr] items-baseline gap-x-3 gap-y-0.5 md:grid-cols-[auto_1fr]">
        <dt className="text-soft">RA</dt>
        <dd className="font-light text-xl md:text-right md:text-2xl">
          <Sexagesimal text={formatRightAscension(mount.ra, { digits: 0, separators: 'hms' })} />
        </dd>
        <dt className="text-soft">Dec</dt>
        <dd className="text-right font-light text-xl md:text-2xl">
          <Sexagesimal text={formatDeclination(mount.dec, { separators: '°′″' })} />
        </dd>
      </dl>
      <p className="flex justify-between gap-3">
        <span>
          {mount.parked ? 'Parked' : mount.slewing ? 'Slewing' : mount.tracking ? 'Tracking' : 'Standing still'}
          {mount.pierSide && <span className="text-faint"> {mount.pierSide} of the pier</span>}
        </span>
        {mount.altitude !== null && mount.azimuth !== null && (
          <span className="whitespace-nowrap">
            <span className="text-faint">alt</span> {numberText(mount.altitude, 1)}°{' '}
            <span className="text-faint">az</span> {numberText(mount.azimuth, 1)}°
          </span>
        )}
      </p>
      <SlewTo disabled={mount.parked} />
      <HandPad rates={mount.moveRates} disabled={mount.parked}>
        <Toggle
          label="Track"
          on={mount.tracking}
          disabled={mount.parked}
          onChange={(on) => void run('mount.track', { on })}
        />
        {mount.canPark &&
          (mount.parked ? (
            <Button kind="primary" onClick={() => void run('mount.unpark', {})}>
              Unpark
            </Button>
          ) : (
            <Button onClick={() => void run('mount.park', {})}>Park</Button>
          ))}
      </HandPad>
    </section>
  );
}
