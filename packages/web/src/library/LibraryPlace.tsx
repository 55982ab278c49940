import type { FrameSummary } from '@uraniborg/api';
import { Check, Download, Layers2, Undo2, X } from 'lucide-react';
import { type ReactNode, useEffect, useEffectEvent, useState } from 'react';
import { ImageView } from '../image/ImageView.tsx';
import { pickFrame, stepThrough, useShown } from '../image/shownFrame.ts';
import { useObservatory } from '../observatory/observatory.ts';
import { Choice } from '../parts/Choice.tsx';
import { IconButton } from '../parts/IconButton.tsx';
import { Segments } from '../parts/Segments.tsx';
import { oneOf, remembered, useRemembered } from '../remembered.ts';
import { goTo } from '../shell/places.ts';
import { useShortcut } from '../shell/shortcuts.ts';
import { useWide } from '../shell/useWide.ts';
import { Blink } from './Blink.tsx';
import { FilterBar } from './FilterBar.tsx';
import { NoFrames } from './FrameList.tsx';
import { FrameRows } from './FrameRows.tsx';
import { everything, type LibraryFilter, listed } from './libraryFilter.ts';
import { QuantityPlot } from './QuantityPlot.tsx';
import { frameQuantities, type QuantityName, quantityNames } from './quantities.ts';
import { Thumbnails } from './Thumbnails.tsx';
import { judge, undoVerdict } from './verdicts.ts';

const views = ['table', 'pictures', 'plot'] as const;
const view = remembered<(typeof views)[number]>('library.view', 'table', oneOf(...views));
const plotted = remembered<QuantityName>('library.plot', 'hfd', oneOf(...quantityNames));
const viewNames = { table: 'Table', pictures: 'Pictures', plot: 'Plot' };

/** The frames of the session, judged: beside the one that is looked at, or on a phone alone. */
export function LibraryPlace() {
  const wide = useWide();
  const frames = useObservatory((state) => state.frames) ?? [];
  const { frame } = useShown();
  const [wanted, setWanted] = useState<LibraryFilter>(everything);
  const [blinking, setBlinking] = useState(false);
  const shownView = useRemembered(view);
  const quantity = useRemembered(plotted);
  const list = listed(frames, wanted);
  const inList = useEffectEvent(() => list);
  useEffect(() => stepThrough(() => inList()), []);
  const rejected = frames.filter(({ verdict }) => verdict === 'rejected').length;
  const current = frames.find(({ id }) => id === frame?.id) ?? null;
  const pick = pickFrame;
  const open = (picked: FrameSummary) => {
    pick(picked);
    if (!wide) goTo('frame');
  };
  const undo = () => void undoVerdict().then((id) => pickFrame(frames.find((one) => one.id === id) ?? null));
  const blink = () => setBlinking(!blinking && list.length > 1);
  useShortcut('accept', () => void judge(current, 'accepted'));
  useShortcut('reject', () => void judge(current, 'rejected'));
  useShortcut('undoVerdict', undo);
  useShortcut('blink', blink);

  return (
    <div className="relative flex h-full min-h-0 gap-1">
      <section className="@container flex min-w-0 flex-1 flex-col bg-panel lg:max-w-2xl" aria-label="Frames">
        <header className="flex flex-none flex-wrap items-center gap-2 px-3 py-1.5">
          <h1 className="flex-1 whitespace-nowrap font-medium text-lg">
            Library{' '}
            <span className="font-normal text-faint text-sm">
              {list.length === frames.length ? frames.length : `${list.length} of ${frames.length}`}
              {rejected > 0 && `, ${rejected} rejected`}
            </span>
          </h1>
          <Segments
            label="View"
            value={shownView}
            options={views.map((value) => ({ value, label: viewNames[value] }))}
            onChange={view.set}
          />
        </header>
        <FilterBar frames={frames} wanted={wanted} onChange={setWanted} />
        <div className="min-h-0 flex-1">
          {frames.length === 0 ? (
            <NoFrames />
          ) : shownView === 'table' ? (
            <FrameRows frames={list} shown={frame?.id} onPick={open} />
          ) : shownView === 'pictures' ? (
            <Thumbnails frames={list} shown={frame?.id} onPick={wide ? pick : open} />
          ) : (
            <div className="flex h-full flex-col gap-2 pr-2">
              <div className="w-56 flex-none px-3">
                <Choice
                  label="Quantity"
                  value={quantity}
                  options={quantityNames.map((name) => ({ value: name, label: quantityTitle(name) }))}
                  onChange={(name) => plotted.set(name as QuantityName)}
                />
              </div>
              <div className="min-h-0 flex-1">
                <QuantityPlot frames={list} quantity={quantity} shown={frame?.id} onPick={pick} />
              </div>
            </div>
          )}
        </div>
        {current && (
          <JudgeBar frame={current}>
            <IconButton
              icon={Check}
              label="Accept"
              shortcut="accept"
              pressed={current.verdict === 'accepted'}
              disabled={current.fileName === null}
              onClick={() => void judge(current, 'accepted')}
            />
            <IconButton
              icon={X}
              label="Reject"
              shortcut="reject"
              pressed={current.verdict === 'rejected'}
              disabled={current.fileName === null}
              onClick={() => void judge(current, 'rejected')}
            />
            <IconButton icon={Undo2} label="Take the last verdict back" shortcut="undoVerdict" onClick={undo} />
            <IconButton icon={Layers2} label="Blink" shortcut="blink" disabled={list.length < 2} onClick={blink} />
          </JudgeBar>
        )}
      </section>
      {wide && (
        <div className="min-w-0 flex-1">
          <ImageView />
        </div>
      )}
      {blinking && current && <Blink frames={list} frame={current} onClose={() => setBlinking(false)} />}
    </div>
  );
}

function quantityTitle(name: QuantityName): string {
  const { name: title, unit } = frameQuantities[name];
  return unit === '' ? title : `${title}, ${unit}`;
}

/** What is done with the frame that is shown, under the thumb. */
function JudgeBar({ frame, children }: { frame: FrameSummary; children: ReactNode }) {
  return (
    <footer className="flex flex-none items-center gap-1 px-2 py-1">
      <span className="min-w-0 flex-1 truncate text-soft text-sm">
        {frame.fileName ?? 'A preview: keep it to judge it'}
      </span>
      {children}
      {frame.fileName !== null && (
        <a
          href={`/api/v1/frames/${encodeURIComponent(frame.id)}/file`}
          download={frame.fileName}
          aria-label="FITS file"
          className="inline-flex size-(--control) items-center justify-center rounded-control text-soft hover:bg-raised hover:text-ink"
        >
          <Download size={18} strokeWidth={1.75} aria-hidden="true" />
        </a>
      )}
    </footer>
  );
}
