import type { FrameSummary } from '@uraniborg/api';
import { utcText } from '@uraniborg/core';
import { TriangleAlert } from 'lucide-react';
import { numberText } from '../parts/quantities.ts';
import { FramePicture } from './FramePicture.tsx';
import { VerdictMark } from './VerdictMark.tsx';

/** A small picture of a frame, with what is most wanted of it. */
export function Thumbnail({ frame, shown, onPick }: { frame: FrameSummary; shown: boolean; onPick: () => void }) {
  return (
    <button
      data-row={frame.id}
      type="button"
      aria-current={shown}
      onClick={onPick}
      className={`size-full overflow-hidden rounded-control bg-raised text-left hover:bg-hover ${
        shown ? 'outline-2 outline-accent' : ''
      }`}
    >
      <FramePicture
        frame={frame}
        size="small"
        className={`aspect-4/3 w-full ${frame.verdict === 'rejected' ? 'opacity-40' : ''}`}
      />
      <span className="flex items-center gap-1.5 px-2 py-1 text-sm">
        <span className="flex-1 text-soft">{utcText(frame.startedAt, 0).slice(11, 19)}</span>
        {(frame.quality?.flags.length ?? 0) > 0 && (
          <TriangleAlert size={14} className="text-warn" role="img" aria-label="remarkable" />
        )}
        <VerdictMark verdict={frame.verdict} />
        {frame.quality?.hfd != null && (
          <span className="whitespace-nowrap">
            <span className="text-faint">HFD</span> {numberText(frame.quality.hfd, 2)}
          </span>
        )}
      </span>
    </button>
  );
}
