import { type FrameSummary, type LibraryFilter, qualityFlagText } from '@uraniborg/api';
import { Check, ChevronLeft, ChevronRight, Download, Images, Layers2, List, Undo2, X } from 'lucide-react';
import { type ReactNode, useCallback, useEffect, useEffectEvent, useRef, useState } from 'react';
import { ImageView } from '../image/ImageView.tsx';
import { pickFrame, stepFrame, stepThrough, useShown } from '../image/shownFrame.ts';
import { run } from '../observatory/command.ts';
import { useObservatory } from '../observatory/observatory.ts';
import { useMay } from '../observatory/session.ts';
import { Button } from '../parts/Button.tsx';
import { EmptyState } from '../parts/EmptyState.tsx';
import { frameSubject } from '../parts/frameSubject.ts';
import { IconButton } from '../parts/IconButton.tsx';
import { Needs, OnlyFor } from '../parts/Needs.tsx';
import { numberText } from '../parts/quantities.ts';
import { Segments } from '../parts/Segments.tsx';
import { oneOf, remembered, useRemembered } from '../remembered.ts';
import { notify } from '../shell/notices.ts';
import { useShortcut } from '../shell/shortcuts.ts';
import { useWide } from '../shell/useWide.ts';
import { Blink } from './Blink.tsx';
import { ColumnsGroup } from './ColumnsGroup.tsx';
import { FilterBar } from './FilterBar.tsx';
import { NoFrames } from './FrameList.tsx';
import { LibraryList } from './LibraryList.tsx';
import { LibraryPlot } from './LibraryPlot.tsx';
import { useLibrary } from './useLibrary.ts';
import { useSet } from './useSet.ts';
import { judge, undoVerdict, verdictOf } from './verdicts.ts';

const views = ['table', 'pictures', 'plot'] as const;
const view = remembered<(typeof views)[number]>('library.view', 'table', oneOf(...views));
const viewNames = { table: 'Table', pictures: 'Pictures', plot: 'Plot' };
const none: readonly FrameSummary[] = [];

/** The frames of all nights, judged: beside the one that is looked at, or on a phone alone. */
export function LibraryPlace() {
  const wide = useWide();
  const newest = useObservatory((state) => state.frames) ?? none;
  // The keys are about what was chosen, whether its image has come or not: they are quicker than it.
  const { wanted: shown, opened } = useShown();
  const [wanted, setWanted] = useState<LibraryFilter>({});
  const [blinking, setBlinking] = useState(false);
  /** On a phone: whether the image stands in the place of the list. */
  const [looking, setLooking] = useState(false);
  const shownView = useRemembered(view);
  const library = useLibrary(wanted);
  const overview = library.overview();
  /** Said of a frame a moment ago, which its page does not know yet. */
  const fresh = useCallback(
    (frame: FrameSummary): FrameSummary =>
      newest.find(({ id }) => id === frame.id) ?? { ...frame, verdict: verdictOf(frame.id, frame.verdict) },
    [newest],
  );
  // What has no file is in no library: it is listed while it is in memory and nothing is looked for.
  const loose = Object.keys(wanted).length === 0 ? newest.filter(({ fileName }) => fileName === null) : none;
  const index = shown ? library.indexOf(shown.id) : -1;
  // What a filter leaves out since it was judged is still on the screen, and can be judged otherwise.
  const current = shown && !opened ? fresh(shown) : null;
  const lastIndex = useRef(-1);
  if (index >= 0) lastIndex.current = index;
  const total = library.count();
  const rejected = overview?.nights.reduce((sum, night) => sum + night.rejected, 0) ?? 0;
  const open = (frame: FrameSummary) => {
    pickFrame(frame);
    setLooking(true);
  };
  const goToPlace = (place: number) =>
    void library.fetch(Math.min(Math.max(place, 0), total - 1)).then((frame) => frame && pickFrame(frame));
  const step = useEffectEvent(async (by: 1 | -1) => {
    const at = loose.findIndex(({ id }) => id === shown?.id);
    const next = index + by >= total ? loose[0] : at >= 0 ? loose[at + by] : undefined;
    if (next) pickFrame(next);
    else if (index >= 0) goToPlace(index + by);
    else if (at >= 0) by < 0 && goToPlace(total - 1);
    else {
      const found = shown && (await run('library.find', { ...wanted, frame: shown.id }));
      if (found?.offset != null) goToPlace(found.offset + by);
      // What stood here was judged away: the older ones have come up by one.
      else goToPlace(by > 0 ? lastIndex.current : lastIndex.current - 1);
    }
  });
  useEffect(() => stepThrough((by) => void step(by)), []);
  const undo = async () => {
    const id = await undoVerdict();
    const found = id === null ? null : await run('library.find', { frame: id });
    if (found?.frame) pickFrame(found.frame);
  };
  const blink = () => setBlinking(!blinking && total + loose.length > 1);
  const may = useMay('operator');
  const judged = (act: () => void) => (may ? act() : notify('info', 'Only an operator can judge frames'));
  useShortcut('accept', () => judged(() => void judge(current, 'accepted')));
  useShortcut('reject', () => judged(() => void judge(current, 'rejected')));
  useShortcut('undoVerdict', () => judged(() => void undo()));
  useShortcut('blink', blink);

  const judging = current && (
    <>
      <IconButton
        icon={Check}
        label="Accept"
        shortcut="accept"
        pressed={current.verdict === 'accepted'}
        disabled={!may || current.fileName === null}
        onClick={() => void judge(current, 'accepted')}
      />
      <IconButton
        icon={X}
        label="Reject"
        shortcut="reject"
        pressed={current.verdict === 'rejected'}
        disabled={!may || current.fileName === null}
        onClick={() => void judge(current, 'rejected')}
      />
      <IconButton
        icon={Undo2}
        label="Take the last verdict back"
        shortcut="undoVerdict"
        disabled={!may}
        onClick={() => void undo()}
      />
    </>
  );
  const judgeBar = current && (
    <JudgeBar frame={current} keep={!wide && !looking}>
      {judging}
      <IconButton icon={Layers2} label="Blink" shortcut="blink" disabled={total + loose.length < 2} onClick={blink} />
    </JudgeBar>
  );
  const blinked = blinking && current && (
    <Blink frames={[...library.loaded(), ...loose]} frame={current} onClose={() => setBlinking(false)}>
      {judging}
    </Blink>
  );
  if (!wide && looking)
    return (
      <section className="@container relative flex h-full min-h-0 flex-col bg-panel" aria-label="Frames">
        <header className="flex flex-none items-center px-1">
          <IconButton icon={List} label="Back to the list" onClick={() => setLooking(false)} />
          <span className="flex-1" />
          <IconButton icon={ChevronLeft} label="Older frame" onClick={() => stepFrame(1)} />
          <IconButton icon={ChevronRight} label="Newer frame" onClick={() => stepFrame(-1)} />
        </header>
        <div className="min-h-0 flex-1">
          <ImageView />
        </div>
        {judgeBar}
        {blinked}
      </section>
    );
  return (
    <div className="relative flex h-full min-h-0 gap-1">
      <section className="@container flex min-w-0 flex-1 flex-col bg-panel lg:max-w-2xl" aria-label="Frames">
        <header className="flex flex-none flex-wrap items-center gap-2 px-3 py-1.5">
          <h1 className="flex-1 whitespace-nowrap font-medium text-lg">
            Library{' '}
            <span className="font-normal text-faint text-sm">
              {overview &&
                `${numberText(total)} in ${overview.nights.length} ${overview.nights.length === 1 ? 'night' : 'nights'}`}
              {rejected > 0 && `, ${numberText(rejected)} rejected`}
            </span>
          </h1>
          {shownView === 'table' && <ColumnsGroup />}
          <Segments
            label="View"
            value={shownView}
            options={views.map((value) => ({ value, label: viewNames[value] }))}
            onChange={view.set}
          />
        </header>
        {overview && <FilterBar overview={overview} wanted={wanted} onChange={setWanted} />}
        {library.failure() && (
          <p role="alert" className="px-3 py-2 text-bad">
            {library.failure()}
          </p>
        )}
        <div className="min-h-0 flex-1">
          {overview && total + loose.length === 0 ? (
            overview.everyNight.length > 0 ? (
              <EmptyState icon={Images} title="None of the frames is like that">
                <Button kind="primary" onClick={() => setWanted({})}>
                  Show all
                </Button>
              </EmptyState>
            ) : (
              <NoFrames />
            )
          ) : shownView === 'plot' ? (
            <LibraryPlot filter={wanted} shown={shown?.id} onPick={(frame) => pickFrame(fresh(frame))} />
          ) : (
            <LibraryList
              library={library}
              loose={loose}
              fresh={fresh}
              pictures={shownView === 'pictures'}
              shown={shown?.id}
              onPick={wide ? pickFrame : open}
            />
          )}
        </div>
        {judgeBar}
      </section>
      {wide && (
        <div className="min-w-0 flex-1">
          <ImageView />
        </div>
      )}
      {blinked}
    </div>
  );
}

