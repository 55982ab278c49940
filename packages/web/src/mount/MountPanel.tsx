import type { ReadingOf } from '@uraniborg/api';
import { formatDeclination, formatRightAscension } from '@uraniborg/core';
import { run } from '../observatory/command.ts';
import { useObservatory, useReading } from '../observatory/observatory.ts';
import { Button } from '../parts/Button.tsx';
import { DeviceNeeded } from '../parts/DeviceNeeded.tsx';
import { Segments } from '../parts/Segments.tsx';
import { Toggle } from '../parts/Toggle.tsx';
import { HandPad } from './HandPad.tsx';
import { PointingFacts } from './PointingFacts.tsx';
import { Sexagesimal } from './Sexagesimal.tsx';
import { SlewTo } from './SlewTo.tsx';

type Mount = ReadingOf<'mount'>;

/** Where the telescope points, and everything that turns it. */
export function MountPanel() {
  const mount = useReading('mount');
  const moving = useObservatory(({ activities }) => activities.find(({ kind }) => kind === 'slew' || kind === 'park'));
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
      <p className="flex min-h-(--control) items-center justify-between gap-3">
        <span className="text-lg" data-testid="mount-state">
          {stateOf(mount)}
        </span>
        {moving && (
          <Button onClick={() => void run('stop', { activity: moving.id })}>
            {moving.kind === 'slew' ? 'Stop the slew' : 'Stop'}
          </Button>
        )}
      </p>
      <PointingFacts mount={mount} />
      <SlewTo disabled={mount.parked} canSync={mount.canSync} />
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
        {mount.canFindHome && (
          <Button disabled={mount.parked || moving !== undefined} onClick={() => void run('mount.home', {})}>
            Home
          </Button>
        )}
      </HandPad>
      {mount.trackingRates.length > 1 && <Rates mount={mount} />}
    </section>
  );
}

const rateNames = { sidereal: 'Stars', lunar: 'Moon', solar: 'Sun', king: 'King' } as const;

/** What the mount follows. */
function Rates({ mount: { trackingRates, trackingRate, parked } }: { mount: Mount }) {
  return (
    <div className="flex items-center gap-3">
      <span className="flex-none text-soft" aria-hidden="true">
        Follow the
      </span>
      <Segments
        label="Tracking rate"
        wide
        value={trackingRate ?? ''}
        disabled={parked}
        options={trackingRates.map((rate) => ({ value: rate, label: rateNames[rate] }))}
        onChange={(rate) => {
          const wanted = trackingRates.find((each) => each === rate);
          if (wanted) void run('mount.rate', { rate: wanted });
        }}
      />
    </div>
  );
}

function stateOf({ parked, slewing, tracking, trackingRate }: Mount): string {
  if (parked) return 'Parked';
  if (slewing) return 'Slewing';
  if (!tracking) return 'Standing still';
  return trackingRate && trackingRate !== 'sidereal' ? `Following the ${rateNames[trackingRate]}` : 'Tracking';
}
