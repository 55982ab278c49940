import { Download } from 'lucide-react';
import { ImageView } from '../image/ImageView.tsx';
import { useShown } from '../image/shownFrame.ts';
import { useObservatory } from '../observatory/observatory.ts';
import { goTo } from '../shell/places.ts';
import { useWide } from '../shell/useWide.ts';
import { FrameList } from './FrameList.tsx';

/** The frames of the session beside the one that is looked at; on a phone the list, and a tap opens the image. */
export function LibraryPlace() {
  const wide = useWide();
  const count = useObservatory((state) => state.frames.length) ?? 0;
  const { frame } = useShown();
  return (
    <div className="flex h-full min-h-0 gap-1">
      <div className="flex min-w-0 flex-1 flex-col bg-panel lg:max-w-2xl">
        <header className="flex min-h-12 flex-none items-center gap-2 px-3">
          <h1 className="flex-1 font-medium text-lg">
            Library{' '}
            <span className="font-normal text-faint text-sm">{count === 1 ? '1 frame' : `${count} frames`}</span>
          </h1>
          {frame?.fileName && (
            <a
              href={`/api/v1/frames/${encodeURIComponent(frame.id)}/file`}
              download={frame.fileName}
              className="inline-flex h-(--control) items-center gap-2 rounded-control bg-raised px-3 hover:bg-hover"
            >
              <Download size={16} aria-hidden="true" /> FITS file
            </a>
          )}
        </header>
        <div className="min-h-0 flex-1">
          <FrameList onPick={wide ? undefined : () => goTo('frame')} />
        </div>
      </div>
      {wide && (
        <div className="min-w-0 flex-1">
          <ImageView />
        </div>
      )}
    </div>
  );
}
