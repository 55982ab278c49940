import type { Role } from '@uraniborg/api';
import { type ComponentType, useMemo } from 'react';
import { CoverPanel } from '../accessories/CoverPanel.tsx';
import { DomePanel } from '../accessories/DomePanel.tsx';
import { RotatorPanel } from '../accessories/RotatorPanel.tsx';
import { SwitchesPanel } from '../accessories/SwitchesPanel.tsx';
import { WeatherPanel } from '../accessories/WeatherPanel.tsx';
import { useObservatory } from '../observatory/observatory.ts';

export interface Accessory {
  id: string;
  name: string;
  panel: ComponentType;
  /** It is there while one of these has a device. */
  roles: readonly Role[];
  /** The panel beside which it is put first. */
  beside: string;
}

/** The controls that not every rig has. */
export const accessories: readonly Accessory[] = [
  { id: 'rotator', name: 'Rotator', panel: RotatorPanel, roles: ['rotator'], beside: 'mount' },
  { id: 'dome', name: 'Dome', panel: DomePanel, roles: ['dome'], beside: 'capture' },
  { id: 'cover', name: 'Cover', panel: CoverPanel, roles: ['coverCalibrator'], beside: 'capture' },
  { id: 'switches', name: 'Switches', panel: SwitchesPanel, roles: ['switches'], beside: 'capture' },
  { id: 'weather', name: 'Weather', panel: WeatherPanel, roles: ['weather', 'safety'], beside: 'capture' },
];

/** Those that this rig has; null while the rig is not known. */
export function useAccessories(): readonly Accessory[] | null {
  const ids = useObservatory(({ devices }) =>
    accessories
      .filter(({ roles }) => devices.some(({ role, address }) => address !== '' && roles.includes(role)))
      .map(({ id }) => id)
      .join(' '),
  );
  return useMemo(() => (ids === undefined ? null : accessories.filter(({ id }) => ids.split(' ').includes(id))), [ids]);
}
