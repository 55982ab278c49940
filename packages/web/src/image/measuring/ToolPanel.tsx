import { PictureInPicture2, X } from 'lucide-react';
import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { IconButton } from '../../parts/IconButton.tsx';
import { useWide } from '../../shell/useWide.ts';
import { CollimationPanel } from './CollimationPanel.tsx';
import { float } from './floating.ts';
import { HeaderPanel } from './HeaderPanel.tsx';
import { InspectPanel } from './InspectPanel.tsx';
import { PhotometryPanel } from './PhotometryPanel.tsx';
import { SpectrumPanel } from './SpectrumPanel.tsx';
import { StarPanel } from './StarPanel.tsx';
import { StatisticsPanel } from './StatisticsPanel.tsx';
import { changeTools, type Tool, useTools } from './tools.ts';

export const toolNames: Record<Tool, string> = {
  statistics: 'Statistics',
  star: 'Star profile',
  photometry: 'Photometry',
  inspect: 'Inspection',
  collimation: 'Collimation',
  spectrum: 'Spectrum',
  header: 'Header',
};

export const panels: Record<Tool, (props: { frame: string }) => ReactNode> = {
  statistics: StatisticsPanel,
  star: StarPanel,
  photometry: PhotometryPanel,
  inspect: InspectPanel,
  collimation: CollimationPanel,
  spectrum: SpectrumPanel,
  header: HeaderPanel,
};

/** So much of a phone's screen a tool leaves to the image at most. */
const IMAGE_SHARE = 0.48;

/** What is measured in the image: beside it, or on a phone under it and what changes its look, in the place of the controls. */
export function ToolPanel({ frame }: { frame: string }) {
  const { open } = useTools();
  const wide = useWide();
  const place = useRef<HTMLSpanElement>(null);
  const [top, setTop] = useState<number | null>(null);
  const isBelow = open !== null && !wide;
  useLayoutEffect(() => {
    const image = place.current?.closest('section');
    if (!isBelow || !image) return;
    const measure = () => setTop(Math.round(Math.min(image.getBoundingClientRect().bottom, IMAGE_SHARE * innerHeight)));
    const resized = new ResizeObserver(measure);
    resized.observe(image);
    resized.observe(document.documentElement);
    measure();
    return () => resized.disconnect();
  }, [isBelow]);
  if (!open) return null;
  const Panel = panels[open];
  const panel = (
    <section
      aria-label={toolNames[open]}
      data-closes
      onKeyDown={(event) => {
        if (event.key === 'Escape') changeTools({ open: null, drawing: null });
      }}
      style={isBelow ? { top: top ?? `${100 * IMAGE_SHARE}%` } : undefined}
      className={`flex flex-col bg-panel ${
        wide
          ? 'z-30 w-76 flex-none border-l @max-xl:h-[52%] @max-xl:w-full @max-xl:border-t @max-xl:border-l-0'
          : 'fixed inset-x-0 bottom-0 z-20 border-t'
      }`}
    >
      <header className="flex flex-none items-center gap-2 py-1 pr-1 pl-3">
        <h2 className="flex-1 font-medium">{toolNames[open]}</h2>
        <IconButton icon={PictureInPicture2} label="In a window of its own" onClick={() => float(open)} />
        <IconButton icon={X} label="Close" onClick={() => changeTools({ open: null, drawing: null })} />
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto px-3 pb-3">
        <Panel frame={frame} />
      </div>
    </section>
  );
  // Not inside of the image: to some browsers what is fixed there is fixed to the image and not to the screen.
  return isBelow ? (
    <>
      <span ref={place} hidden />
      {createPortal(panel, document.body)}
    </>
  ) : (
    panel
  );
}
