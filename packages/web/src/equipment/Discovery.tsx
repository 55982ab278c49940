import type { DeviceState, DiscoveredDevice } from '@uraniborg/api';
import { Radar } from 'lucide-react';
import { useEffect, useState } from 'react';
import { command, run } from '../observatory/command.ts';
import { Button } from '../parts/Button.tsx';
import { EmptyState } from '../parts/EmptyState.tsx';
import { Field } from '../parts/Field.tsx';
import { TextField } from '../parts/TextField.tsx';
import { FoundServer } from './FoundServer.tsx';

interface Found {
  devices: readonly DiscoveredDevice[];
  problems: readonly string[];
}

/** Looks for devices on the network, and gives them their roles. */
export function Discovery({ devices }: { devices: readonly DeviceState[] }) {
  const [indiHost, setIndiHost] = useState('');
  const [found, setFound] = useState<Found | null>(null);
  const [looking, setLooking] = useState(true);
  const look = async (host: string): Promise<void> => {
    setLooking(true);
    const answer = await run('equipment.discover', host.trim() ? { indiHost: host.trim() } : {});
    setLooking(false);
    if (answer) setFound(answer);
  };
  // Looking costs under a second, so nobody has to ask for it; what a silent network means is told below.
  useEffect(() => {
    command('equipment.discover', {})
      .then(setFound, () => setFound({ devices: [], problems: [] }))
      .finally(() => setLooking(false));
  }, []);
  const servers = [...new Set(found?.devices.map(({ server }) => server))];
  return (
    <div className="flex flex-col gap-3">
      <header className="flex items-center gap-2">
        <h2 className="flex-1 font-medium text-lg">Found on your network</h2>
        <Button disabled={looking} onClick={() => void look(indiHost)}>
          {looking ? 'Looking' : 'Look again'}
        </Button>
      </header>
      <Field label="INDI server">
        <TextField
          label="INDI server"
          value={indiHost}
          placeholder="host or host:7624, if any"
          onChange={(host) => {
            setIndiHost(host);
            void look(host);
          }}
        />
      </Field>
      {found === null && (
        <p className="text-faint">
          Alpaca servers on this network answer by themselves. An INDI server has to be named.
        </p>
      )}
      {found?.problems.map((problem) => (
        <p key={problem} className="text-bad">
          {problem}
        </p>
      ))}
      {found?.devices.length === 0 && (
        <EmptyState icon={Radar} title="No device answered">
          <p>Is its server running, and on this network? An address can also be typed beside the role.</p>
        </EmptyState>
      )}
      {servers.map((server) => (
        <FoundServer
          key={server}
          server={server}
          found={found?.devices.filter((device) => device.server === server) ?? []}
          devices={devices}
        />
      ))}
    </div>
  );
}
