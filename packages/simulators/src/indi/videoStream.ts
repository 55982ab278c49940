/**
 * The video stream of an INDI camera: exposure after exposure, each a BLOB ".stream" of bytes, row by row. Every frame is
 * an exposure of the same driver, so that it is no faster than its read-out.
 */
import { InvalidInput, type Pixels } from '@uraniborg/core';
import { isOn, numberOf } from '@uraniborg/indi';
import type { DeviceHost } from './deviceHost.ts';
import type { Driver } from './driver.ts';
import { prepareExposure } from './prepareExposure.ts';
import { numbers, type Property, quantity, switches } from './property.ts';

const STREAM = 'CCD_VIDEO_STREAM';
const GROUP = 'Streaming';
const READOUT_LOOK_MS = 5;

export async function videoStream(host: DeviceHost, driver: Driver<'camera'>): Promise<readonly Property[]> {
  const [width, height] = [await driver.cameraXSize(), await driver.cameraYSize()];
  const [min, max] = [await driver.exposureMin(), await driver.exposureMax()];
  const pixels = (label: string, least: number, most: number, value: number) =>
    quantity(label, least, most, 0, '%.f', value);
  const setting = (property: string, element: string, otherwise: number) =>
    numberOf(host.vector(property), element) ?? otherwise;
  /** Which stream runs; an earlier one that finds another number has been stopped. */
  let current = 0;
  let running = false;

  async function frame(signal: AbortSignal): Promise<Pixels> {
    await prepareExposure(host, driver, 'CCD_STREAM_FRAME');
    const seconds = setting('STREAMING_EXPOSURE', 'STREAMING_EXPOSURE_VALUE', min);
    await driver.startExposure(seconds, true);
    await host.clock.sleep(seconds * 1000, signal);
    while (!(await driver.imageReady())) await host.clock.sleep(READOUT_LOOK_MS, signal);
    return driver.imageArray();
  }

  async function stream(own: number, signal: AbortSignal): Promise<void> {
    const maxAdu = await driver.maxADU();
    const arrivals: number[] = [];
    try {
      while (own === current) {
        const begun = host.clock.now();
        const image = await frame(signal);
        if (own !== current) return;
        void host.sendBlob('CCD1', { format: '.stream', bytes: bytesOf(image, maxAdu) });
        const now = host.clock.now();
        arrivals.push(now);
        while ((arrivals[0] ?? now) < now - 1000) arrivals.shift();
        host.report('FPS', { values: { EST_FPS: 1000 / (now - begun), AVG_FPS: arrivals.length } });
        const rest = 1000 / setting('LIMITS', 'LIMITS_PREVIEW_FPS', 10) - (now - begun);
        if (rest > 0) await host.clock.sleep(rest, signal);
      }
    } catch (error) {
      if (own !== current || signal.aborted) return;
      [running, current] = [false, current + 1];
      host.report(STREAM, { state: 'Alert', values: { STREAM_OFF: true } });
      throw error;
    }
  }

  return [
    switches(STREAM, {
      label: 'Video Stream',
      group: GROUP,
      elements: { STREAM_ON: 'Stream On', STREAM_OFF: 'Stream Off' },
      read: () => ({ state: running ? 'Busy' : 'Idle', on: running ? 'STREAM_ON' : 'STREAM_OFF' }),
      async write(on) {
        const wanted = on === 'STREAM_ON';
        if (wanted === running) return;
        if (wanted && host.vector('CCD_EXPOSURE')?.state === 'Busy')
          throw new InvalidInput(`${host.name} is exposing; abort the exposure before the stream begins`);
        running = wanted;
        const own = ++current;
        if (wanted) host.start((signal) => stream(own, signal));
        else await driver.abortExposure();
      },
    }),
    numbers('STREAMING_EXPOSURE', {
      label: 'Expose',
      group: GROUP,
      kept: true,
      elements: {
        STREAMING_EXPOSURE_VALUE: quantity('Duration (s)', min, Math.min(max, 60), 0.1, '%.6f', 0.1),
      },
    }),
    numbers('CCD_STREAM_FRAME', {
      label: 'Frame',
      group: GROUP,
      elements: {
        X: pixels('Left', 0, width - 1, 0),
        Y: pixels('Top', 0, height - 1, 0),
        WIDTH: pixels('Width', 1, width, width),
        HEIGHT: pixels('Height', 1, height, height),
      },
      write({ X, Y, WIDTH, HEIGHT }) {
        if (X + WIDTH > width || Y + HEIGHT > height)
          throw new InvalidInput(`${WIDTH}x${HEIGHT} at ${X}, ${Y} reaches beyond ${width}x${height} pixels`);
      },
    }),
    switches('CCD_STREAM_ENCODER', { label: 'Encoder', group: GROUP, elements: { RAW: 'RAW' }, on: 'RAW' }),
    numbers('LIMITS', {
      label: 'Limits',
      group: GROUP,
      elements: { LIMITS_PREVIEW_FPS: quantity('Maximum Preview FPS', 1, 120, 1, '%.0f', 10) },
    }),
    numbers('FPS', {
      label: 'FPS',
      group: GROUP,
      polled: false,
      elements: {
        EST_FPS: quantity('Instant.', 0, 999, 0, '%.2f'),
        AVG_FPS: quantity('Average (1 sec.)', 0, 999, 0, '%.2f'),
      },
      read: () => ({ state: 'Idle' }),
    }),
  ];
}

/** Whether the stream is on: no exposure can begin then. */
export function streams(host: DeviceHost): boolean {
  return isOn(host.vector(STREAM), 'STREAM_ON') ?? false;
}

/** Eight bits for the eye: the square root, so that what is faint is not all black. */
function bytesOf({ data }: Pixels, maxAdu: number): Uint8Array {
  const bytes = new Uint8Array(data.length);
  for (let i = 0; i < data.length; i++) bytes[i] = 255 * Math.sqrt(Math.min(1, (data[i] ?? 0) / maxAdu));
  return bytes;
}
