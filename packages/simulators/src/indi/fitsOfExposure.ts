/** The frame of an INDI camera as FITS, with what its driver knows and what it has snooped from the devices around it. */
import { j2000FromApparent } from '@uraniborg/astrometry';
import { normaliseDegrees, type Pixels, parseUtc, signedDegrees, systemInstant } from '@uraniborg/core';
import { card, encodeFits, type FrameFacts, frameHeader } from '@uraniborg/formats';
import { chosen, numberOf, textOf } from '@uraniborg/indi';
import type { Telescope } from '../optics/telescope.ts';
import type { DeviceHost } from './deviceHost.ts';
import type { Driver } from './driver.ts';

export const FRAME_TYPES = {
  FRAME_LIGHT: ['Light', 'light'],
  FRAME_BIAS: ['Bias', 'bias'],
  FRAME_DARK: ['Dark', 'dark'],
  FRAME_FLAT: ['Flat', 'flat'],
} as const;
export type FrameType = keyof typeof FRAME_TYPES;

/** @returns a whole FITS file */
export async function fitsOfExposure(
  host: DeviceHost,
  driver: Driver<'camera'>,
  telescope: Telescope,
  pixels: Pixels,
): Promise<Uint8Array> {
  const start = parseUtc(`${await driver.lastExposureStartTime()}Z`);
  const [label, frameType] = FRAME_TYPES[(chosen(host.vector('CCD_FRAME_TYPE')) ?? 'FRAME_LIGHT') as FrameType];
  const bin = { x: await driver.binX(), y: await driver.binY() };
  const coloured = pixels.planes === 1 && (await driver.sensorType()) === 'rggb';
  const facts: FrameFacts = {
    software: 'Uraniborg simulator',
    written: systemInstant(host.clock.now(), 'start'),
    exposure: { at: systemInstant(start, 'start'), seconds: await driver.lastExposureDuration() },
    frameType,
    object: textOf(host.vector('FITS_HEADER'), 'FITS_OBJECT') || undefined,
    telescope: { focalLengthMm: telescope.focalLength },
    camera: {
      name: host.name,
      ...(await amplifier(host, driver)),
      offset: await driver.offset(),
      electronsPerAdu: await driver.electronsPerADU(),
      pixelSizeUm: { x: await driver.pixelSizeX(), y: await driver.pixelSizeY() },
      bin,
      bayer: coloured ? { pattern: 'RGGB', x: await driver.bayerOffsetX(), y: await driver.bayerOffsetY() } : undefined,
      temperature: await driver.ccdTemperature(),
      rectangle: {
        x: (await driver.startX()) * bin.x,
        y: (await driver.startY()) * bin.y,
        width: pixels.width * bin.x,
        height: pixels.height * bin.y,
      },
      sensor: { width: await driver.cameraXSize(), height: await driver.cameraYSize() },
    },
    ...snooped(host, start),
    custom: [card('FRAME', label, 'type of frame'), card('APTDIA', telescope.aperture, '[mm] aperture')],
  };
  return encodeFits({ pixels, header: frameHeader(facts) });
}

/** A DSLR has an ISO setting in place of a gain. */
async function amplifier(host: DeviceHost, driver: Driver<'camera'>): Promise<{ gain: number } | { iso: number }> {
  const iso = host.vector('CCD_ISO');
  if (iso?.type !== 'switch') return { gain: await driver.gain() };
  return { iso: Number([...iso.elements.values()].find(({ value }) => value)?.label ?? 0) };
}

/** What the devices named in ACTIVE_DEVICES last said. */
function snooped(host: DeviceHost, time: number): Partial<FrameFacts> {
  const of = (role: string) => {
    const device = textOf(host.vector('ACTIVE_DEVICES'), `ACTIVE_${role}`);
    return (property: string) => (device ? host.vector(property, device) : undefined);
  };
  const [mount, focuser, wheel, rotator] = [of('TELESCOPE'), of('FOCUSER'), of('FILTER'), of('ROTATOR')];
  const raHours = numberOf(mount('EQUATORIAL_EOD_COORD'), 'RA');
  const dec = numberOf(mount('EQUATORIAL_EOD_COORD'), 'DEC');
  const slot = numberOf(wheel('FILTER_SLOT'), 'FILTER_SLOT_VALUE');
  const longitude = numberOf(mount('GEOGRAPHIC_COORD'), 'LONG');
  const side = chosen(mount('TELESCOPE_PIER_SIDE'));
  return {
    ...(raHours !== undefined &&
      dec !== undefined && {
        pointing: {
          ...j2000FromApparent({ ra: normaliseDegrees(raHours * 15), dec }, time),
          altitude: numberOf(mount('HORIZONTAL_COORD'), 'ALT'),
          azimuth: numberOf(mount('HORIZONTAL_COORD'), 'AZ'),
          pierSide: side === 'PIER_WEST' ? 'west' : side === 'PIER_EAST' ? 'east' : undefined,
        },
      }),
    observatory: {
      observer: textOf(host.vector('FITS_HEADER'), 'FITS_OBSERVER') || undefined,
      latitude: numberOf(mount('GEOGRAPHIC_COORD'), 'LAT'),
      longitude: longitude === undefined ? undefined : signedDegrees(longitude),
      elevation: numberOf(mount('GEOGRAPHIC_COORD'), 'ELEV'),
    },
    filter: slot === undefined ? undefined : textOf(wheel('FILTER_NAME'), `FILTER_SLOT_NAME_${slot}`),
    focuser: {
      position: numberOf(focuser('ABS_FOCUS_POSITION'), 'FOCUS_ABSOLUTE_POSITION'),
      temperature: numberOf(focuser('FOCUS_TEMPERATURE'), 'TEMPERATURE'),
    },
    rotatorAngle: numberOf(rotator('ABS_ROTATOR_ANGLE'), 'ANGLE'),
  };
}
