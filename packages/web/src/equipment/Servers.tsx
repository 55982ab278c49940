import type { DeviceState } from '@uraniborg/api';
import { useState } from 'react';
import { run } from '../observatory/command.ts';
import { useObservatory } from '../observatory/observatory.ts';
import { Button } from '../parts/Button.tsx';
import { Field } from '../parts/Field.tsx';
import { NumberField } from '../parts/NumberField.tsx';
import { TextField } from '../parts/TextField.tsx';
import { movedTo, partsOf, serverOfAddress } from './addressParts.ts';
import { ServerLogin } from './ServerLogin.tsx';

/** The servers on which the devices of the profile are: each can be moved to another host, and have its login. */
export function Servers({ devices }: { devices: readonly DeviceState[] }) {
  const logins = useObservatory(({ profiles }) => profiles.logins) ?? [];
  const servers = Map.groupBy(devices, ({ address }) => serverOfAddress(address));
  return (
    <div className="flex flex-col gap-1">
      <h2 className="font-medium text-lg">Servers</h2>
      {[...servers].map(([server, on]) => server && <Server key={server} server={server} on={on} logins={logins} />)}
      {logins
        .filter((login) => ![...servers.keys()].some((server) => server && loginServer(server) === login))
        .map((login) => (
          <ServerLogin key={login} server={login} known />
        ))}
    </div>
  );
}

interface Props {
  server: string;
  on: readonly DeviceState[];
  logins: readonly string[];
}

function Server({ server, on, logins }: Props) {
  const [open, setOpen] = useState<'move' | 'login' | null>(null);
  const parts = partsOf(on[0]?.address ?? '');
  const [host, setHost] = useState(parts?.host ?? '');
  const [port, setPort] = useState(parts?.port ?? 0);
  const alpaca = parts?.protocol.startsWith('alpaca') ?? false;
  const login = loginServer(server);
  const known = login !== null && logins.includes(login);
  const move = async (): Promise<void> => {
    for (const { role, nickname, address } of on) {
      const next = movedTo(address, host, port);
      if (next) await run('equipment.assign', { role, ...(nickname && { nickname }), address: next });
    }
    setOpen(null);
  };
  return (
    <section aria-label={server} className="py-1">
      <header className="flex flex-wrap items-center gap-2">
        <span className="min-w-40 flex-1">
          <span className="block break-words">{server}</span>
          <span className="block text-faint text-sm">
            {on.length === 1 ? '1 device' : `${on.length} devices`}
            {known && ', with a login'}
          </span>
        </span>
        <Button onClick={() => setOpen(open === 'move' ? null : 'move')}>Move</Button>
        {alpaca && <Button onClick={() => setOpen(open === 'login' ? null : 'login')}>Login</Button>}
      </header>
      {open === 'move' && (
        <div className="flex flex-col gap-2 rounded-control bg-ground p-3">
          <p className="text-soft">
            {on.length === 1 ? 'Its device is' : 'All its devices are'} looked for there from now on; what is connected
            is let go of.
          </p>
          <Field label="To">
            <TextField label="New host" value={host} onChange={(next) => setHost(next.trim())} />
            <div className="w-28 flex-none">
              <NumberField label="New port" whole min={1} max={65_535} value={port} onChange={setPort} />
            </div>
          </Field>
          <Button
            kind="primary"
            disabled={host === '' || (host === parts?.host && port === parts.port)}
            onClick={() => void move()}
          >
            Apply to all {on.length}
          </Button>
        </div>
      )}
      {open === 'login' && login && <ServerLogin server={login} known={known} onDone={() => setOpen(null)} />}
    </section>
  );
}

/** What a login is kept for: "http://host:port"; null for INDI, which knows none. */
function loginServer(server: string): string | null {
  const url = URL.parse(server.replace(/^alpaca(s?):/, 'http$1:'));
  return url && /^https?:$/.test(url.protocol) ? url.origin : null;
}
