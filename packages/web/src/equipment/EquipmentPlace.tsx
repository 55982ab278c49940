import { useState } from 'react';
import { run } from '../observatory/command.ts';
import { useObservatory } from '../observatory/observatory.ts';
import { useMay } from '../observatory/session.ts';
import { Button } from '../parts/Button.tsx';
import { Needs, OnlyFor } from '../parts/Needs.tsx';
import { PropertyBrowser } from '../properties/PropertyBrowser.tsx';
import { PROPERTIES } from '../properties/PropertyDevices.tsx';
import { goTo, useWithin } from '../shell/places.ts';
import { AddSwitches } from './AddSwitches.tsx';
import { ColdQuestion } from './ColdQuestion.tsx';
import { DeviceRow } from './DeviceRow.tsx';
import { Discovery } from './Discovery.tsx';
import { groups } from './groups.ts';
import { Profiles } from './Profiles.tsx';
import { Servers } from './Servers.tsx';
import { useColdCamera } from './useColdCamera.ts';

/** What the observatory is made of: its profile, one line for each part of the rig, and how to find more. */
export function EquipmentPlace() {
  const [within] = useWithin();
  return within === PROPERTIES ? <PropertyBrowser /> : <Rig />;
}

function Rig() {
  const devices = useObservatory((state) => state.devices);
  const notice = useObservatory((state) => state.notice);
  const mayConnect = useMay('operator');
  const cold = useColdCamera();
  const [asking, setAsking] = useState(false);
  if (!devices) return null;
  const assigned = devices.filter(({ address }) => address !== '');
  const on = assigned.filter(({ link }) => link === 'on').length;
  return (
    <div className="flex h-full min-h-0 flex-col gap-1 overflow-y-auto lg:flex-row lg:overflow-hidden">
      <section className="flex-none bg-panel p-3 md:p-4 lg:min-w-0 lg:flex-1 lg:overflow-y-auto" aria-label="Devices">
        <header className="mb-3 flex flex-wrap items-center gap-2">
          <h1 className="flex-1 whitespace-nowrap font-medium text-lg max-md:basis-full">
            Equipment{' '}
            <span className="font-normal text-faint text-sm">
              {assigned.length === 0 ? 'no device chosen yet' : `${on} of ${assigned.length} connected`}
            </span>
          </h1>
          <Button kind="quiet" onClick={() => goTo('equipment', PROPERTIES)}>
            INDI properties
          </Button>
          <Button
            kind={on < assigned.length ? 'primary' : 'plain'}
            disabled={!mayConnect || on === assigned.length}
            onClick={() => void run('equipment.connectAll', {})}
          >
            Connect all
          </Button>
          <Button
            disabled={!mayConnect || on === 0}
            onClick={() => (cold ? setAsking(true) : void run('equipment.disconnectAll', {}))}
          >
            Disconnect all
          </Button>
        </header>
        {asking && cold && (
          <ColdQuestion
            temperature={cold}
            onLeave={() => setAsking(false)}
            onChoose={(warmFirst) => {
              setAsking(false);
              void run('equipment.disconnectAll', { warmFirst });
            }}
          />
        )}
        <OnlyFor access="operator" />
        <Needs access="owner" silent={!mayConnect}>
          <Profiles />
        </Needs>
        {notice && <p className="my-2 text-soft">{notice}</p>}
        {groups.map(({ name, roles }) => (
          <section key={name} aria-label={name} className="mt-3">
            <h2 className="text-faint text-sm">{name}</h2>
            {roles.flatMap((role) =>
              devices
                .filter((device) => device.role === role)
                .map((device) => <DeviceRow key={`${role} ${device.nickname}`} device={device} />),
            )}
            {roles.includes('switches') && (
              <Needs access="owner" silent>
                <AddSwitches />
              </Needs>
            )}
          </section>
        ))}
      </section>
      {/* Where there is no room beside the devices, what can be chosen comes first while nothing is. */}
      <section
        aria-label="Found on your network"
        className={`flex-none bg-panel p-3 md:p-4 lg:max-w-md lg:flex-1 lg:overflow-y-auto ${assigned.length === 0 ? 'max-lg:order-first' : ''}`}
      >
        <Needs access="owner">
          {mayConnect && <Discovery devices={devices} />}
          <div className="mt-6">
            <Servers devices={devices} />
          </div>
        </Needs>
      </section>
    </div>
  );
}
