import type { DeviceState } from '@uraniborg/api';
import { ChevronDown, ListTree, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { run } from '../observatory/command.ts';
import { useMay } from '../observatory/session.ts';
import { Button } from '../parts/Button.tsx';
import { IconButton } from '../parts/IconButton.tsx';
import { Lamp } from '../parts/Lamp.tsx';
import { Needs } from '../parts/Needs.tsx';
import { roleName } from '../parts/names.ts';
import { TextField } from '../parts/TextField.tsx';
import { PROPERTIES } from '../properties/PropertyDevices.tsx';
import { goTo } from '../shell/places.ts';
import { ColdQuestion } from './ColdQuestion.tsx';
import { DeviceDetails } from './DeviceDetails.tsx';
import { indiPlace } from './indiPlace.ts';
import { readingText } from './readingText.ts';
import { useColdCamera } from './useColdCamera.ts';

/** A device of the observatory: its lamp, its address, what it reads, and the way to connect it. */
export function DeviceRow({ device }: { device: DeviceState }) {
  const { role, nickname, address, name, link, message, reading } = device;
  const seat = { role, ...(nickname && { nickname }) };
  const called = nickname || roleName[role];
  const connected = link === 'on';
  const indi = indiPlace(address);
  const mayConnect = useMay('operator');
  const cold = useColdCamera();
  const [asking, setAsking] = useState(false);
  const [open, setOpen] = useState(false);
  const reads = connected && reading ? readingText(reading) : [];
  return (
    <article
      className="grid grid-cols-[minmax(0,1fr)_8rem] items-center gap-x-4 gap-y-2 py-3 md:grid-cols-[11rem_minmax(0,1fr)_8rem]"
      aria-label={called}
    >
      <div className="flex items-center gap-3">
        <Lamp state={link} size={14} />
        <span className="min-w-0 flex-1 font-medium">{called}</span>
        <IconButton
          icon={ChevronDown}
          label={`More of the ${called.toLowerCase()}`}
          pressed={open}
          onClick={() => setOpen(!open)}
        />
      </div>
      <div className="min-w-0 max-md:order-1 max-md:col-span-2">
        {connected ? (
          <div className="flex items-center gap-1">
            <div className="min-w-0 flex-1">
              <p className="truncate">{name}</p>
              <p className="truncate text-faint text-sm">{address}</p>
            </div>
            {indi && (
              <IconButton
                icon={ListTree}
                label={`INDI properties of the ${called.toLowerCase()}`}
                onClick={() => goTo('equipment', PROPERTIES, indi.server, indi.device)}
              />
            )}
          </div>
        ) : (
          <Needs access="owner" silent>
            <div className="flex gap-1">
              <TextField
                label={`Address of the ${called.toLowerCase()}`}
                value={address}
                disabled={link === 'connecting'}
                placeholder="alpaca://host:port/… or indi://host:7624/Device"
                onChange={(next) => void run('equipment.assign', { ...seat, address: next.trim() })}
              />
              {nickname && (
                <IconButton
                  icon={Trash2}
                  label={`Remove ${nickname}`}
                  disabled={link === 'connecting'}
                  onClick={() => void run('equipment.removeSwitches', { nickname })}
                />
              )}
            </div>
          </Needs>
        )}
      </div>
      {connected ? (
        <Button
          disabled={!mayConnect || asking}
          onClick={() => (role === 'camera' && cold ? setAsking(true) : void run('equipment.disconnect', seat))}
        >
          Disconnect
        </Button>
      ) : (
        <Button
          kind={address ? 'primary' : 'plain'}
          disabled={!mayConnect || link === 'connecting' || address === ''}
          onClick={() => void run('equipment.connect', seat)}
        >
          {link === 'connecting' ? 'Connecting' : 'Connect'}
        </Button>
      )}
      {open && (
        <div className="order-4 max-md:col-span-2 md:col-span-3">
          <Needs access="owner">
            <DeviceDetails device={device} />
          </Needs>
        </div>
      )}
      {asking && cold && (
        <div className="order-3 max-md:col-span-2 md:col-span-3">
          <ColdQuestion
            temperature={cold}
            onLeave={() => setAsking(false)}
            onChoose={(warmFirst) => {
              setAsking(false);
              void run('equipment.disconnect', { ...seat, warmFirst });
            }}
          />
        </div>
      )}
      {message && !connected && (
        <p className="order-2 text-bad max-md:col-span-2 md:col-span-2 md:col-start-2">{message}</p>
      )}
      {reads.length > 0 && (
        <ul className="flex flex-wrap gap-x-5 gap-y-0.5 order-2 text-sm max-md:col-span-2 md:col-span-2 md:col-start-2">
          {reads.map(({ name: what, text }) => (
            <li key={what} className="whitespace-nowrap">
              <span className="text-faint">{what}</span> {text}
            </li>
          ))}
        </ul>
      )}
    </article>
  );
}
