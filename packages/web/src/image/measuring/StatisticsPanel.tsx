import { formatDeclination, formatRightAscension } from '@uraniborg/core';
import { Button } from '../../parts/Button.tsx';
import { decimalsFor, numberText } from '../../parts/quantities.ts';
import { useAnswer } from '../useAnswer.ts';
import { Numbers, PanelNote } from './Numbers.tsx';
import { changeTools, useTools } from './tools.ts';

const names = { all: '', red: 'R', green: 'G', blue: 'B', green1: 'G1', green2: 'G2' };

/** The values of all pixels, or of an area that is drawn; and where the frame lies, when it is solved. */
export function StatisticsPanel({ frame }: { frame: string }) {
  const { area, drawing } = useTools();
  const { value, failure, busy } = useAnswer('frame.statistics', area ? { frame, area } : { frame });
  /** Whole numbers as they are; else two decimals, or more where the noise is small. */
  const textsOf = (noise: number | null) => (number: number | null) =>
    number === null
      ? null
      : numberText(number, Number.isInteger(number) ? 0 : Math.max(2, decimalsFor(noise ?? 0) + 2));
  return (
    <div className="flex flex-col gap-2">
      <div className="flex gap-2">
        <Button
          aria-pressed={drawing === 'area'}
          className="flex-1 aria-pressed:text-accent"
          onClick={() => changeTools({ drawing: drawing ? null : 'area' })}
        >
          {drawing === 'area' ? 'Drag over the image' : area ? 'Draw another area' : 'Draw an area'}
        </Button>
        {area && <Button onClick={() => changeTools({ area: null, drawing: null })}>Whole image</Button>}
      </div>
      {area && (
        <p className="text-soft">
          {area.width} × {area.height} <span className="text-faint">px at</span> {area.x}, {area.y}
        </p>
      )}
      {!value && <PanelNote failure={failure} busy={busy} />}
      {value?.channels.map(({ channel, count, min, max, mode, median, mean, standardDeviation, mad }) => {
        const text = textsOf(mad || standardDeviation);
        return (
          <div key={channel}>
            {channel !== 'all' && <h3 className="pt-1 font-medium text-soft">{names[channel]}</h3>}
            <Numbers
              rows={[
                ['Minimum', text(min), 'ADU'],
                ['Maximum', text(max), 'ADU'],
                ['Mode', text(mode), 'ADU'],
                ['Median', text(median), 'ADU'],
                ['Mean', text(mean), 'ADU'],
                ['Standard deviation', text(standardDeviation), 'ADU'],
                ['MAD', text(mad), 'ADU'],
                ['Pixels', numberText(count)],
              ]}
            />
          </div>
        );
      })}
      {value?.sky && (
        <div>
          <h3 className="pt-1 font-medium text-soft">On the sky, J2000</h3>
          <Numbers
            rows={[
              ['Right ascension', formatRightAscension(value.sky.ra, { separators: 'hms' })],
              ['Declination', formatDeclination(value.sky.dec, { separators: '°′″' })],
              ['Field', `${numberText(value.sky.width, 1)} × ${numberText(value.sky.height, 1)}`, '′'],
              ['Scale', numberText(value.sky.scale, 3), '″/px'],
              ['Position angle', numberText(value.sky.positionAngle, 1), '°'],
            ]}
          />
        </div>
      )}
    </div>
  );
}
