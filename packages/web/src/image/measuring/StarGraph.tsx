import type { StarProfile } from '@uraniborg/api';
import { useMemo } from 'react';
import { Button } from '../../parts/Button.tsx';
import { decimalsFor, numberText } from '../../parts/quantities.ts';
import { useShown } from '../shownFrame.ts';
import { useAnswer } from '../useAnswer.ts';
import { Cutout } from './Cutout.tsx';
import type { Graph } from './floating.ts';
import { PanelNote } from './Numbers.tsx';
import { SmallPlot } from './SmallPlot.tsx';
import { changeTools, type Place, useTools } from './tools.ts';

/** What is asked of the star that was tapped. */
export const useStar = (frame: string) => {
  const { star: place } = useTools();
  const answer = useAnswer('frame.star', place && { frame, ...place });
  return { ...answer, place, star: place ? (answer.value?.star ?? null) : null };
};

/** What stands in place of a star: nobody has tapped one, or there is none. */
export function NoStar({ place, failure, busy }: { place: Place | null; failure: string | null; busy: boolean }) {
  return (
    <PanelNote failure={failure} busy={busy}>
      {place ? 'There is no star within 30 pixels of that place. Tap another.' : 'Tap a star in the image.'}
    </PanelNote>
  );
}

/** One graph of the star that was tapped, as large as there is room if `tall`. */
export function StarGraph({ frame, view, tall = false }: { frame: string; view: Graph; tall?: boolean }) {
  const { star, ...rest } = useStar(frame);
  if (!star) return <NoStar {...rest} />;
  return (
    <>
      {tall && (
        <p className="flex-none pb-1">
          <span className="text-faint">HFD</span> <span className="text-lg">{numberText(star.hfd, 2)}</span>
          <span className="text-faint"> px, FWHM</span> {numberText(star.fwhm, 2)}
          <span className="text-faint"> px, peak</span> {numberText(star.peak, decimalsFor(star.noise))}
        </p>
      )}
      {view === 'profile' && <Profile star={star} tall={tall} />}
      {view === 'pixels' && <Pixels star={star} tall={tall} />}
      {view === 'trend' && <Trend frame={frame} place={star} tall={tall} />}
    </>
  );
}

/** Half of the light of the peak (a round star has a round line there), and where the foot of the profile begins and ends. */
const LEVELS = [0.5, 0.09, 0.03];

function Pixels({ star, tall }: { star: StarProfile; tall: boolean }) {
  const { background, peak, noise, cutout } = star;
  const levels = useMemo(() => LEVELS.map((part) => background + part * (peak - background)), [background, peak]);
  return (
    <>
      <Cutout {...cutout} low={background - 2 * noise} high={peak} levels={levels} tall={tall} />
      <p className="flex-none text-faint text-sm">Lines at 50 %, 9 % and 3 % of the peak</p>
    </>
  );
}

function Profile({ star, tall }: { star: StarProfile; tall: boolean }) {
  const { x, series } = useMemo(() => {
    // One axis for both: the pixels where they are, the curve between them.
    const all = [
      ...star.points.map(([r, value]) => ({ r, pixel: value as number | null, curve: null as number | null })),
      ...star.curve.map(([r, value]) => ({ r, pixel: null as number | null, curve: value as number | null })),
    ].sort((a, b) => a.r - b.r);
    return {
      x: all.map(({ r }) => r),
      series: [
        { values: all.map(({ pixel }) => pixel), how: 'points' as const },
        { values: bridged(all.map(({ curve }) => curve)), how: 'line' as const },
      ],
    };
  }, [star]);
  return <SmallPlot label="Light against distance from the centre" x={x} series={series} unit=" px" tall={tall} />;
}

/** Gaps between the points of a curve would break its line. */
function bridged(values: readonly (number | null)[]): (number | null)[] {
  let last: number | null = null;
  const end = values.findLastIndex((value) => value !== null);
  return values.map((value, at) => {
    last = value ?? last;
    return at > end ? null : last;
  });
}

function Trend({ frame, place, tall }: { frame: string; place: Place; tall: boolean }) {
  const { trendSince } = useTools();
  const isOurs = useShown().opened === null;
  const { value, failure, busy } = useAnswer(
    'frame.trend',
    isOurs ? { frame, x: place.x, y: place.y, count: 40 } : null,
  );
  const points = useMemo(
    () => (value?.points ?? []).filter(({ startedAt }) => startedAt >= trendSince),
    [value, trendSince],
  );
  const data = useMemo(
    () => ({
      x: points.map((_, at) => at - points.length + 1),
      series: [{ values: points.map(({ hfd }) => hfd), how: 'line' as const }],
      peaks: [{ values: points.map(({ peak }) => peak), how: 'line' as const }],
    }),
    [points],
  );
  const last = points.at(-1);
  if (!last || points.length < 2)
    return (
      <PanelNote failure={failure} busy={busy}>
        {isOurs ? 'The trend comes with the next frame that has this star.' : 'A file has no frames before it.'}
      </PanelNote>
    );
  return (
    <>
      <SmallPlot label="HFD from frame to frame" x={data.x} series={data.series} tall={tall} />
      <p className="flex-none text-faint text-sm">HFD in pixels, {points.length} frames: the best focus is lowest</p>
      <SmallPlot label="Peak from frame to frame" x={data.x} series={data.peaks} tall={tall} />
      <p className="flex-none text-faint text-sm">Brightest pixel, ADU: the best focus is highest</p>
      <Button kind="quiet" className="flex-none" onClick={() => changeTools({ trendSince: last.startedAt })}>
        Begin the trend anew
      </Button>
    </>
  );
}
