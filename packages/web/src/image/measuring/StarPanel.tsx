import type { StarProfile } from '@uraniborg/api';
import { formatDeclination, formatRightAscension } from '@uraniborg/core';
import { useMemo, useState } from 'react';
import { numberText } from '../../parts/quantities.ts';
import { Segments } from '../../parts/Segments.tsx';
import { useAnswer } from '../useAnswer.ts';
import { Cutout } from './Cutout.tsx';
import { Numbers, PanelNote } from './Numbers.tsx';
import { SmallPlot } from './SmallPlot.tsx';
import { type Place, useTools } from './tools.ts';

type View = 'profile' | 'picture' | 'trend';

/** One star: how its light is spread, its pixels, and how it fared from frame to frame. */
export function StarPanel({ frame }: { frame: string }) {
  const { star: place } = useTools();
  const [view, setView] = useState<View>('profile');
  const { value, failure, busy } = useAnswer('frame.star', place && { frame, ...place });
  const star = value?.star ?? null;
  if (!place)
    return (
      <PanelNote failure={null} busy={false}>
        Tap a star in the image.
      </PanelNote>
    );
  if (!star)
    return (
      <PanelNote failure={failure} busy={busy}>
        There is no star within 30 pixels of that place. Tap another.
      </PanelNote>
    );
  const px = (value: number | null, digits = 2) => (value === null ? null : numberText(value, digits));
  return (
    <div className="flex flex-col gap-2">
      <Segments<View>
        label="View of the star"
        wide
        value={view}
        options={[
          { value: 'profile', label: 'Profile' },
          { value: 'picture', label: 'Pixels' },
          { value: 'trend', label: 'Trend' },
        ]}
        onChange={setView}
      />
      {view === 'profile' && <Profile star={star} />}
      {view === 'picture' && <Pixels star={star} />}
      {view === 'trend' && <Trend frame={frame} place={star} />}
      <Numbers
        rows={[
          ['HFD', px(star.hfd), 'px'],
          ['FWHM', px(star.fwhm), 'px'],
          star.fwhmArcsec === null ? null : ['FWHM', px(star.fwhmArcsec), '″'],
          ['Peak', numberText(star.peak), 'ADU'],
          ['Background', `${numberText(star.background, 1)} ± ${numberText(star.noise, 1)}`, 'ADU'],
          ['Flux', numberText(star.flux), 'ADU'],
          ['Signal to noise', numberText(star.snr, 1)],
          ['Eccentricity', numberText(star.eccentricity, 2)],
          ['Full pixels', star.saturatedPixels === 0 ? 'none' : numberText(star.saturatedPixels)],
          ['Centre', `${numberText(star.x, 2)}, ${numberText(star.y, 2)}`, 'px'],
          star.ra === null
            ? null
            : ['Right ascension', formatRightAscension(star.ra, { separators: 'hms', digits: 2 })],
          star.dec === null ? null : ['Declination', formatDeclination(star.dec, { separators: '°′″', digits: 1 })],
        ]}
      />
    </div>
  );
}

/** Half of the light of the peak (a round star has a round line there), and where the foot of the profile begins and ends. */
const LEVELS = [0.5, 0.09, 0.03];

function Pixels({ star }: { star: StarProfile }) {
  const { background, peak, noise, cutout } = star;
  const levels = useMemo(() => LEVELS.map((part) => background + part * (peak - background)), [background, peak]);
  return (
    <>
      <Cutout {...cutout} low={background - 2 * noise} high={peak} levels={levels} />
      <p className="text-faint text-sm">Lines at 50 %, 9 % and 3 % of the peak</p>
    </>
  );
}

function Profile({ star }: { star: StarProfile }) {
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
  return <SmallPlot label="Light against distance from the centre" x={x} series={series} unit=" px" />;
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

function Trend({ frame, place }: { frame: string; place: Place }) {
  const { value, failure, busy } = useAnswer('frame.trend', { frame, x: place.x, y: place.y, count: 40 });
  const data = useMemo(() => {
    const points = value?.points ?? [];
    return {
      x: points.map((_, at) => at - points.length + 1),
      series: [{ values: points.map(({ hfd }) => hfd), how: 'line' as const }],
      peaks: [{ values: points.map(({ peak }) => peak), how: 'line' as const }],
    };
  }, [value]);
  if (!value || value.points.length < 2)
    return (
      <PanelNote failure={failure} busy={busy}>
        The trend comes with the second frame that has this star.
      </PanelNote>
    );
  return (
    <>
      <SmallPlot label="HFD from frame to frame" x={data.x} series={data.series} />
      <p className="text-faint text-sm">
        HFD in pixels over the last {value.points.length} frames: the best focus is lowest
      </p>
      <SmallPlot label="Peak from frame to frame" x={data.x} series={data.peaks} />
      <p className="text-faint text-sm">Its brightest pixel, ADU: the best focus is highest</p>
    </>
  );
}
