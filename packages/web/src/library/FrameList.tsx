import type { FrameSummary } from '@uraniborg/api';
import { Images } from 'lucide-react';
import { useState } from 'react';
import { pickFrame, useShown } from '../image/shownFrame.ts';
import { useObservatory } from '../observatory/observatory.ts';
import { EmptyState } from '../parts/EmptyState.tsx';
import { frameTypeName, frameTypes } from '../parts/names.ts';
import { Segments } from '../parts/Segments.tsx';
import { FrameRows } from './FrameRows.tsx';

type Filter = 'all' | FrameSummary['frameType'];

/** The frames that were taken, newest first, beside the image; a click shows one. */
export function FrameList() {
  const frames = useObservatory((state) => state.frames);
  const { frame: shown } = useShown();
  const [only, setOnly] = useState<Filter>('all');
  if (!frames) return null;
  if (frames.length === 0) return <NoFrames />;
  const types = frameTypes.filter((type) => frames.some(({ frameType }) => frameType === type));
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
      <FrameRows
        frames={frames.filter(({ frameType }) => only === 'all' || frameType === only)}
        columns={['hfd', 'stars']}
        shown={shown?.id}
        onPick={pickFrame}
      />
    </section>
  );
}

export function NoFrames() {
  return (
    <EmptyState icon={Images} title="No frames yet">
      What is taken is listed here.
    </EmptyState>
  );
}
