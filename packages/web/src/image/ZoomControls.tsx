import { Maximize, Minus, Plus, Scan } from 'lucide-react';
import { type Ref, useImperativeHandle, useState } from 'react';
import { IconButton } from '../parts/IconButton.tsx';

export interface ZoomHandle {
  /** What is shown now; only these few buttons are drawn anew while the image moves. */
  tell(percent: number, fitted: boolean): void;
}

interface Props {
  ref: Ref<ZoomHandle>;
  disabled: boolean;
  onFit: () => void;
  onOneToOne: () => void;
  onZoom: (factor: number) => void;
}

/** Closer, wider, all of it, or pixel by pixel. */
export function ZoomControls({ ref, disabled, onFit, onOneToOne, onZoom }: Props) {
  const [zoom, setZoom] = useState({ percent: '100', fitted: true });
  useImperativeHandle(ref, () => ({
    tell(percent, fitted) {
      const text = percent < 10 ? percent.toFixed(1) : String(Math.round(percent));
      setZoom((old) => (old.percent === text && old.fitted === fitted ? old : { percent: text, fitted }));
    },
  }));
  return (
    <>
      <span className="hidden items-center @md:flex">
        <IconButton icon={Minus} label="Wider" shortcut="zoomOut" disabled={disabled} onClick={() => onZoom(1 / 1.5)} />
        <span className="w-13 text-center" data-testid="zoom">
          {zoom.percent}
          <span className="text-faint"> %</span>
        </span>
        <IconButton icon={Plus} label="Closer" shortcut="zoomIn" disabled={disabled} onClick={() => onZoom(1.5)} />
      </span>
      <IconButton
        icon={Maximize}
        label="Whole image"
        shortcut="fit"
        pressed={zoom.fitted}
        disabled={disabled}
        onClick={onFit}
      />
      <IconButton
        icon={Scan}
        label="One to one"
        shortcut="oneToOne"
        pressed={!zoom.fitted && zoom.percent === '100'}
        disabled={disabled}
        onClick={onOneToOne}
      />
    </>
  );
}
