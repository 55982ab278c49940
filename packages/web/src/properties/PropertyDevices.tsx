import type { PropertyDevice, PropertyServer } from '@uraniborg/api';
import { Plug } from 'lucide-react';
import { EmptyState } from '../parts/EmptyState.tsx';
import { Lamp } from '../parts/Lamp.tsx';
import { goTo } from '../shell/places.ts';

/** The part of the address of Equipment that opens this. */
export const PROPERTIES = 'properties';

interface Props {
  servers: readonly PropertyServer[] | null;
  open: { server: string; device: string } | null;
}

/** The INDI servers of the profile and their devices. */
export function PropertyDevices({ servers, open }: Props) {
  if (servers?.length === 0)
    return (
      <div className="flex-1">
        <EmptyState icon={Plug} title="No device of this profile speaks INDI">
          <p>Give a role to a device of an INDI server under Equipment, and its properties are here.</p>
        </EmptyState>
      </div>
    );
  return (
    <nav aria-label="INDI devices" className="w-full flex-none overflow-y-auto px-2 pb-3 md:w-64">
      {servers?.map(({ address, up, problem, devices }) => (
        <section key={address} aria-label={address} className="mt-2">
          <h2 className="flex items-center gap-2 px-2 py-1 text-faint text-sm">
            <Lamp state={up ? 'on' : problem ? 'error' : 'connecting'} />
            <span className="min-w-0 truncate">{address.replace('indi://', '')}</span>
          </h2>
          {problem && !up && <p className="px-2 text-bad text-sm">{problem}</p>}
          {devices.map((device) => {
            const here = open?.server === address && open.device === device.name;
            return (
              <button
                key={device.name}
                type="button"
                aria-current={here ? 'true' : undefined}
                onClick={() => goTo('equipment', PROPERTIES, address, device.name)}
                className={`flex min-h-(--control) w-full items-center gap-3 rounded-control px-2 text-left ${
                  here ? 'bg-raised text-accent' : 'hover:bg-raised'
                }`}
              >
                <Lamp state={device.connected === false ? 'off' : 'on'} />
                <span className="min-w-0 flex-1 break-words">{device.name}</span>
                <Worst device={device} />
              </button>
            );
          })}
        </section>
      ))}
    </nav>
  );
}

/** What in it wants a look: busy or alert. */
function Worst({ device: { groups } }: { device: PropertyDevice }) {
  const states = groups.map(({ state }) => state);
  if (states.includes('alert')) return <Lamp state="alert" />;
  return states.includes('busy') ? <Lamp state="busy" /> : null;
}
