import { Contrast, Crosshair, Link2, Maximize, Minus, Plus, Scan } from 'lucide-react';
import { IconButton } from '../parts/IconButton.tsx';
import { Segments } from '../parts/Segments.tsx';
import { useRemembered } from '../remembered.ts';
import { crosshair, inverted, linkPlanes, stretchMode } from './imageLook.ts';

interface Props {
  disabled: boolean;
  colour: boolean;
  percent: number;
  fitted: boolean;
  onFit: () => void;
  onOneToOne: () => void;
  onZoom: (factor: number) => void;
}

/** How the image is shown. */
export function ImageToolbar({ disabled, colour, percent, fitted, onFit, onOneToOne, onZoom }: Props) {
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
      <span className="hidden items-center @md:flex">
        <IconButton icon={Minus} label="Wider" shortcut="zoomOut" disabled={disabled} onClick={() => onZoom(1 / 1.5)} />
        <span className="w-13 text-center" data-testid="zoom">
          {percent < 10 ? percent.toFixed(1) : Math.round(percent)}
          <span className="text-faint"> %</span>
        </span>
        <IconButton icon={Plus} label="Closer" shortcut="zoomIn" disabled={disabled} onClick={() => onZoom(1.5)} />
      </span>
      <IconButton
        icon={Maximize}
        label="Whole image"
        shortcut="fit"
        pressed={fitted}
        disabled={disabled}
        onClick={onFit}
      />
      <IconButton
        icon={Scan}
        label="One to one"
        shortcut="oneToOne"
        pressed={!fitted && Math.abs(percent - 100) < 0.01}
        disabled={disabled}
        onClick={onOneToOne}
      />
    </div>
  );
}
