import type { DeviceState, DiscoveredDevice } from '@uraniborg/api';
import { useState } from 'react';
import { run } from '../observatory/command.ts';
import { Button } from '../parts/Button.tsx';
import { roleName } from '../parts/names.ts';
import { isInUse, roleFor, type TakingUp, takingUp, takingUpAll } from './takingUp.ts';

interface Props {
  server: string;
  found: readonly DiscoveredDevice[];
  devices: readonly DeviceState[];
}

/** A server that answered, with its devices: each can be used, or all for which the rig has a free place. */
export function FoundServer({ server, found, devices }: Props) {
  const [taking, setTaking] = useState(false);
  const free = takingUpAll(found, devices);
  const takeAll = async (): Promise<void> => {
    setTaking(true);
    for (const one of free) await take(one);
    setTaking(false);
  };
  return (
    <section aria-label={server}>
      <header className="flex items-center gap-3 py-1">
        <h3 className="min-w-0 flex-1 truncate font-medium">{server}</h3>
        {(free.length > 1 || taking) && (
          <Button kind="primary" disabled={taking} onClick={() => void takeAll()}>
            Use all {free.length}
          </Button>
        )}
      </header>
      <ul>
        {found.map((device) => (
          <Found key={`${device.role} ${device.address}`} device={device} devices={devices} />
        ))}
      </ul>
    </section>
  );
}

function Found({ device, devices }: { device: DiscoveredDevice; devices: readonly DeviceState[] }) {
  const { name, address } = device;
  const role = roleFor(device, devices);
  const next = takingUp(device, devices);
  return (
    <li className="flex items-center gap-3 py-1.5">
      <span className="min-w-0 flex-1">
        <span className="block truncate">
          {name}
          {role && !name.toLowerCase().includes(roleName[role].toLowerCase()) && (
            <span className="text-soft"> {roleName[role].toLowerCase()}</span>
          )}
        </span>
        <span className="block truncate text-faint text-sm">{address}</span>
      </span>
      {next === null ? (
        <span className="text-faint text-sm">not driven yet</span>
      ) : isInUse(device, devices) ? (
        <span className="text-faint text-sm">in use</span>
      ) : (
        <Button onClick={() => void take(next)}>Use it</Button>
      )}
    </li>
  );
}

async function take(one: TakingUp): Promise<void> {
  if (one.name === 'equipment.assign') await run('equipment.assign', one.input);
  else await run('equipment.addSwitches', one.input);
}
