import { benchDetectStars } from '../../imaging/bench/detectStars.ts';
import { benchHalfFluxDiameter } from '../../imaging/bench/halfFluxDiameter.ts';
import { benchHardSkies } from '../../imaging/bench/hardSkies.ts';
import type { JudgedWidths } from '../../imaging/src/testing/judgeWidths.ts';
import { pixelWorkers } from '../../server/src/workers/pixelWorkers.ts';
import { type Figure, faster, missing } from './figure.ts';

/** Stars found and measured. */
export async function benchStars(): Promise<Figure[]> {
  const workers = pixelWorkers();
  const bench = await benchDetectStars(workers.run).finally(workers.close);
  const { stars, ours, sep, sourceExtractorMs, steps, aloneMs, copyMs } = bench;
  const told = ({ matched, invented, centroid, hfd }: typeof ours) =>
    `${matched} of ${stars} found, ${invented} invented, centres ${centroid.toFixed(2)} of the Cramer-Rao bound, HFD ${percent(hfd - 1)}`;
  const work = 'stars of 16 Mpx detected and measured, workers on all cores';
  const width = benchHalfFluxDiameter();
  const { saturated } = width;
  return [
    typeof sep === 'string' ? missing(work, sep) : faster(work, ours.ms, 'SEP', sep.ms, 5),
    typeof sourceExtractorMs === 'string'
      ? missing(work, sourceExtractorMs)
      : faster(work, ours.ms, 'source-extractor', sourceExtractorMs, 5),
    {
      work: '.. step by step',
      reached: Object.entries(steps)
        .map(([step, ms]) => `${step} ${ms.toFixed(0)}`)
        .join(', '),
      peer: `in one thread ${aloneMs.toFixed(0)} ms; the bytes copied ${copyMs.toFixed(1)} ms`,
    },
    {
      work: '.. how well',
      reached: told(ours),
      peer: typeof sep === 'string' ? '' : `SEP: ${told(sep)}`,
      goal: '1979 found, 0 invented, 1.15',
      met: ours.matched >= 1979 && ours.invented === 0 && ours.centroid <= 1.15,
    },
    {
      work: `HFD of ${width.stars} stars of 1.5 to 15 px, worst of eight widths`,
      reached: `${percent(width.worst)}, ${width.ms.toFixed(0)} ms with detection`,
      peer:
        typeof width.numpy === 'string'
          ? width.numpy
          : `numpy, mean distance: ${percent(width.numpy.worst)}, ${width.numpy.ms.toFixed(0)} ms without`,
      goal: '2 %',
      met: width.worst < 0.02,
    },
    typeof width.astap === 'string'
      ? missing('.. the same by another', width.astap)
      : {
          ...faster('.. the same by another', width.ms, 'ASTAP -analyse, eight processes', width.astap.ms, 1),
          peer: `ASTAP -analyse ${percent(width.astap.worst)}, ${width.astap.ms.toFixed(0)} ms, eight processes`,
        },
    {
      work: '.. saturated ones marked',
      reached: `${saturated.marked} of ${saturated.of}, ${saturated.wrongly} others`,
      goal: 'all, none',
      met: saturated.marked === saturated.of && saturated.wrongly === 0,
    },
    ...benchHardSkies().map(({ hardship, ours, sep }) => ({
      work: `stars more than twice as wide as they are, in a ${HARDSHIPS[hardship]}`,
      reached: wide(ours),
      peer: typeof sep === 'string' ? sep : `SEP ${wide(sep)}`,
      goal: '1 %',
      met: ours.wide < 0.01 * ours.matched,
    })),
  ];
}

const HARDSHIPS = {
  nebula: 'nebula',
  crowd: 'crowd',
  both: 'crowd before a nebula',
  wings: 'field with a few very bright ones',
};

const wide = ({ wide, matched, circles, invented }: JudgedWidths) =>
  `${percent(wide / matched)} of ${matched}; ${circles} circles of that size in all, ${invented} no stars`;

const percent = (part: number) => `${(100 * part).toFixed(1)} %`;

if (import.meta.main) for (const figure of await benchStars()) console.log(figure);
