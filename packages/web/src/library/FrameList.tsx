import type { FrameSummary } from '@uraniborg/api';
import { utcText } from '@uraniborg/core';
import { Images } from 'lucide-react';
import { useState } from 'react';
import { pickFrame, useShown } from '../image/shownFrame.ts';
import { useObservatory } from '../observatory/observatory.ts';
import { EmptyState } from '../parts/EmptyState.tsx';
import { frameTypeName, frameTypes } from '../parts/names.ts';
import { numberText, secondsText } from '../parts/quantities.ts';
import { Segments } from '../parts/Segments.tsx';

type Filter = 'all' | FrameSummary['frameType'];

/** The frames that were taken, newest first; a click shows one. */
export function FrameList({ onPick }: { onPick?: () => void }) {
  const frames = useObservatory((state) => state.frames);
  const { frame: shown } = useShown();
  const [only, setOnly] = useState<Filter>('all');
  if (!frames) return null;
  if (frames.length === 0) {
    return (
      <EmptyState icon={Images} title="No frames yet">
        What is taken is listed here.
      </EmptyState>
    );
  }
  const types = frameTypes.filter((type) => frames.some(({ frameType }) => frameType === type));
  const listed = frames.filter(({ frameType }) => only === 'all' || frameType === only);
  return (
    <section className="@container flex h-full min-h-0 flex-col" aria-label="Frames">
      {types.length > 1 && (
        <div className="flex-none overflow-x-auto p-2">
          <Segments<Filter>
            label="Show"
            value={only}
            options={[
              { value: 'all', label: 'All' },
              ...types.map((type) => ({ value: type, label: frameTypeName[type] })),
            ]}
            onChange={setOnly}
          />
        </div>
      )}
      <ul className="min-h-0 flex-1 overflow-y-auto">
        {listed.map((frame) => (
          <FrameRow
            key={frame.id}
            frame={frame}
            shown={frame.id === shown?.id}
            onPick={() => {
              pickFrame(frame.id === frames[0]?.id ? null : frame.id);
              onPick?.();
            }}
          />
        ))}
      </ul>
    </section>
  );
}

function FrameRow({ frame, shown, onPick }: { frame: FrameSummary; shown: boolean; onPick: () => void }) {
  const { fileName, saveError, startedAt, frameType, object, filter, seconds, bin, temperature, statistics } = frame;
  return (
    <li>
      <button
        type="button"
        aria-current={shown}
        onClick={onPick}
        className={`flex min-h-(--control) w-full items-center gap-3 px-3 py-1.5 text-left hover:bg-raised ${
          shown ? 'bg-raised shadow-[inset_2px_0_0_var(--accent)]' : ''
        }`}
      >
        <span className="flex-none text-soft">{utcText(startedAt, 0).slice(11, 19)}</span>
        <span className="min-w-0 flex-1 truncate">
          {fileName ??
            (saveError ? (
              <span className="text-bad">not on disk</span>
            ) : (
              <span className="text-faint">preview, not kept</span>
            ))}
        </span>
        <span className="hidden flex-none gap-4 @xl:flex">
          <span className="w-24 truncate">
            {object || <span className="text-faint">{frameTypeName[frameType]}</span>}
          </span>
          <span className="w-10 truncate text-soft">{filter ?? ''}</span>
          <span className="w-14 text-right">{secondsText(seconds)}</span>
        </span>
        <span className="hidden flex-none gap-4 @4xl:flex">
          <span className="w-10 text-right text-soft">{`${bin}×${bin}`}</span>
          <span className="w-16 text-right text-soft">
            {temperature === null ? '' : `${numberText(temperature, 1)} °C`}
          </span>
          <span className="w-16 text-right">{numberText(statistics.median)}</span>
        </span>
      </button>
    </li>
  );
}
