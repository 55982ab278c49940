import type { Stretch } from '@uraniborg/imaging';
import { ChartColumn } from 'lucide-react';
import { Fragment, type ReactNode, useState } from 'react';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { NumberField } from '../../parts/NumberField.tsx';
import { decimalsFor, numberText } from '../../parts/quantities.ts';
import { Segments } from '../../parts/Segments.tsx';
import type { FrameImage } from '../frameImage.ts';
import { oneStretch, setByHand, shownHistograms, shownStatistics, stretchMode, useLookChanges } from '../imageLook.ts';
import { useShown } from '../shownFrame.ts';
import { HistogramPlot } from './HistogramPlot.tsx';
import { RangeSlider } from './RangeSlider.tsx';
import { middleOf, movePoint, type Point } from './stretchPoints.ts';

type Span = 'sky' | 'all';

/** As the curves are drawn: the letter says which it is where all is red. */
const letters = ['text-bad', 'text-good', 'text-blue'];

const pointNames: Record<Point, string> = { black: 'Black', middle: 'Middle', white: 'White' };

/** How often each value occurs, and what is black, half and white on the screen. */
export function HistogramPanel() {
  const { image, histograms } = useShown();
  const [shownSpan, setSpan] = useState<Span>('sky');
  useLookChanges();
  if (!image) return <EmptyState icon={ChartColumn} title="The histogram comes with the first frame" />;
  const stretch = oneStretch(image);
  const statistics = shownStatistics(image);
  const channels = statistics.length;
  const value = (stored: number) => image.zero + image.scale * stored;
  const values: Record<Point, number> = { black: stretch.black, middle: middleOf(stretch), white: stretch.white };
  const span = spanOf(image, shownSpan, stretch);
  // Floating-point images from 0 to 1 need more of them than a camera's.
  const decimals = decimalsFor((image.scale * (span.to - span.from)) / 5000);
  const move = (point: Point, stored: number) => setByHand(movePoint(stretch, point, stored, image.range));
  return (
    <section className="@container flex h-full min-h-0 flex-col gap-1 p-2" aria-label="Histogram">
      <div className="min-h-16 flex-1">
        <HistogramPlot
          image={image}
          histograms={shownHistograms(image, histograms)}
          channels={channels}
          stretch={stretch}
          {...span}
          onMove={move}
        />
      </div>
      <div className="flex flex-none flex-wrap items-center gap-2">
        <Segments
          label="Span"
          value={shownSpan}
          options={[
            { value: 'sky', label: 'Sky' },
            { value: 'all', label: 'All' },
          ]}
          onChange={setSpan}
        />
        {/* Where there is no room for all in one line it is in Brightness only. */}
        <div className="flex flex-1 @xl:hidden @3xl:flex">
          <RangeSlider />
        </div>
        <div className="flex flex-1 gap-2 @max-xl:order-first @max-xl:basis-full">
          {(Object.keys(values) as Point[]).map((point) => (
            <div
              key={point}
              className="flex min-w-32 max-w-44 flex-1 items-center gap-2 @max-xl:min-w-20 @max-xl:flex-col @max-xl:items-stretch @max-xl:gap-0"
            >
              <span className="text-soft">{pointNames[point]}</span>
              <NumberField
                label={`${pointNames[point]} point`}
                value={Number(value(values[point]).toFixed(Math.max(1, decimals)))}
                onChange={(next) => move(point, (next - image.zero) / image.scale)}
              />
            </div>
          ))}
        </div>
        <span className="hidden gap-3 whitespace-nowrap text-faint @min-[62rem]:flex">
          {statistics.map(({ median, mad, max }, plane) => {
            const sigma = 1.4826 * mad * image.scale;
            const digits = decimalsFor(sigma || image.scale);
            const level = numberText(value(median), digits);
            const noise = numberText(sigma, digits + 1);
            if (channels === 3)
              return (
                <Stat key={letters[plane]} name={<span className={letters[plane]}>{'RGB'[plane]}</span>}>
                  {level} <span className="text-faint">±</span> {noise}
                </Stat>
              );
            return (
              <Fragment key="only">
                <Stat name="median">{level}</Stat>
                <Stat name="σ">{noise}</Stat>
                <Stat name="max">{numberText(value(max), Math.min(digits, 3))}</Stat>
              </Fragment>
            );
          })}
        </span>
      </div>
    </section>
  );
}

function Stat({ name, children }: { name: ReactNode; children: ReactNode }) {
  return (
    <span>
      {name} <span className="text-ink">{children}</span>
    </span>
  );
}

/** The values in view: all there can be, or where the sky and the faint light above it lie. */
function spanOf(image: FrameImage, span: Span, stretch: Stretch): { from: number; to: number } {
  if (span === 'all') return { from: 0, to: image.range };
  const statistics = shownStatistics(image);
  const lows = statistics.map(({ median, mad }) => median - 9 * Math.max(mad, 1));
  const highs = statistics.map(({ median, mad }) => median + 45 * Math.max(mad, 1));
  // Points that were set by hand stay in view.
  const manual = stretchMode.get() === 'manual' ? [stretch.black, middleOf(stretch)] : [];
  const from = Math.max(0, Math.min(...lows, ...manual));
  const to = Math.min(image.range, Math.max(...highs, ...manual.map((at) => at * 1.02), from + 16));
  return { from, to };
}