/**
 * What is done with the frame that is shown, under the thumb, and what it means for the count.
 * @param props.keep where no image stands beside it that offers to keep a preview
 */
function JudgeBar({ frame, keep, children }: { frame: FrameSummary; keep: boolean; children: ReactNode }) {
  const set = useSet(frame);
  const subject = set && frameSubject({ ...set, frameType: set.type });
  // While it runs its title is that of the exposure: "Expose light 3 of 12, 120 s".
  const retaken = useObservatory(
    ({ profiles, activities }) =>
      profiles.profile.options.grading.retakesPercent > 0 &&
      activities.some(
        ({ kind, title, startedAt }) =>
          kind === 'capture' && startedAt <= frame.startedAt && /^Series|\d of \d/.test(title),
      ),
  );
  return (
    <footer className="flex flex-none flex-wrap items-center justify-end gap-x-1 px-2 py-1">
      <span className="min-w-0 flex-1 text-sm @max-md:basis-full">
        <span className="block truncate text-soft">{frame.fileName ?? 'A preview: keep it to judge it'}</span>
        {frame.verdict === 'rejected' && frame.judgedBy === 'grading' && (
          <span className="block truncate">
            Rejected by the grading{' '}
            <span className="text-warn">{frame.quality?.flags.map((flag) => qualityFlagText[flag]).join(', ')}</span>
          </span>
        )}
        <OnlyFor access="operator" what="judge frames" />
        {set ? (
          <span className="block truncate">
            {frame.verdict === 'rejected' ? (
              <span className="text-warn">Does not count{retaken ? ', is taken again' : ''}</span>
            ) : (
              <span className="text-faint">Counts</span>
            )}{' '}
            <span className="text-soft" data-testid="counted">
              {set.frames - set.rejected} of {set.frames}
            </span>
            <span className="text-faint">
              {' '}
              {subject?.name} {subject?.filter} that night
            </span>
          </span>
        ) : (
          // Its place is kept: what stands under the thumb must not move when the answer comes.
          frame.fileName !== null && <span className="block">{'\u00a0'}</span>
        )}
      </span>
      {keep && frame.fileName === null && (
        <Needs access="operator" silent>
          <Button onClick={() => void run('frame.save', { frame: frame.id })}>Keep</Button>
        </Needs>
      )}
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
