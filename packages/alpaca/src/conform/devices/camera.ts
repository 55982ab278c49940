import { alpacaErrors } from '../../alpacaError.ts';
import { enumerations } from '../../enumerations.ts';
import { type Examination, outcomeOf } from '../examination.ts';
import { examineImage } from '../image.ts';

const { cameraState } = enumerations;
/** Long enough that several polls fall into it, seconds. */
const exposure = 1;
/** No camera bins more; one that says so would be examined for ever. */
const mostBinnings = 16;
/** The same of the modes. */
const mostModes = 32;

export async function examineCamera(x: Examination): Promise<void> {
  await examineGainAndOffset(x);
  await examineReadoutModes(x);
  await examineNoImage(x);
  await fullFrame(x, 1);
  await examineFrameLimits(x);
  await examineDurations(x);
  await examineBinnings(x);
  await examineSubframe(x);
  await examineStops(x);
  await examineCooling(x);
  await examineGuiding(x);
  await fullFrame(x, 1);
}

/** ASCOM: Gain is a number within GainMin and GainMax, or an index into Gains; the same for Offset. */
async function examineGainAndOffset(x: Examination): Promise<void> {
  for (const member of ['Gain', 'Offset']) {
    if (!x.has(member)) continue;
    const value = await x.probe.get(member);
    const names = (await x.value(`${member}s`)) as string[] | undefined;
    const low = await x.number(`${member}Min`);
    const high = await x.number(`${member}Max`);
    const byRange = low !== undefined && high !== undefined;
    const found = `${member} ${outcomeOf(value)}, ${names?.length ?? 0} names, limits ${low} to ${high}`;
    if (value.error !== 0) {
      const denied = value.error === alpacaErrors.notImplemented && !names && !byRange;
      x.judge('camera.gainForm', member, denied, found);
      continue;
    }
    x.judge('camera.gainForm', member, (names !== undefined) !== byRange, found);
    const [first, last] = names ? [0, names.length - 1] : [low ?? 0, high ?? 0];
    for (const bad of [first - 1, last + 1]) await x.refuses('write.refuses', member, { [member]: bad });
    const now = await x.number(member);
    for (const good of now === undefined ? [first, last] : [first, last, now]) {
      if (!(await x.does('write.error', member, { [member]: good }))) continue;
      x.judge(
        'write.roundTrip',
        `${member}(${good})`,
        (await x.value(member)) === good,
        `${member} is ${String(await x.value(member))}`,
      );
    }
  }
}

async function examineReadoutModes(x: Examination): Promise<void> {
  const modes = (await x.value('ReadoutModes')) as string[] | undefined;
  const before = await x.number('ReadoutMode');
  // A camera with FastReadout has no modes.
  if (modes === undefined || before === undefined) return;
  const listed = before >= 0 && before < modes.length;
  x.judge('camera.readoutModes', 'ReadoutMode', listed, `${before} of ${modes.length} modes`);
  for (const bad of [-1, modes.length]) await x.refuses('camera.readoutModes', 'ReadoutMode', { ReadoutMode: bad });
  for (const mode of [...modes.keys()].slice(0, mostModes).concat(before)) {
    if (!(await x.does('camera.readoutModes', 'ReadoutMode', { ReadoutMode: mode }))) continue;
    const after = await x.number('ReadoutMode');
    x.judge('write.roundTrip', `ReadoutMode(${mode})`, after === mode, `ReadoutMode is ${after}`);
  }
}

async function examineNoImage(x: Examination): Promise<void> {
  if (await x.flag('ImageReady')) {
    x.note('camera.noImage', 'ImageReady', 'skipped', 'There is an image from before.');
    return;
  }
  await x.refuses('camera.noImage', 'ImageArray', {}, ['invalidOperation', 'valueNotSet'], 'get');
  const variant = await x.probe.get('ImageArrayVariant');
  x.judge('read.error', 'ImageArrayVariant', variant.error === alpacaErrors.notImplemented, outcomeOf(variant));
}

/** Sets a binning and the largest frame that fits. */
async function fullFrame(x: Examination, bin: number): Promise<{ width: number; height: number }> {
  const width = Math.floor(((await x.number('CameraXSize')) ?? 1) / bin);
  const height = Math.floor(((await x.number('CameraYSize')) ?? 1) / bin);
  await x.does('write.error', 'BinX', { BinX: bin });
  await x.probe.put('BinY', { BinY: bin });
  for (const [member, value] of Object.entries({ StartX: 0, StartY: 0, NumX: width, NumY: height }))
    await x.does('write.error', member, { [member]: value });
  return { width, height };
}

async function examineFrameLimits(x: Examination): Promise<void> {
  const { width, height } = await fullFrame(x, 1);
  for (const [member, bad, good] of [
    ['NumX', width + 1, width],
    ['NumY', height + 1, height],
    ['StartX', width + 1, 0],
    ['StartY', height + 1, 0],
  ] as const) {
    // The write itself may be taken: only the whole frame can be judged.
    const written = await x.probe.put(member, { [member]: bad });
    const answer =
      written.error === 0 ? await x.probe.put('StartExposure', { Duration: exposure, Light: true }) : written;
    const refused = answer.error === alpacaErrors.invalidValue;
    x.judge('camera.frameChecked', `StartExposure with ${member} ${bad}`, refused, outcomeOf(answer));
    if (answer.error === 0) await endExposure(x);
    await x.probe.put(member, { [member]: good });
  }
}

async function examineDurations(x: Examination): Promise<void> {
  await x.refuses('command.refuses', 'StartExposure', { Duration: -1, Light: true });
  const longest = await x.number('ExposureMax');
  if (longest !== undefined && longest < 1e8)
    await x.refuses('command.refuses', 'StartExposure', { Duration: longest + 1, Light: true });
  for (const light of [true, false]) await expose(x, exposure, light);
}

