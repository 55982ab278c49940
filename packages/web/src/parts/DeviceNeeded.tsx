import type { Role } from '@uraniborg/api';
import { Unplug } from 'lucide-react';
import { run } from '../observatory/command.ts';
import { useDevice } from '../observatory/observatory.ts';
import { goTo } from '../shell/places.ts';
import { Button } from './Button.tsx';
import { EmptyState } from './EmptyState.tsx';
import { roleName } from './names.ts';

/** In place of the controls of a device that is not connected: the way to connect it. */
export function DeviceNeeded({ device: role }: { device: Role }) {
  const device = useDevice(role);
  const name = roleName[role].toLowerCase();
  if (!device?.address) {
    return (
      <EmptyState icon={Unplug} title={`No ${name} is set up`}>
        <Button onClick={() => goTo('equipment')}>Choose one in Equipment</Button>
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={Unplug} title={`The ${name} is not connected`}>
      {device.message && <p className="text-bad">{device.message}</p>}
      <Button kind="primary" disabled={device.link === 'connecting'} onClick={() => run('equipment.connect', { role })}>
        {device.link === 'connecting' ? 'Connecting' : 'Connect'}
      </Button>
    </EmptyState>
  );
}
