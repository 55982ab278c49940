import { Eraser } from 'lucide-react';
import { IconButton } from '../parts/IconButton.tsx';
import { useRemembered } from '../remembered.ts';
import { useShortcut } from '../shell/shortcuts.ts';
import { calibrated } from './imageLook.ts';

/** Whether frames are shown as they are when dark, flat and bad pixels are taken out. */
export function CalibratedSwitch() {
  const on = useRemembered(calibrated);
  const turn = () => calibrated.set(!on);
  useShortcut('calibrated', turn);
  return <IconButton icon={Eraser} label="Calibrated" shortcut="calibrated" pressed={on} onClick={turn} />;
}
