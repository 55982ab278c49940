import type { ComponentType } from 'react';
import { CapturePanel } from '../capture/CapturePanel.tsx';
import { CoolingPanel } from '../capture/CoolingPanel.tsx';
import { LiveStackPanel } from '../capture/LiveStackPanel.tsx';
import { FilterPanel } from '../focuser/FilterPanel.tsx';
import { FocuserPanel } from '../focuser/FocuserPanel.tsx';
import { MountPanel } from '../mount/MountPanel.tsx';

/** The controls that stand beside the image, in the order of use. */
export const controls: readonly { id: string; name: string; panel: ComponentType }[] = [
  { id: 'capture', name: 'Capture', panel: CapturePanel },
  { id: 'stack', name: 'Stack', panel: LiveStackPanel },
  { id: 'mount', name: 'Mount', panel: MountPanel },
  { id: 'focuser', name: 'Focuser', panel: FocuserPanel },
  { id: 'filters', name: 'Filters', panel: FilterPanel },
  { id: 'cooling', name: 'Cooling', panel: CoolingPanel },
];
