import { PictureInPicture2, X } from 'lucide-react';
import type { ReactNode } from 'react';
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

/** What is measured in the image: beside it, or on a phone under it, above the controls. */
export function ToolPanel({ frame }: { frame: string }) {
  const { open } = useTools();
  const wide = useWide();
  if (!open) return null;
  const Panel = panels[open];
  return (
    <section
      aria-label={toolNames[open]}
      data-closes
      onKeyDown={(event) => {
        if (event.key === 'Escape') changeTools({ open: null, drawing: null });
      }}
      className={`z-30 flex flex-col bg-panel ${
        wide
          ? 'w-76 flex-none border-l @max-xl:h-[52%] @max-xl:w-full @max-xl:border-t @max-xl:border-l-0'
          : 'fixed inset-x-0 bottom-0 h-[58dvh] border-t'
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
}
