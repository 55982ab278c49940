import type { FrameSummary } from '@uraniborg/api';
import { utcText } from '@uraniborg/core';
import { TriangleAlert } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { numberText } from '../parts/quantities.ts';
import { FramePicture } from './FramePicture.tsx';
import { VerdictMark } from './VerdictMark.tsx';

interface Props {
  frames: readonly FrameSummary[];
  shown: string | undefined;
  onPick: (frame: FrameSummary) => void;
}

/** Small pictures, newest first. */
export function Thumbnails({ frames, shown, onPick }: Props) {
  const current = useRef<HTMLButtonElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another frame is shown, by key perhaps: it comes into view
  useEffect(() => {
    current.current?.scrollIntoView({ block: 'nearest' });
  }, [shown]);
  return (
    <ul className="grid h-full grid-cols-[repeat(auto-fill,minmax(10rem,1fr))] content-start gap-2 overflow-y-auto px-3 pt-1 pb-3">
      {frames.map((frame) => (
        <li key={frame.id}>
          <button
            type="button"
            ref={frame.id === shown ? current : undefined}
            aria-current={frame.id === shown}
            onClick={() => onPick(frame)}
            className={`w-full overflow-hidden rounded-control bg-raised text-left hover:bg-hover ${
              frame.id === shown ? 'outline-2 outline-accent' : ''
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
        </li>
      ))}
    </ul>
  );
}
