import type { DeviceState, DiscoveredDevice } from '@uraniborg/api';
import { Radar } from 'lucide-react';
import { useEffect, useState } from 'react';
import { command, run } from '../observatory/command.ts';
import { Button } from '../parts/Button.tsx';
import { EmptyState } from '../parts/EmptyState.tsx';
import { Field } from '../parts/Field.tsx';
import { roleName } from '../parts/names.ts';
import { TextField } from '../parts/TextField.tsx';

/** Looks for devices on the network, and gives one its role. */
export function Discovery({ devices }: { devices: readonly DeviceState[] }) {
  const [indiHost, setIndiHost] = useState('');
  const [found, setFound] = useState<readonly DiscoveredDevice[] | null>(null);
  const [looking, setLooking] = useState(true);
  const look = async (): Promise<void> => {
    setLooking(true);
    const answer = await run('equipment.discover', indiHost.trim() ? { indiHost: indiHost.trim() } : {});
    setLooking(false);
    if (answer) setFound(answer.devices);
  };
  // Looking costs under a second, so nobody has to ask for it; what a silent network means is told below.
  useEffect(() => {
    command('equipment.discover', {})
      .then(
        ({ devices: first }) => setFound(first),
        () => setFound([]),
      )
      .finally(() => setLooking(false));
  }, []);
  const servers = [...new Set(found?.map(({ server }) => server))];
  return (
    <div className="flex flex-col gap-3">
      <header className="flex items-center gap-2">
        <h2 className="flex-1 font-medium text-lg">Find devices</h2>
        <Button disabled={looking} onClick={() => void look()}>
          {looking ? 'Looking' : 'Look'}
        </Button>
      </header>
      <Field label="INDI server">
        <TextField
          label="INDI server"
          value={indiHost}
          placeholder="host or host:7624, if any"
          onChange={setIndiHost}
        />
      </Field>
      {found === null && (
        <p className="text-faint">
          Alpaca servers on this network answer by themselves. An INDI server has to be named.
        </p>
      )}
      {found?.length === 0 && (
        <EmptyState icon={Radar} title="No device answered">
          <p>Is its server running, and on this network? An address can also be typed on the left.</p>
        </EmptyState>
      )}
      {servers.map((server) => (
        <section key={server} aria-label={server}>
          <h3 className="text-faint text-sm">{server}</h3>
          <ul>
            {found
              ?.filter((device) => device.server === server)
              .map((device) => (
                <Found key={device.address} device={device} inUse={devices.some((d) => d.address === device.address)} />
              ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function Found({ device, inUse }: { device: DiscoveredDevice; inUse: boolean }) {
  const { name, address, role } = device;
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
      {role === null ? (
        <span className="text-faint text-sm">not driven yet</span>
      ) : inUse ? (
        <span className="text-faint text-sm">in use</span>
      ) : (
        <Button
          onClick={() =>
            void (role === 'switches'
              ? run('equipment.addSwitches', { nickname: name.slice(0, 40), address })
              : run('equipment.assign', { role, address }))
          }
        >
          Use
        </Button>
      )}
    </li>
  );
}
