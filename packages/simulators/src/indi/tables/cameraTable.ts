import { InvalidInput } from '@uraniborg/core';
import type { Telescope } from '../../optics/telescope.ts';
import type { DeviceHost, DeviceTable } from '../deviceHost.ts';
import type { Driver } from '../driver.ts';
import { exposures } from '../exposures.ts';
import { fitsOfExposure } from '../fitsOfExposure.ts';
import { guideProperties } from '../guideProperties.ts';
import { buttons, frames, numbers, type Property, quantity, switches, texts } from '../property.ts';
import { videoStream } from '../videoStream.ts';

const IMAGE = 'Image Settings';
const INFO = 'Image Info';
/** A cooler that is so near to what was asked for has got there, degrees. */
const COLD_ENOUGH = 0.5;

/** Names of the devices whose words go into the header of a frame. */
export interface Companions {
  readonly telescope: string;
  readonly focuser: string;
  readonly filter: string;
  readonly rotator: string;
}

/** A camera: exposures as FITS, cooler, guide port. */
export function cameraTable(driver: Driver<'camera'>, telescope: Telescope, companions: Companions): DeviceTable {
  return {
    interfaces: ['ccd', 'guider'],
    properties: async (host) => [
      texts('ACTIVE_DEVICES', {
        label: 'Snoop devices',
        group: 'Options',
        kept: true,
        elements: {
          ACTIVE_TELESCOPE: ['Telescope', companions.telescope],
          ACTIVE_ROTATOR: ['Rotator', companions.rotator],
          ACTIVE_FOCUSER: ['Focuser', companions.focuser],
          ACTIVE_FILTER: ['Filter', companions.filter],
        },
      }),
      ...(await exposures(host, driver, async (pixels) => ({
        format: '.fits',
        bytes: await fitsOfExposure(host, driver, telescope, pixels),
      }))),
      ...(await geometry(host, driver)),
      ...('coolerOn' in driver ? cooling(driver) : [temperature(driver)]),
      ...(await amplifier(driver)),
      ...guideProperties(host, 'Guider Control', (direction, ms) => driver.pulseGuide(direction, ms)),
      ...options(telescope),
      ...(await videoStream(host, driver)),
      frames('CCD1', { label: 'Image Data', group: INFO }),
    ],
  };
}

