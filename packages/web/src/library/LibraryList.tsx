import type { FrameSummary } from '@uraniborg/api';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { numberText } from '../parts/quantities.ts';
import { useRemembered } from '../remembered.ts';
import { columns as columnsWanted, rowWidth } from './columns.ts';
import { FrameRow, FrameRowsHead } from './FrameRows.tsx';
import type { LibraryPages } from './libraryPages.ts';
import { libraryRows } from './libraryRows.ts';
import { Thumbnail } from './Thumbnail.tsx';
import { VirtualRows } from './VirtualRows.tsx';

interface Props {
  library: LibraryPages;
  /** What has no file. */
  loose: readonly FrameSummary[];
  /** A frame as it is now. */
  fresh: (frame: FrameSummary) => FrameSummary;
  pictures: boolean;
  shown: string | undefined;
  onPick: (frame: FrameSummary) => void;
}

/** CSS pixels; a row of the table is as high as two lines. */
const TABLE_ROW = 48;
const HEAD = 34;
const PICTURE_WIDTH = 165;
const GAP = 8;
const UNDER_PICTURE = 28;

/** All nights, as a table or as pictures. */
export function LibraryList({ library, loose, fresh, pictures, shown, onPick }: Props) {
  const chosen = useRemembered(columnsWanted);
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const resized = new ResizeObserver(() => setWidth(element.clientWidth));
    resized.observe(element);
    return () => resized.disconnect();
  }, []);
  const columns = pictures ? Math.max(2, Math.floor((width - GAP) / (PICTURE_WIDTH + GAP))) : 1;
  const picture = (width - 24 - GAP * (columns - 1)) / columns;
  const height = pictures ? Math.round(picture * 0.75 + UNDER_PICTURE + GAP) : TABLE_ROW;
  const nights = library.overview()?.nights;
  const list = useMemo(
    () => libraryRows(nights ?? [], loose.length, { columns, head: HEAD, height }),
    [nights, loose.length, columns, height],
  );
  const index = shown === undefined ? -1 : library.indexOf(shown);
  const place = index >= 0 ? index : loose.findIndex(({ id }) => id === shown);
  const current = list.rows.findIndex(
    (row) => row.kind === 'frames' && row.loose === index < 0 && place >= row.from && place < row.from + row.count,
  );
  const onRange = useCallback(
    (from: number, to: number) => {
      const seen = list.rows.slice(from, to).filter((row) => row.kind === 'frames' && !row.loose);
      const [first, last] = [seen[0], seen.at(-1)];
      if (first?.kind === 'frames' && last?.kind === 'frames') library.want(first.from, last.from + last.count);
    },
    [list, library],
  );
  const frameAt = (at: number, isLoose: boolean) => {
    const frame = isLoose ? loose[at] : library.at(at);
    return frame && fresh(frame);
  };
  const render = (at: number) => {
    const row = list.rows[at];
    if (!row) return null;
    if (row.kind === 'night')
      return (
        <Head
          title={row.night.night}
          count={`${numberText(row.night.frames)}${row.night.rejected > 0 ? `, ${row.night.rejected} rejected` : ''}`}
        />
      );
    if (row.kind === 'loose') return <Head title="In memory, in no file" count={String(row.count)} />;
    const frames = Array.from({ length: row.count }, (_, i) => frameAt(row.from + i, row.loose));
    if (!pictures) {
      const [frame] = frames;
      return frame ? (
        <FrameRow frame={frame} columns={chosen} shown={frame.id === shown} onPick={() => onPick(frame)} />
      ) : (
        <p className="px-3 py-3 text-faint">…</p>
      );
    }
    return (
      <div className="flex h-full px-3 pb-2" style={{ gap: GAP }}>
        {frames.map((frame, i) => (
          <div key={frame?.id ?? `${row.from + i}`} className="h-full flex-none" style={{ width: picture }}>
            {frame ? (
              <Thumbnail frame={frame} shown={frame.id === shown} onPick={() => onPick(frame)} />
            ) : (
              <div className="size-full rounded-control bg-raised" />
            )}
          </div>
        ))}
      </div>
    );
  };
  return (
    <div ref={box} className="h-full min-h-0 overflow-x-auto overflow-y-hidden">
      <div className="flex h-full min-h-0 flex-col" style={pictures ? {} : { minWidth: rowWidth(chosen) }}>
        {!pictures && <FrameRowsHead columns={chosen} />}
        {width > 0 && <VirtualRows label="All frames" {...list} current={current} onRange={onRange} render={render} />}
      </div>
    </div>
  );
}

function Head({ title, count }: { title: string; count: string }) {
  return (
    <h2 className="flex h-full items-center gap-2 bg-panel px-3 font-medium text-soft">
      {title} <span className="font-normal text-faint text-sm">{count}</span>
    </h2>
  );
}
