import { formatDeclination, formatRightAscension } from '@uraniborg/core';
import { PictureInPicture2 } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from '../../parts/IconButton.tsx';
import { decimalsFor, numberText } from '../../parts/quantities.ts';
import { Segments } from '../../parts/Segments.tsx';
import { useShown } from '../shownFrame.ts';
import { useAnswer } from '../useAnswer.ts';
import { float, type Graph } from './floating.ts';
import { Numbers } from './Numbers.tsx';
import { NoStar, StarGraph, useStar } from './StarGraph.tsx';

/** So many frames before this one have their HFD told as a number. */
const BEFORE = 3;

/** One star: how its light is spread, its pixels, and how it fared from frame to frame. */
export function StarPanel({ frame }: { frame: string }) {
  const [view, setView] = useState<Graph>('profile');
  const { star, ...rest } = useStar(frame);
  // A file that was opened has none before it.
  const isOurs = useShown().opened === null;
  const trend = useAnswer('frame.trend', star && isOurs ? { frame, x: star.x, y: star.y, count: BEFORE + 1 } : null);
  if (!star) return <NoStar {...rest} />;
  const px = (value: number | null, digits = 2) => (value === null ? null : numberText(value, digits));
  // Of an image whose values go from 0 to 1 a star would be nothing but noughts.
  const digits = decimalsFor(star.noise);
  const before = (trend.value?.points ?? []).slice(0, -1).reverse();
  return (
    <div className="flex flex-col gap-2">
      <div className="flex gap-1">
        <Segments<Graph>
          label="View of the star"
          wide
          value={view}
          options={[
            { value: 'profile', label: 'Profile' },
            { value: 'pixels', label: 'Pixels' },
            { value: 'trend', label: 'Trend' },
          ]}
          onChange={setView}
        />
        <IconButton icon={PictureInPicture2} label="This graph in a window of its own" onClick={() => float(view)} />
      </div>
      <StarGraph frame={frame} view={view} />
      <Numbers
        rows={[
          [
            'HFD',
            <span key="hfd" className="text-xl">
              {px(star.hfd)}
            </span>,
            'px',
          ],
          before.length === 0 ? null : ['before', before.map(({ hfd }) => px(hfd)).join('  '), 'px'],
          star.hfdArcsec === null ? null : ['HFD', px(star.hfdArcsec), '″'],
          ['FWHM', px(star.fwhm), 'px'],
          star.fwhmArcsec === null ? null : ['FWHM', px(star.fwhmArcsec), '″'],
          ['Peak', numberText(star.peak, digits), 'ADU'],
          ['Background', `${numberText(star.background, digits + 1)} ± ${numberText(star.noise, digits + 1)}`, 'ADU'],
          ['Flux', numberText(star.flux, digits), 'ADU'],
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
