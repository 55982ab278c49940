import { ChevronDown } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useState } from 'react';
import { run } from '../observatory/command.ts';
import { type RigDevice, useRig } from '../observatory/observatory.ts';
import { Button } from '../parts/Button.tsx';
import { Lamp } from '../parts/Lamp.tsx';
import { roleName } from '../parts/names.ts';
import { goTo } from './places.ts';
import { inOrder, summary, worstLink } from './rigSummary.ts';
import { useWide } from './useWide.ts';

/** The lamps of the whole rig: each of them on a wide screen, one for all on a phone. They open the list. */
export function RigLamps() {
  const devices = useRig() ?? [];
  const wide = useWide();
  const [open, setOpen] = useState(false);
  const rig = inOrder(devices);
  if (rig.length === 0)
    return (
      <Button kind="quiet" className="h-12" onClick={() => goTo('equipment')}>
        No devices
      </Button>
    );
  const close = () => setOpen(false);
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger
        aria-label="Devices"
        className="flex h-12 min-w-11 items-center gap-2 rounded-control px-2 text-soft hover:bg-raised"
      >
        {wide ? (
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1 xl:gap-x-4">
            {rig.map((device) => (
              <span key={`${device.role} ${device.nickname}`} className="flex items-center gap-1.5">
                <Lamp state={device.link} />
                <span className={`whitespace-nowrap text-sm ${device.link === 'on' ? 'max-2xl:hidden' : ''}`}>
                  {nameOf(device)}
                </span>
              </span>
            ))}
          </span>
        ) : (
          <>
            <Lamp state={worstLink(rig)} size={16} />
            <span className="whitespace-nowrap">{summary(rig)}</span>
          </>
        )}
        <ChevronDown size={16} className="flex-none text-faint" aria-hidden="true" />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          role="dialog"
          aria-label="The rig"
          align="start"
          sideOffset={4}
          collisionPadding={8}
          onOpenAutoFocus={(event) => event.preventDefault()}
          className="z-50 flex max-h-(--radix-popover-content-available-height) w-[min(24rem,calc(100vw-1rem))] flex-col overflow-y-auto rounded-control bg-raised p-2 shadow-lg outline-none"
        >
          <ul>
            {rig.map((device) => (
              <RigLine key={`${device.role} ${device.nickname}`} device={device} />
            ))}
          </ul>
          <Button
            className="mt-1"
            onClick={() => {
              close();
              goTo('equipment');
            }}
          >
            Open Equipment
          </Button>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function RigLine({ device }: { device: RigDevice }) {
  const { role, nickname, link, name, message } = device;
  return (
    <li className="flex min-h-(--control) items-center gap-3 px-1 py-0.5">
      <Lamp state={link} size={14} />
      <span className="min-w-0 flex-1">
        <span className="block">{nameOf(device)}</span>
        <span className={`block break-words text-sm ${message && link !== 'on' ? 'text-bad' : 'text-soft'}`}>
          {link !== 'on' && message ? message : name}
        </span>
      </span>
      {(link === 'off' || link === 'error') && (
        <Button onClick={() => void run('equipment.connect', { role, ...(nickname && { nickname }) })}>Connect</Button>
      )}
      {link === 'connecting' && <span className="text-warn">connecting</span>}
    </li>
  );
}

function nameOf({ role, nickname }: RigDevice): string {
  return nickname || roleName[role];
}
