import { Contrast, Crosshair, Link2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '../parts/IconButton.tsx';
import { Segments } from '../parts/Segments.tsx';
import { useRemembered } from '../remembered.ts';
import { crosshair, inverted, linkPlanes, stretchMode } from './imageLook.ts';

interface Props {
  colour: boolean;
  /** How close it is shown: ZoomControls. */
  children: ReactNode;
}

/** How the image is shown. */
export function ImageToolbar({ colour, children }: Props) {
  const mode = useRemembered(stretchMode);
  const isInverted = useRemembered(inverted);
  const cross = useRemembered(crosshair);
  const isLinked = useRemembered(linkPlanes);
  return (
    <div className="flex flex-none items-center gap-1 px-2 py-1">
      <Segments
        label="Stretch"
        value={mode}
        options={[
          { value: 'auto', label: 'Auto' },
          { value: 'linear', label: 'Linear' },
          ...(mode === 'manual' ? [{ value: 'manual' as const, label: 'By hand' }] : []),
        ]}
        onChange={(value) => stretchMode.set(value)}
      />
      {colour && (
        <IconButton
          icon={Link2}
          label="One stretch for all colours"
          pressed={isLinked}
          onClick={() => linkPlanes.set(!isLinked)}
        />
      )}
      <IconButton
        icon={Contrast}
        label="Invert"
        shortcut="invert"
        pressed={isInverted}
        onClick={() => inverted.set(!isInverted)}
      />
      <IconButton
        icon={Crosshair}
        label="Crosshair"
        shortcut="crosshair"
        pressed={cross}
        onClick={() => crosshair.set(!cross)}
      />
      <span className="flex-1" />
      {children}
    </div>
  );
}
