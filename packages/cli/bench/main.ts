/**
 * `npm run bench [-- NAME ...]`: speed as ratios against named peers, in the same run on the same data. Machines are
 * shared and noisy, so every figure is a median of several turns, taken one after the other with its peer's.
 */
import { cpus } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { readFits } from '@uraniborg/formats';
import { benchSky } from '../../astrometry/bench/sky.ts';
import { benchBlobTransfer } from '../../indi/bench/blobTransfer.ts';
import { benchPropertyTree } from '../../indi/bench/propertyTree.ts';
import { benchView } from '../../server/bench/view.ts';
import { benchStarField } from '../../simulators/bench/starField.ts';
import { benchAlpaca } from './alpaca.ts';
import { type Figure, faster, missing, table } from './figure.ts';
import { benchFrames } from './frames.ts';
import { benchStacks } from './stacks.ts';

const benches: Readonly<Record<string, () => Promise<Figure[]>>> = {
  alpaca: benchAlpaca,
  async simulator() {
    const { defaultFirstMs, defaultMs, largeMs, noiseMsPerMpx, starsPerSecond } = await benchStarField();
    return [
      { work: 'star field of 1936x1216, the first of a process', reached: `${defaultFirstMs.toFixed(0)} ms` },
      { work: 'star field of 1936x1216', reached: `${defaultMs.toFixed(0)} ms` },
      { work: 'star field of 4656x3520', reached: `${largeMs.toFixed(0)} ms` },
      { work: 'noise and read-out', reached: `${noiseMsPerMpx.toFixed(1)} ms/Mpx` },
      { work: 'stars drawn', reached: `${starsPerSecond.toFixed(0)} a second` },
    ];
  },
  async sky() {
    const sky = benchSky();
    const ms = (value: number) => `${value.toFixed(value < 10 ? 2 : 0)} ms`;
    return [
      {
        work: 'star catalogue opened, the first of a process',
        reached: ms(sky.firstOpen),
        goal: '100 ms',
        met: sky.firstOpen < 100,
      },
      { work: 'stars of one degree, the first', reached: ms(sky.firstCone), goal: '5 ms', met: sky.firstCone < 5 },
      { work: 'stars of one degree', reached: ms(sky.cone), goal: '5 ms', met: sky.cone < 5 },
      {
        work: 'object lists opened',
        reached: `${ms(sky.openObjects)}, first search ${ms(sky.firstSearch)}, then ${ms(sky.search)}`,
      },
      {
        work: `1 degree solved from its star list (${sky.solved})`,
        reached: `${ms(sky.solve)}, slowest ${ms(sky.slowestSolve)}`,
        goal: '80 ms',
        met: sky.solve < 80,
      },
      { work: 'refused within 3 degrees', reached: ms(sky.refuse) },
    ];
  },
  frames: benchFrames,
  stacks: benchStacks,
  async view() {
    const { megapixels, live, kept, slow, slowPhone, zooming } = await benchView();
    const size = `${megapixels.toFixed(0)} Mpx`;
    const ms = (value: number) => `${value.toFixed(0)} ms`;
    const longest = Math.max(0, ...live.longTasks, ...kept.longTasks);
    return [
      {
        work: `${size} handed over by the camera until its preview is on the screen, loopback`,
        reached: `${ms(live.preview)}; written to the disk first: ${ms(kept.preview)}`,
        goal: '1000 ms',
        met: live.preview < 1000,
      },
      {
        work: `${size}, 16-bit tiles of the view after the preview, loopback`,
        reached: `${ms(live.sharp - live.preview)}; written to the disk first: ${ms(kept.sharp - kept.preview)}`,
        goal: '300 ms',
        met: live.sharp - live.preview < 300,
      },
      {
        work: `longest task of the page while ${size} are shown`,
        reached: longest === 0 ? 'none over 50 ms' : ms(longest),
        goal: '50 ms',
        met: longest <= 50,
      },
      {
        work: `${size} over 10 Mbit/s until the preview is on the screen`,
        reached: `${ms(slow.preview)}, on a phone ${ms(slowPhone.preview)}`,
        peer: `all of its pixels ${((megapixels * 16) / 10).toFixed(0)} s`,
        goal: '3000 ms',
        met: slow.preview < 3000 && slowPhone.preview < 3000,
      },
      {
        work: `${size} over 10 Mbit/s until the view is as sharp as the screen`,
        reached: `${ms(slow.sharp)}, on a phone ${ms(slowPhone.sharp)}`,
      },
      {
        work: `${size} zoomed with the wheel, from one picture of the screen to the next`,
        reached: `${ms(zooming.median)}, at worst ${ms(zooming.worst)}; tasks over 50 ms: ${zooming.longTasks.join(', ') || 'none'}`,
      },
    ];
  },
  async indi() {
    const tree = benchPropertyTree();
    const blob = await benchBlobTransfer((file) => readFits(file).pixels.data.length);
    return [
      {
        work: `property tree of ${tree.vectors} vectors, the first of a process`,
        reached: `${tree.firstMs.toFixed(1)} ms (warm ${tree.warmMs.toFixed(1)} ms)`,
        goal: '20 ms',
        met: tree.firstMs < 20,
      },
      'missing' in blob
        ? missing('INDI BLOB of 16 Mpx', blob.missing)
        : faster('INDI BLOB of 16 Mpx, indiserver to pixels', blob.oursMs, 'Python, astropy', blob.pythonMs, 1.5),
    ];
  },
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in benches));
if (unknown.length > 0) {
  console.error(`There is no bench called ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}`);
  process.exit(2);
}
console.log(`${cpus().length} cores, ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.version}\n`);
for (const name of wanted.length > 0 ? wanted : Object.keys(benches)) {
  const before = await busyPart();
  const figures = (await benches[name]?.()) ?? [];
  const after = await busyPart();
  console.log(`${name}\n${table(figures)}`);
  console.log(`Others had ${percent(before)} of the processor before it and ${percent(after)} after it.\n`);
}

/** Which part of the processor is used while we do nothing: what was measured on a busy machine says little. */
async function busyPart(): Promise<number> {
  const begin = processorTimes();
  await setTimeout(1000);
  const end = processorTimes();
  return 1 - (end.idle - begin.idle) / Math.max(1, end.all - begin.all);
}

function processorTimes(): { idle: number; all: number } {
  const times = cpus().map(({ times }) => times);
  const sum = (of: (each: (typeof times)[number]) => number) => times.reduce((total, each) => total + of(each), 0);
  return {
    idle: sum(({ idle }) => idle),
    all: sum(({ user, nice, sys, idle, irq }) => user + nice + sys + idle + irq),
  };
}

function percent(part: number): string {
  return `${(100 * part).toFixed(0)} %`;
}
