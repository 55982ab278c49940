import { formatDeclination, formatRightAscension } from '@uraniborg/core';
import { run } from '../observatory/command.ts';
import { useReading } from '../observatory/observatory.ts';
import { Button } from '../parts/Button.tsx';
import { DeviceNeeded } from '../parts/DeviceNeeded.tsx';
import { Quantity } from '../parts/Quantity.tsx';
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
      <dl className="grid grid-cols-[auto_1fr] items-baseline gap-x-4 gap-y-0.5">
        <dt className="text-soft">RA</dt>
        <dd className="text-right text-2xl font-light">
          <Sexagesimal text={formatRightAscension(mount.ra, { digits: 0, separators: 'hms' })} />
        </dd>
        <dt className="text-soft">Dec</dt>
        <dd className="text-right text-2xl font-light">
          <Sexagesimal text={formatDeclination(mount.dec, { separators: '°′″' })} />
        </dd>
        {mount.altitude !== null && mount.azimuth !== null && (
          <>
            <dt className="text-soft">Alt, az</dt>
            <dd className="flex justify-end gap-3">
              <Quantity text={numberText(mount.altitude, 1)} unit="°" />
              <Quantity text={numberText(mount.azimuth, 1)} unit="°" />
            </dd>
          </>
        )}
        <dt className="text-soft">Now</dt>
        <dd className="text-right">
          {mount.parked ? 'Parked' : mount.slewing ? 'Slewing' : mount.tracking ? 'Tracking' : 'Standing still'}
          {mount.pierSide && <span className="text-faint">, {mount.pierSide} of the pier</span>}
        </dd>
      </dl>
      <SlewTo disabled={mount.parked} />
      <HandPad rates={mount.moveRates} disabled={mount.parked} />
      <div className="flex gap-4">
        <Toggle
          label="Track"
          on={mount.tracking}
          disabled={mount.parked}
          onChange={(on) => void run('mount.track', { on })}
        />
        {mount.canPark &&
          (mount.parked ? (
            <Button kind="primary" className="flex-1" onClick={() => void run('mount.unpark', {})}>
              Unpark
            </Button>
          ) : (
            <Button className="flex-1" onClick={() => void run('mount.park', {})}>
              Park
            </Button>
          ))}
      </div>
    </section>
  );
}