async function geometry(host: DeviceHost, driver: Driver<'camera'>): Promise<Property[]> {
  const [width, height] = [await driver.cameraXSize(), await driver.cameraYSize()];
  const [pitchX, pitchY] = [await driver.pixelSizeX(), await driver.pixelSizeY()];
  const maxBin = await driver.maxBinX();
  const pixels = (label: string, min: number, max: number, value: number) =>
    quantity(label, min, max, 0, '%4.0f', value);
  const bits = Math.ceil(Math.log2((await driver.maxADU()) + 1));
  return [
    numbers('CCD_FRAME', {
      label: 'Frame',
      group: IMAGE,
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
    buttons('CCD_FRAME_RESET', {
      label: 'Frame Values',
      group: IMAGE,
      elements: { RESET: 'Reset' },
      press: () => host.report('CCD_FRAME', { state: 'Ok', values: { X: 0, Y: 0, WIDTH: width, HEIGHT: height } }),
    }),
    numbers('CCD_BINNING', {
      label: 'Binning',
      group: IMAGE,
      kept: true,
      elements: {
        HOR_BIN: quantity('X', 1, maxBin, 1, '%2.0f', 1),
        VER_BIN: quantity('Y', 1, maxBin, 1, '%2.0f', 1),
      },
      write({ HOR_BIN, VER_BIN }) {
        if (HOR_BIN !== VER_BIN || !Number.isInteger(HOR_BIN))
          throw new InvalidInput(`${host.name} bins whole pixels, as many in x as in y, not ${HOR_BIN}x${VER_BIN}`);
      },
    }),
    switches('CCD_FRAME_TYPE', {
      label: 'Frame Type',
      group: IMAGE,
      elements: { FRAME_LIGHT: 'Light', FRAME_BIAS: 'Bias', FRAME_DARK: 'Dark', FRAME_FLAT: 'Flat' },
      on: 'FRAME_LIGHT',
    }),
    numbers('CCD_INFO', {
      label: 'CCD Information',
      group: INFO,
      polled: false,
      elements: {
        CCD_MAX_X: quantity('Max. Width', 1, 16_000, 0, '%.f'),
        CCD_MAX_Y: quantity('Max. Height', 1, 16_000, 0, '%.f'),
        CCD_PIXEL_SIZE: quantity('Pixel size (um)', 1, 40, 0, '%.2f'),
        CCD_PIXEL_SIZE_X: quantity('Pixel size X', 1, 40, 0, '%.2f'),
        CCD_PIXEL_SIZE_Y: quantity('Pixel size Y', 1, 40, 0, '%.2f'),
        CCD_BITSPERPIXEL: quantity('Bits per pixel', 8, 64, 0, '%.f'),
      },
      read: () => ({
        values: {
          CCD_MAX_X: width,
          CCD_MAX_Y: height,
          CCD_PIXEL_SIZE: pitchX,
          CCD_PIXEL_SIZE_X: pitchX,
          CCD_PIXEL_SIZE_Y: pitchY,
          CCD_BITSPERPIXEL: bits <= 8 ? 8 : 16,
        },
      }),
    }),
    ...((await driver.sensorType()) === 'rggb'
      ? [
          texts('CCD_CFA', {
            label: 'Bayer Info',
            group: INFO,
            elements: {
              CFA_OFFSET_X: ['X Offset', '0'],
              CFA_OFFSET_Y: ['Y Offset', '0'],
              CFA_TYPE: ['Filter', 'RGGB'],
            },
            read: () => ({}),
          }),
        ]
      : []),
  ];
}

const celsius = quantity('Temperature (C)', -50, 40, 0, '%5.2f');

/** A sensor that can only be felt. */
function temperature(driver: Driver<'camera'>): Property {
  return numbers('CCD_TEMPERATURE', {
    label: 'Temperature',
    elements: { CCD_TEMPERATURE_VALUE: celsius },
    read: async () => ({ values: { CCD_TEMPERATURE_VALUE: await driver.ccdTemperature() } }),
  });
}

function cooling(driver: Driver<'camera'>): Property[] {
  return [
    numbers('CCD_TEMPERATURE', {
      label: 'Temperature',
      timeoutSeconds: 1800,
      elements: { CCD_TEMPERATURE_VALUE: celsius },
      async read() {
        const now = await driver.ccdTemperature();
        const off = Math.abs(now - (await driver.setCCDTemperature()));
        const cools = (await driver.coolerOn()) && off > COLD_ENOUGH;
        return { state: cools ? 'Busy' : 'Ok', values: { CCD_TEMPERATURE_VALUE: now } };
      },
      async write({ CCD_TEMPERATURE_VALUE: wanted }) {
        await driver.putSetCCDTemperature(wanted);
        await driver.putCoolerOn(true);
      },
    }),
    switches('CCD_COOLER', {
      label: 'Cooler',
      elements: { COOLER_ON: 'On', COOLER_OFF: 'Off' },
      read: async () => ({ on: (await driver.coolerOn()) ? 'COOLER_ON' : 'COOLER_OFF' }),
      write: (on) => driver.putCoolerOn(on === 'COOLER_ON'),
    }),
    numbers('CCD_COOLER_POWER', {
      label: 'Cooling Power',
      elements: { CCD_COOLER_VALUE: quantity('Power (%)', 0, 100, 1, '%3.0f') },
      read: async () => ({ values: { CCD_COOLER_VALUE: await driver.coolerPower() } }),
    }),
  ];
}

async function amplifier(driver: Driver<'camera'>): Promise<Property[]> {
  return [
    numbers('CCD_GAIN', {
      label: 'Gain',
      kept: true,
      elements: { GAIN: quantity('Gain', await driver.gainMin(), await driver.gainMax(), 1, '%.f') },
      read: async () => ({ values: { GAIN: await driver.gain() } }),
      write: ({ GAIN }) => driver.putGain(GAIN),
    }),
    numbers('CCD_OFFSET', {
      label: 'Offset',
      kept: true,
      elements: { OFFSET: quantity('Offset', await driver.offsetMin(), await driver.offsetMax(), 1, '%.f') },
      read: async () => ({ values: { OFFSET: await driver.offset() } }),
      write: ({ OFFSET }) => driver.putOffset(OFFSET),
    }),
  ];
}

function options({ focalLength, aperture }: Telescope): Property[] {
  return [
    switches('CCD_TRANSFER_FORMAT', {
      label: 'Encode',
      group: IMAGE,
      elements: { FORMAT_FITS: 'FITS' },
      on: 'FORMAT_FITS',
    }),
    switches('UPLOAD_MODE', {
      label: 'Upload',
      group: 'Options',
      elements: { UPLOAD_CLIENT: 'Client' },
      on: 'UPLOAD_CLIENT',
    }),
    numbers('SCOPE_INFO', {
      label: 'Scope',
      group: 'Options',
      polled: false,
      elements: {
        FOCAL_LENGTH: quantity('Focal Length (mm)', 10, 10_000, 100, '%.2f'),
        APERTURE: quantity('Aperture (mm)', 10, 3000, 100, '%.2f'),
      },
      read: () => ({ values: { FOCAL_LENGTH: focalLength, APERTURE: aperture } }),
    }),
    texts('FITS_HEADER', {
      label: 'FITS Header',
      group: 'General Info',
      elements: { FITS_OBSERVER: ['Observer', ''], FITS_OBJECT: ['Object', ''] },
    }),
  ];
}
