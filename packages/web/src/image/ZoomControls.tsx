import { Maximize, Minus, Plus } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { type Ref, useImperativeHandle, useState } from 'react';
import { IconButton } from '../parts/IconButton.tsx';
import { Tip } from '../parts/Tip.tsx';

export interface ZoomHandle {
  /** What is shown now; only these few buttons are drawn anew while the image moves. */
  tell(percent: number, fitted: boolean): void;
}

interface Props {
  ref: Ref<ZoomHandle>;
  disabled: boolean;
  onFit: () => void;
  /** Screen pixels per image pixel. */
  onZoomTo: (scale: number) => void;
  onZoom: (factor: number) => void;
}

const presets = [25, 50, 100, 200, 400, 800];

/** Closer, wider, all of it, or pixel by pixel. */
export function ZoomControls({ ref, disabled, onFit, onZoomTo, onZoom }: Props) {
  const [zoom, setZoom] = useState({ percent: '100', fitted: true });
  useImperativeHandle(ref, () => ({
    tell(percent, fitted) {
      const text = percent < 10 ? percent.toFixed(1) : String(Math.round(percent));
      setZoom((old) => (old.percent === text && old.fitted === fitted ? old : { percent: text, fitted }));
    },
  }));
  return (
    <>
      <span className="hidden items-center @lg:flex">
        <span className="hidden @2xl:flex">
          <IconButton
            icon={Minus}
            label="Wider"
            shortcut="zoomOut"
            disabled={disabled}
            onClick={() => onZoom(1 / 1.5)}
          />
        </span>
        <DropdownMenu.Root>
          <DropdownMenu.Trigger
            disabled={disabled}
            aria-label="Zoom"
            className="h-(--control) min-w-15 whitespace-nowrap rounded-control text-center hover:bg-raised disabled:opacity-40"
          >
            <span data-testid="zoom">
              {zoom.percent}
              <span className="text-faint"> %</span>
            </span>
          </DropdownMenu.Trigger>
          <DropdownMenu.Portal>
            <DropdownMenu.Content
              side="top"
              sideOffset={6}
              collisionPadding={8}
              className="z-40 min-w-28 rounded-control bg-hover p-1"
            >
              {presets.map((percent) => (
                <DropdownMenu.Item
                  key={percent}
                  onSelect={() => onZoomTo(percent / 100)}
                  className="flex h-(--control) cursor-pointer select-none items-center rounded px-2.5 outline-none data-[highlighted]:bg-accent data-[highlighted]:text-onaccent"
                >
                  {percent} %
                </DropdownMenu.Item>
              ))}
              <DropdownMenu.Item
                onSelect={onFit}
                className="flex h-(--control) cursor-pointer select-none items-center rounded px-2.5 outline-none data-[highlighted]:bg-accent data-[highlighted]:text-onaccent"
              >
                Whole image
              </DropdownMenu.Item>
            </DropdownMenu.Content>
          </DropdownMenu.Portal>
        </DropdownMenu.Root>
        <span className="hidden @2xl:flex">
          <IconButton icon={Plus} label="Closer" shortcut="zoomIn" disabled={disabled} onClick={() => onZoom(1.5)} />
        </span>
      </span>
      <IconButton
        icon={Maximize}
        label="Whole image"
        shortcut="fit"
        pressed={zoom.fitted}
        disabled={disabled}
        onClick={onFit}
      />
      <Tip label="One to one" shortcut="oneToOne">
        <button
          type="button"
          aria-label="One to one"
          aria-pressed={!zoom.fitted && zoom.percent === '100'}
          disabled={disabled}
          onClick={() => onZoomTo(1)}
          className="inline-flex size-(--control) flex-none items-center justify-center rounded-control text-soft aria-pressed:bg-raised aria-pressed:text-accent aria-pressed:shadow-[inset_0_-2px_0_var(--accent)] enabled:hover:bg-raised disabled:opacity-40"
        >
          1:1
        </button>
      </Tip>
    </>
  );
}
