import { qualityFlagText } from '@uraniborg/api';
import { utcText } from '@uraniborg/core';
import { VerdictMark } from '../library/VerdictMark.tsx';
import { run } from '../observatory/command.ts';
import { useObservatory } from '../observatory/observatory.ts';
import { useMay } from '../observatory/session.ts';
import { Button } from '../parts/Button.tsx';
import { frameSubject } from '../parts/frameSubject.ts';
import { frameTypeName } from '../parts/names.ts';
import { Quantity } from '../parts/Quantity.tsx';
import { numberText, secondsText } from '../parts/quantities.ts';
import { CalibratedNote } from './CalibratedNote.tsx';
import { Caption } from './Caption.tsx';
import { FileCaption } from './FileCaption.tsx';
import { guidingText } from './guidingText.ts';
import { pickFrame, useShown } from './shownFrame.ts';

/** What the frame on the screen is, over its upper edge. */
export function FrameCaption() {
  const { frame, picked, opened } = useShown();
  const may = useMay('operator');
  const stack = useObservatory(({ liveStack }) => liveStack.frame?.id);
  if (!frame) return null;
  if (opened && picked) return <FileCaption opened={opened} shown={frame} />;
  const { quality } = frame;
  const type = frame.id === stack ? 'Stack' : frameTypeName[frame.frameType];
  const isLight = frame.frameType === 'light';
  const { filter } = frameSubject(frame);
  return (
    <div className="pointer-events-none absolute inset-x-2 top-2 flex flex-wrap items-start gap-2">
      <Caption
        beside={
          <>
            {frame.fileName === null && (
              <Button disabled={!may} onClick={() => run('frame.save', { frame: frame.id })}>
                {frame.saveError === null ? 'Keep' : 'Save again'}
                {!may && <span className="font-normal text-sm">operators only</span>}
              </Button>
            )}
            {picked && <Button onClick={() => pickFrame(null)}>Newest</Button>}
          </>
        }
      >
        <div className="flex min-w-0 flex-wrap items-center gap-x-3 rounded-control bg-panel/85 px-2.5 py-1">
          <span className="font-medium">{isLight && frame.object !== '' ? frame.object : type}</span>
          {isLight && frame.object !== '' && <span className="text-soft">{type}</span>}
          {filter !== null && <span>{filter}</span>}
          <Quantity text={secondsText(frame.seconds)} />
          <Quantity text={utcText(frame.startedAt, 0).slice(11, 19)} unit="UTC" />
          {quality?.hfd != null && <Quantity text={`HFD ${numberText(quality.hfd, 2)}`} unit="px" />}
          {quality?.fwhmArcsec != null && <Quantity text={`FWHM ${numberText(quality.fwhmArcsec, 1)}`} unit="″" />}
          {quality?.stars != null && <Quantity text={numberText(quality.stars)} unit="stars" />}
          {quality?.guiding?.pixels && <Quantity {...guidingText(quality.guiding)} />}
          {quality?.flags.map((flag) => (
            <span key={flag} className="text-warn">
              {qualityFlagText[flag]}
            </span>
          ))}
          <VerdictMark verdict={frame.verdict} />
          <span className="hidden @2xl:contents">
            <span className="text-faint">
              median <span className="text-ink">{numberText(frame.statistics.median)}</span>
            </span>
            <span className="text-faint">
              max <span className="text-ink">{numberText(frame.statistics.max)}</span>
            </span>
          </span>
        </div>
      </Caption>
      <CalibratedNote />
      {frame.saveError !== null && (
        <p role="alert" className="w-full text-bad">
          <span className="rounded-control bg-panel/90 px-2.5 py-1">{frame.saveError}</span>
        </p>
      )}
    </div>
  );
}
