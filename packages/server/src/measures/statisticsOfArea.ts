import type { ChannelStatistics } from '@uraniborg/api';
import type { Frame } from '@uraniborg/formats';
import { type Area, channelStatistics } from '@uraniborg/imaging';
import { bayerOrderOf } from '../jobs/frames/bayerOrder.ts';
import { howToDetect } from './howToDetect.ts';

/** Statistics of a frame or of an area of it, all together and for each colour. @throws InvalidInput */
export function statisticsOfArea(frame: Frame, area?: Area): ChannelStatistics[] {
  const bayer = howToDetect(frame).mosaic ? bayerOrderOf(frame.header) : undefined;
  return channelStatistics(frame.pixels, { area, bayer }).map(({ channel, statistics }) => {
    const { min, max, mode, median, mean, standardDeviation, mad } = statistics;
    const told = (value: number) => (Number.isFinite(value) ? value : null);
    return {
      channel,
      count: statistics.count,
      min: told(min),
      max: told(max),
      mode: told(mode),
      median: told(median),
      mean: told(mean),
      standardDeviation: told(standardDeviation),
      mad: told(mad),
    };
  });
}
