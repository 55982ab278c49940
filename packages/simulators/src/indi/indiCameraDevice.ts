/** A camera driver as an INDI camera: the properties of INDI's own CCD drivers, frames as FITS. */
import type { AlpacaDriver, DriverImage } from '@uraniborg/alpaca';
import type { Clock } from '@uraniborg/core';
import { card, encodeFits } from '@uraniborg/formats';
import type { PropertyServer } from '@uraniborg/indi';
import { guidePort } from './guidePort.ts';
import { offerIndiDevice } from './indiDevice.ts';
import { blob, numbers, switches } from './vectors.ts';

const CCD = 1 << 1;
const GUIDER = 1 << 2;
const EXPOSURE = 'CCD_EXPOSURE';
const SECONDS = 'CCD_EXPOSURE_VALUE';

export function offerIndiCamera(
  server: PropertyServer,
  clock: Clock,
  name: string,
  driver: AlpacaDriver<'camera'>,
): void {
  offerIndiDevice(server, clock, { name, interfaces: CCD | GUIDER, driver }, async (device) => {
    const read = async <T>(value: (() => T | Promise<T>) | undefined, otherwise: T) =>
      value ? await value() : otherwise;
    const width = await driver.cameraXSize();
    const height = await driver.cameraYSize();
    const pixel = await read(driver.pixelSizeX, 1);
    const maxBin = await read(driver.maxBinX, 1);
    const cooled = driver.putSetCCDTemperature !== undefined;
    let frame = { X: 0, Y: 0, WIDTH: width, HEIGHT: height }; // unbinned, as INDI counts
    let bin = await read(driver.binX, 1);
    let type = 'FRAME_LIGHT';
    let exposing = 0; // counts up, so that a stopped exposure knows that it is one

    const setUp = async () => {
      await driver.putBinX?.(bin);
      await driver.putBinY?.(bin);
      await driver.putStartX?.(Math.floor(frame.X / bin));
      await driver.putStartY?.(Math.floor(frame.Y / bin));
      await driver.putNumX?.(Math.floor(frame.WIDTH / bin));
      await driver.putNumY?.(Math.floor(frame.HEIGHT / bin));
    };
    const expose = async (seconds: number) => {
      await setUp();
      await driver.startExposure(seconds, type === 'FRAME_LIGHT' || type === 'FRAME_FLAT');
      const mine = ++exposing;
      const begun = clock.now();
      const stopped = () => exposing !== mine || !device.connected;
      for (;;) {
        const left = Math.max(0, seconds - (clock.now() - begun) / 1000);
        device.set(EXPOSURE, { state: 'Busy', values: { [SECONDS]: left } });
        if (await driver.imageReady()) break;
        await clock.sleep(left > 1 ? 1000 : Math.max(20, left * 1000));
        if (stopped()) return;
      }
      const bytes = fitsOf(await driver.imageArray(), {
        'DATE-OBS': await read(driver.lastExposureStartTime, ''),
        EXPTIME: await read(driver.lastExposureDuration, seconds),
        INSTRUME: name,
        'CCD-TEMP': await read(driver.ccdTemperature, Number.NaN),
        GAIN: await read(driver.gain, Number.NaN),
        OFFSET: await read(driver.offset, Number.NaN),
        XBINNING: bin,
        YBINNING: bin,
        PIXSIZE1: pixel,
        PIXSIZE2: pixel,
        FRAME: type.slice(6, 7) + type.slice(7).toLowerCase(),
      });
      if (stopped()) return;
      device.set(EXPOSURE, { state: 'Busy', values: { [SECONDS]: 0 } });
      await server.sendBlob(name, 'CCD1', 'CCD1', { format: '.fits', bytes });
      device.set(EXPOSURE, { state: 'Ok' });
    };

    const place = (property: string, group = 'Main Control') => ({ device: name, name: property, group });
    const min = await read(driver.exposureMin, 0);
    const max = await read(driver.exposureMax, 3600);
    const properties: Parameters<PropertyServer['define']>[] = [
      [numbers(place(EXPOSURE), { [SECONDS]: [1, min, max, 1, '%5.2f'] }), (values) => expose(Number(values[SECONDS]))],
      [
        switches(place('CCD_ABORT_EXPOSURE'), 'AtMostOne', ['ABORT']),
        async () => {
          exposing++;
          await driver.abortExposure?.();
          device.set('CCD_ABORT_EXPOSURE', { state: 'Ok', values: { ABORT: false } });
          device.set(EXPOSURE, { state: 'Idle', values: { [SECONDS]: 0 } });
        },
      ],
      [
        numbers(place('CCD_FRAME', 'Image Settings'), {
          X: [0, 0, width - 1, 0, '%4.f'],
          Y: [0, 0, height - 1, 0, '%4.f'],
          WIDTH: [width, 1, width, 0, '%4.f'],
          HEIGHT: [height, 1, height, 0, '%4.f'],
        }),
        (values) => {
          frame = { ...frame, ...values };
          device.set('CCD_FRAME', { state: 'Ok', values });
        },
      ],
      [
        numbers(place('CCD_BINNING', 'Image Settings'), {
          HOR_BIN: [bin, 1, maxBin, 1, '%2.f'],
          VER_BIN: [bin, 1, maxBin, 1, '%2.f'],
        }),
        ({ HOR_BIN = bin }) => {
          bin = Number(HOR_BIN);
          device.set('CCD_BINNING', { state: 'Ok', values: { HOR_BIN: bin, VER_BIN: bin } });
        },
      ],
      [
        switches(
          place('CCD_FRAME_TYPE', 'Image Settings'),
          'OneOfMany',
          ['FRAME_LIGHT', 'FRAME_BIAS', 'FRAME_DARK', 'FRAME_FLAT'],
          type,
        ),
        (values) => {
          type = Object.keys(values).find((element) => values[element] === true) ?? type;
          device.set('CCD_FRAME_TYPE', { state: 'Ok', values: { [type]: true } });
        },
      ],
      [
        numbers(
          { ...place('CCD_INFO', 'Image Info'), permission: 'ro' },
          {
            CCD_MAX_X: [width, 1, 16_000, 0, '%.f'],
            CCD_MAX_Y: [height, 1, 16_000, 0, '%.f'],
            CCD_PIXEL_SIZE: [pixel, 1, 40, 0, '%.2f'],
            CCD_PIXEL_SIZE_X: [pixel, 1, 40, 0, '%.2f'],
            CCD_PIXEL_SIZE_Y: [pixel, 1, 40, 0, '%.2f'],
            CCD_BITSPERPIXEL: [16, 8, 64, 0, '%.f'],
          },
        ),
      ],
      [blob(name, 'CCD1')],
    ];
    const setting = async (
      property: string,
      element: string,
      now: number,
      most: number,
      put: (value: number) => Promise<void> | void,
    ) => {
      properties.push([
        numbers(place(property), { [element]: [now, 0, most, 1, '%.f'] }),
        async (values) => {
          await put(Math.round(Number(values[element])));
          device.set(property, { state: 'Ok', values });
        },
      ]);
    };
    if (driver.putGain)
      await setting('CCD_GAIN', 'GAIN', await read(driver.gain, 0), await read(driver.gainMax, 100), driver.putGain);
    if (driver.putOffset)
      await setting(
        'CCD_OFFSET',
        'OFFSET',
        await read(driver.offset, 0),
        await read(driver.offsetMax, 255),
        driver.putOffset,
      );
    const temperature = async () => ({ CCD_TEMPERATURE_VALUE: await read(driver.ccdTemperature, Number.NaN) });
    properties.push([
      numbers(
        { ...place('CCD_TEMPERATURE'), permission: cooled ? 'rw' : 'ro' },
        { CCD_TEMPERATURE_VALUE: [(await temperature()).CCD_TEMPERATURE_VALUE, -60, 40, 0, '%5.2f'] },
      ),
      async (values) => {
        await driver.putSetCCDTemperature?.(Number(values.CCD_TEMPERATURE_VALUE));
        await driver.putCoolerOn?.(true);
        device.set('CCD_COOLER', { state: 'Ok', values: { COOLER_ON: true } });
        device.set('CCD_TEMPERATURE', { state: 'Busy', values: await temperature() });
      },
    ]);
    if (cooled) {
      const on = await read(driver.coolerOn, false);
      properties.push(
        [
          switches(place('CCD_COOLER'), 'OneOfMany', ['COOLER_ON', 'COOLER_OFF'], on ? 'COOLER_ON' : 'COOLER_OFF'),
          async ({ COOLER_ON }) => {
            await driver.putCoolerOn?.(COOLER_ON === true);
            device.set('CCD_COOLER', {
              state: 'Ok',
              values: { [COOLER_ON === true ? 'COOLER_ON' : 'COOLER_OFF']: true },
            });
            if (COOLER_ON !== true) device.set('CCD_TEMPERATURE', { state: 'Idle' });
          },
        ],
        [numbers({ ...place('CCD_COOLER_POWER'), permission: 'ro' }, { CCD_COOLER_VALUE: [0, 0, 100, 1, '%.f'] })],
      );
    }
    if (driver.pulseGuide)
      for (const { vector, onNew } of guidePort(device, clock, (direction, ms) => driver.pulseGuide?.(direction, ms)))
        properties.push([vector, onNew]);
    return {
      properties: properties.map(([vector, onNew]) => ({ vector, onNew })),
      async report() {
        const values = await temperature();
        const goal =
          cooled && (await read(driver.coolerOn, false))
            ? await read(driver.setCCDTemperature, Number.NaN)
            : Number.NaN;
        const cold = Math.abs(values.CCD_TEMPERATURE_VALUE - goal) < 0.2;
        device.set('CCD_TEMPERATURE', { state: Number.isNaN(goal) ? 'Idle' : cold ? 'Ok' : 'Busy', values });
        if (cooled)
          device.set('CCD_COOLER_POWER', {
            state: 'Ok',
            values: { CCD_COOLER_VALUE: await read(driver.coolerPower, 0) },
          });
      },
    };
  });
}

function fitsOf(image: DriverImage, facts: Readonly<Record<string, number | string>>): Uint8Array {
  const header = Object.entries(facts)
    .filter(([, value]) => value !== '' && !Number.isNaN(value))
    .map(([keyword, value]) => card(keyword, value));
  return encodeFits({ pixels: image, header });
}
