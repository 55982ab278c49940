/** A DSLR: ISO instead of gain, raw or JPEG, its own file or FITS; no cooler, no binning, always the whole sensor. */

import { type Pixels, parseUtc, utcText } from '@uraniborg/core';
import { writeDng, writeJpeg } from '@uraniborg/formats';
import { chosen, type OutgoingBlob } from '@uraniborg/indi';
import type { Telescope } from '../../optics/telescope.ts';
import type { Sensor } from '../../sensor/sensor.ts';
import type { DeviceHost, DeviceTable } from '../deviceHost.ts';
import type { Driver } from '../driver.ts';
import { exposures } from '../exposures.ts';
import { fitsOfExposure } from '../fitsOfExposure.ts';
import { frames, numbers, type Property, quantity, switches, texts } from '../property.ts';
import type { Companions } from './cameraTable.ts';

const IMAGE = 'Image Settings';
const INFO = 'Image Info';
/** Twice the ISO is 6.02 dB; the amplifier is set in tenths of them. */
const gainOf = (iso: number) => Math.round(60 * Math.log2(iso / 100));

export function dslrTable(
  driver: Driver<'camera'>,
  sensor: Sensor,
  telescope: Telescope,
  companions: Companions,
): DeviceTable {
  return {
    interfaces: ['ccd'],
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
      ...(await exposures(host, driver, (pixels) => fileOf(host, driver, sensor, telescope, pixels))),
      iso(driver, sensor),
      ...formats(),
      ...geometry(sensor),
      frames('CCD1', { label: 'Image Data', group: INFO }),
    ],
  };
}

function iso(driver: Driver<'camera'>, { iso: values = [] }: Sensor): Property {
  return switches('CCD_ISO', {
    label: 'ISO',
    group: IMAGE,
    elements: Object.fromEntries(values.map((value, i) => [`ISO${i}`, String(value)])),
    read: async () => {
      const gain = await driver.gain();
      return { on: `ISO${values.findIndex((value) => gainOf(value) === gain)}` };
    },
    write: (on) => driver.putGain(gainOf(values[Number(on?.slice(3) ?? 0)] ?? 100)),
  });
}

function formats(): Property[] {
  return [
    switches('CCD_CAPTURE_FORMAT', {
      label: 'Format',
      group: IMAGE,
      elements: { FORMAT_RAW: 'RAW', FORMAT_JPEG: 'JPEG' },
      on: 'FORMAT_RAW',
    }),
    switches('CCD_TRANSFER_FORMAT', {
      label: 'Encode',
      group: IMAGE,
      elements: { FORMAT_FITS: 'FITS', FORMAT_NATIVE: 'Native' },
      on: 'FORMAT_FITS',
    }),
    switches('CCD_FRAME_TYPE', {
      label: 'Frame Type',
      group: IMAGE,
      elements: { FRAME_LIGHT: 'Light', FRAME_BIAS: 'Bias', FRAME_DARK: 'Dark', FRAME_FLAT: 'Flat' },
      on: 'FRAME_LIGHT',
    }),
    switches('UPLOAD_MODE', {
      label: 'Upload',
      group: 'Options',
      elements: { UPLOAD_CLIENT: 'Client' },
      on: 'UPLOAD_CLIENT',
    }),
    texts('FITS_HEADER', {
      label: 'FITS Header',
      group: 'General Info',
      elements: { FITS_OBSERVER: ['Observer', ''], FITS_OBJECT: ['Object', ''] },
    }),
  ];
}

/** All of it can be read only: there is nothing to choose. */
function geometry({ width, height, pixelSizeUm }: Sensor): Property[] {
  const fixed = <E extends string>(name: string, label: string, group: string, values: Record<E, number>): Property =>
    numbers<string>(name, {
      label,
      group,
      polled: false,
      elements: Object.fromEntries(
        Object.entries<number>(values).map(([element, value]) => [
          element,
          quantity(element, 0, 16_000, 0, '%.2f', value),
        ]),
      ),
      read: () => ({ values }),
    });
  const pitch = { CCD_PIXEL_SIZE: pixelSizeUm, CCD_PIXEL_SIZE_X: pixelSizeUm, CCD_PIXEL_SIZE_Y: pixelSizeUm };
  return [
    fixed('CCD_FRAME', 'Frame', IMAGE, { X: 0, Y: 0, WIDTH: width, HEIGHT: height }),
    fixed('CCD_BINNING', 'Binning', IMAGE, { HOR_BIN: 1, VER_BIN: 1 }),
    fixed('CCD_INFO', 'CCD Information', INFO, { CCD_MAX_X: width, CCD_MAX_Y: height, ...pitch, CCD_BITSPERPIXEL: 16 }),
    texts('CCD_CFA', {
      label: 'Bayer Info',
      group: INFO,
      elements: { CFA_OFFSET_X: ['X Offset', '0'], CFA_OFFSET_Y: ['Y Offset', '0'], CFA_TYPE: ['Filter', 'RGGB'] },
      read: () => ({}),
    }),
  ];
}

/** What the camera would hand out: its raw file or JPEG, or the FITS that its driver makes of either. */
async function fileOf(
  host: DeviceHost,
  driver: Driver<'camera'>,
  sensor: Sensor,
  telescope: Telescope,
  pixels: Pixels,
): Promise<OutgoingBlob> {
  const raw = chosen(host.vector('CCD_CAPTURE_FORMAT')) !== 'FORMAT_JPEG';
  const native = chosen(host.vector('CCD_TRANSFER_FORMAT')) === 'FORMAT_NATIVE';
  const black = (await driver.offset()) * sensor.offset.aduPerUnit;
  const mosaic = { ...pixels, data: Uint16Array.from(pixels.data) };
  if (!native) {
    const taken = raw ? pixels : developed(mosaic, black, sensor.maxAdu);
    return { format: '.fits', bytes: await fitsOfExposure(host, driver, telescope, taken) };
  }
  if (!raw) return { format: '.jpg', bytes: writeJpeg(developed(mosaic, black, sensor.maxAdu)) };
  const start = utcText(parseUtc(`${await driver.lastExposureStartTime()}Z`), 0);
  const gain = await driver.gain();
  const bytes = writeDng(mosaic, {
    make: 'Uraniborg',
    model: `Uraniborg ${sensor.name}`,
    pattern: 'RGGB',
    black,
    white: sensor.maxAdu,
    seconds: await driver.lastExposureDuration(),
    iso: sensor.iso?.find((value) => gainOf(value) === gain) ?? 100,
    taken: start.slice(0, 19).replaceAll('-', ':').replace('T', ' '),
    takenOffset: '+00:00',
  });
  return { format: '.dng', bytes };
}

/** Colour of 8 bits, each cell of the mosaic in one colour, brightened as cameras do: the square root of the light. */
function developed({ width, height, data }: Pixels<Uint16Array>, black: number, white: number): Pixels<Uint8Array> {
  const size = width * height;
  const result = new Uint8Array(3 * size);
  const level = (adu: number) => 255 * Math.sqrt(Math.max(0, adu - black) / (white - black));
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const cell = (y & ~1) * width + (x & ~1);
      const green = ((data[cell + 1] ?? 0) + (data[cell + width] ?? 0)) / 2;
      const i = y * width + x;
      result[i] = level(data[cell] ?? 0);
      result[size + i] = level(green);
      result[2 * size + i] = level(data[cell + width + 1] ?? 0);
    }
  return { width, height, planes: 3, data: result };
}
