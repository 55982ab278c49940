/** The exposures of an INDI camera: Busy while it counts down, Busy with 0 while it reads out, the frame, Ok. */
import { InvalidInput, type Pixels, sentenceOf } from '@uraniborg/core';
import { chosen, type OutgoingBlob } from '@uraniborg/indi';
import type { DeviceHost } from './deviceHost.ts';
import type { Driver } from './driver.ts';
import { prepareExposure } from './prepareExposure.ts';
import { buttons, numbers, type Property, quantity } from './property.ts';
import { streams } from './videoStream.ts';

const EXPOSURE = 'CCD_EXPOSURE';
const COUNT_MS = 1000;
const READOUT_LOOK_MS = 50;

/** @param fileOf makes the file that is sent */
export async function exposures(
  host: DeviceHost,
  driver: Driver<'camera'>,
  fileOf: (pixels: Pixels) => Promise<OutgoingBlob>,
): Promise<readonly Property[]> {
  const [min, max] = [await driver.exposureMin(), await driver.exposureMax()];
  /** Which exposure is under way: an earlier one that finds another number has been given up. */
  let current = 0;
  const say = (state: 'Busy' | 'Ok' | 'Idle', seconds: number) =>
    host.report(EXPOSURE, { state, values: { CCD_EXPOSURE_VALUE: seconds } });

  async function begin(seconds: number): Promise<void> {
    if (streams(host)) throw new InvalidInput(`${host.name} streams; stop the stream before an exposure`);
    current++;
    await driver.abortExposure(); // who asks again wants the new one
    await prepareExposure(host, driver, 'CCD_FRAME');
    const type = chosen(host.vector('CCD_FRAME_TYPE'));
    await driver.startExposure(seconds, type !== 'FRAME_DARK' && type !== 'FRAME_BIAS');
    const own = current;
    const end = host.clock.now() + seconds * 1000;
    say('Busy', seconds);
    host.start(async (signal) => {
      try {
        await follow(own, end, signal);
      } catch (error) {
        if (own !== current || signal.aborted) return;
        host.report(EXPOSURE, { state: 'Alert', message: `[ERROR] ${sentenceOf(error)}` });
      }
    });
  }

  async function follow(own: number, end: number, signal: AbortSignal): Promise<void> {
    for (let left = end - host.clock.now(); !(await driver.imageReady()); left = end - host.clock.now()) {
      const stopped = (await driver.cameraState()) === 'idle' && !(await driver.imageReady());
      if (own !== current) return;
      if (stopped) return say('Idle', 0); // by somebody else
      await host.clock.sleep(left > 0 ? Math.min(COUNT_MS, left) : READOUT_LOOK_MS, signal);
      if (own !== current) return;
      if (left > 0) say('Busy', Math.max(0, (end - host.clock.now()) / 1000));
    }
    const file = await fileOf(await driver.imageArray());
    if (own !== current || signal.aborted) return;
    say('Busy', 0);
    // Not awaited: who reads slowly must not keep the camera from its next exposure.
    void host.sendBlob('CCD1', file);
    say('Ok', 0);
  }

  return [
    numbers(EXPOSURE, {
      label: 'Expose',
      reports: true,
      timeoutSeconds: 60,
      elements: { CCD_EXPOSURE_VALUE: quantity('Duration (s)', min, max, 1, '%5.2f', 1) },
      write: ({ CCD_EXPOSURE_VALUE: seconds }) => begin(seconds),
    }),
    buttons('CCD_ABORT_EXPOSURE', {
      label: 'Abort',
      elements: { ABORT: 'Abort' },
      async press() {
        current++;
        await driver.abortExposure();
        say('Idle', 0);
      },
    }),
  ];
}