async function examineBinnings(x: Examination): Promise<void> {
  const most = (await x.number('MaxBinX')) ?? 1;
  const square = Math.min(most, (await x.number('MaxBinY')) ?? 1, mostBinnings);
  for (const member of ['BinX', 'BinY']) {
    const limit = (await x.number(`Max${member}`)) ?? 1;
    await x.refuses('write.refuses', member, { [member]: limit + 1 });
  }
  for (let bin = 2; bin <= square; bin++) {
    await fullFrame(x, bin);
    x.judge('write.roundTrip', `BinX(${bin})`, (await x.number('BinX')) === bin, `BinX is ${await x.number('BinX')}`);
    await expose(x, exposure / 4, true);
  }
}

async function examineSubframe(x: Examination): Promise<void> {
  const { width, height } = await fullFrame(x, 1);
  const frame = {
    StartX: Math.floor(width / 4),
    StartY: Math.floor(height / 4),
    NumX: Math.floor(width / 2),
    NumY: Math.floor(height / 2),
  };
  for (const [member, value] of Object.entries(frame)) {
    if (!(await x.does('write.error', member, { [member]: value }))) continue;
    x.judge(
      'write.roundTrip',
      `${member}(${value})`,
      (await x.number(member)) === value,
      `${member} is ${await x.number(member)}`,
    );
  }
  await expose(x, exposure / 4, true);
}

/** One exposure and its image, judged at every stage. */
async function expose(x: Examination, seconds: number, light: boolean): Promise<void> {
  const subject = `StartExposure(${seconds} s, ${light ? 'light' : 'dark'})`;
  const width = await x.number('NumX');
  const height = await x.number('NumY');
  if (!(await x.does('command.works', 'StartExposure', { Duration: seconds, Light: light }))) return;
  const ready = await x.flag('ImageReady');
  const state = await x.number('CameraState');
  const busy =
    state === cameraState.exposing ||
    state === cameraState.waiting ||
    state === cameraState.reading ||
    state === cameraState.download;
  x.judge('camera.exposing', subject, !ready && busy, `ImageReady ${ready}, CameraState ${state}`);
  if (!(await x.until(subject, 'ImageReady', true))) return;
  x.judge(
    'camera.exposing',
    `after ${subject}`,
    (await x.number('CameraState')) === cameraState.idle,
    `CameraState ${await x.number('CameraState')}`,
  );

  const lasted = await x.probe.get('LastExposureDuration');
  if (lasted.error !== alpacaErrors.notImplemented) {
    const right = typeof lasted.value === 'number' && Math.abs(lasted.value - seconds) <= Math.max(0.1, 0.1 * seconds);
    x.judge('camera.lastExposure', 'LastExposureDuration', right, `${outcomeOf(lasted)}, asked for ${seconds} s`);
  }
  const began = await x.probe.get('LastExposureStartTime');
  if (began.error !== alpacaErrors.notImplemented) {
    const right = typeof began.value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?$/.test(began.value);
    x.judge('camera.lastExposure', 'LastExposureStartTime', right, outcomeOf(began));
  }
  await examineImage(x, subject, width ?? 0, height ?? 0);
}

async function examineStops(x: Examination): Promise<void> {
  const { width, height } = await fullFrame(x, 1);
  if (await x.flag('CanAbortExposure')) {
    await x.does('command.works', 'StartExposure', { Duration: 30, Light: true });
    if (await x.does('can.true', 'AbortExposure')) {
      const idle = await x.until('AbortExposure', 'CameraState', cameraState.idle, 15_000);
      const ready = await x.flag('ImageReady');
      x.judge('camera.aborts', 'AbortExposure', idle && !ready, `idle ${idle}, ImageReady ${ready}`);
    }
    await x.does('command.works', 'AbortExposure');
  } else await x.refuses('can.false', 'AbortExposure', {}, ['notImplemented']);

  if (await x.flag('CanStopExposure')) {
    await x.does('command.works', 'StartExposure', { Duration: 30, Light: true });
    await x.clock.sleep(1000, x.signal);
    if (await x.does('can.true', 'StopExposure')) {
      const ready = await x.until('StopExposure', 'ImageReady', true, 25_000);
      x.judge('camera.stops', 'StopExposure', ready, ready ? 'an image is ready' : 'no image');
      if (ready) await examineImage(x, 'StopExposure', width, height);
    }
  } else await x.refuses('can.false', 'StopExposure', {}, ['notImplemented']);
}

async function examineCooling(x: Examination): Promise<void> {
  if (await x.flag('CanSetCCDTemperature')) return; // tried with the properties
  await x.refuses('can.false', 'SetCCDTemperature', { SetCCDTemperature: 0 }, ['notImplemented']);
}

async function examineGuiding(x: Examination): Promise<void> {
  if (!(await x.flag('CanPulseGuide'))) {
    await x.refuses('can.false', 'PulseGuide', { Direction: 0, Duration: 0 }, ['notImplemented']);
    return;
  }
  for (const direction of Object.values(enumerations.guideDirection)) {
    const parameters = { Direction: direction, Duration: 500 };
    if (await x.does('can.true', 'PulseGuide', parameters))
      await x.until(`PulseGuide ${direction}`, 'IsPulseGuiding', false, 10_000);
  }
  await x.refuses('command.refuses', 'PulseGuide', { Direction: 7, Duration: 100 });
}

async function endExposure(x: Examination): Promise<void> {
  await x.probe.put('AbortExposure');
  await x.clock.sleep(1500, x.signal);
}
