import type { FrameSummary, OpenedFile } from '@uraniborg/api';
import { utcText } from '@uraniborg/core';
import { FileImage } from 'lucide-react';
import { Button } from '../parts/Button.tsx';
import { Slider } from '../parts/Slider.tsx';
import { CalibratedNote } from './CalibratedNote.tsx';
import { Caption } from './Caption.tsx';
import { pickFile, pickFrame } from './shownFrame.ts';

/** Says, for as long as it is shown, that this is a file and not what the camera sees. */
export function FileCaption({ opened, shown }: { opened: OpenedFile; shown: FrameSummary }) {
  const { frame, format, frameCount, names, dated } = opened;
  const index = Number(/\.(\d+)$/.exec(shown.id)?.[1] ?? 0);
  return (
    <div className="pointer-events-none absolute inset-x-2 top-2 flex flex-wrap items-start gap-2">
      <Caption beside={<Button onClick={() => pickFrame(null)}>Newest</Button>}>
        <div className="flex min-w-0 flex-wrap items-center gap-x-3 rounded-control bg-panel/90 px-2.5 py-1 shadow-[inset_3px_0_0_var(--warn)]">
          <FileImage size={16} className="flex-none text-warn" aria-hidden="true" />
          <span className="text-warn">A file, not tonight's</span>
          <span className="min-w-0 break-all font-medium">{frame.fileName}</span>
          {frame.object !== '' && <span>{frame.object}</span>}
          <span className="text-soft">{names?.[index] ?? `${frame.width} × ${frame.height}`}</span>
          <span className="text-soft">{dated ? utcText(frame.startedAt, 0).slice(0, 19) : format.toUpperCase()}</span>
        </div>
      </Caption>
      <CalibratedNote />
      {frameCount > 1 && (
        <div className="pointer-events-auto flex w-full max-w-md items-center gap-3 rounded-control bg-panel/90 px-3">
          <span className="whitespace-nowrap">
            {index + 1} <span className="text-faint">of {frameCount}</span>
          </span>
          <Slider
            label={names ? 'Image of the file' : 'Frame of the recording'}
            value={index + 1}
            min={1}
            max={frameCount}
            step={1}
            onChange={(value) => pickFile(opened, value - 1)}
          />
        </div>
      )}
    </div>
  );
}
