import {
  formatDeclination,
  formatRightAscension,
  type Instant,
  InvalidInput,
  instantText,
  shift,
} from '@uraniborg/core';
import type { CameraFacts, ExposureFacts, FrameFacts, ObservatoryFacts, StackFacts } from './frameFacts.ts';
import { guidingCards } from './guidingCards.ts';
import { type Card, card, type Header, withCard } from './header.ts';
import { known } from './known.ts';
import { weatherCards } from './weatherCards.ts';

/**
 * The header of a frame as astronomical programs expect it: the keywords of capture programs, in their usual order.
 * The cards about storage (SIMPLE to ROWORDER) are the file writer's. There is no CRVAL1 or CRVAL2 before a frame is
 * solved: without CTYPE and CRPIX they are half a coordinate system, and fitsverify objects. RA and DEC say the same.
 *
 * @throws InvalidInput when the time of the exposure is not UTC
 */
export function frameHeader(facts: FrameFacts): Header {
  const { range, written, observatory, camera, object, pointing, focuser } = facts;
  const standard = [
    ...known('DATAMIN', range?.min, 'smallest pixel value'),
    ...known('DATAMAX', range?.max, 'largest pixel value'),
    ...known('DATE', written && instantText(written, 0), '[UTC] when this file was made'),
    ...observatoryCards(observatory),
    ...known('TELESCOP', facts.telescope?.name, 'telescope'),
    ...nameCards(camera),
    ...known('FILTER', facts.filter, 'filter'),
    ...known('SWCREATE', facts.software, 'program that took the frame'),
    ...known('OBJECT', object, 'what it shows'),
    ...known('OBJNAME', object, 'what it shows'),
    ...known('IMAGETYP', facts.frameType && frameTypeText(facts.frameType), 'type of frame'),
    ...exposureCards(facts.exposure),
    ...stackCards(facts.stack),
    ...settingCards(camera),
    ...known('FOCALLEN', facts.telescope?.focalLengthMm, '[mm] focal length'),
    ...known('CCD-TEMP', camera?.temperature, '[Celsius] sensor temperature'),
    ...known('SET-TEMP', camera?.setpoint, '[Celsius] sensor temperature asked for'),
    ...subframeCards(camera),
    ...known('CENTAZ', pointing?.azimuth, '[deg] azimuth of the centre, from north through east'),
    ...known('CENTALT', pointing?.altitude, '[deg] altitude of the centre'),
    ...known('AIRMASS', pointing?.airmass, 'relative path through the atmosphere'),
    ...known('FOCUSPOS', focuser?.position, '[step] position of the focuser'),
    ...known('FOCUSTEM', focuser?.temperature, '[Celsius] temperature of the focuser'),
    ...known('ROTATANG', facts.rotatorAngle, '[deg] angle of the rotator'),
    ...known('PIERSIDE', pointing?.pierSide?.toUpperCase(), 'side of the pier the telescope is on'),
    ...pointingCards(facts),
    ...known('GUIDEX', facts.guideStar?.x, '[px] guide star'),
    ...known('GUIDEY', facts.guideStar?.y, '[px] guide star'),
    ...guidingCards(facts.guiding),
    ...weatherCards(facts.weather),
  ];
  return (facts.custom ?? []).reduce<Header>(
    (header, { keyword, value, comment }) => withCard(header, keyword, value, comment || undefined),
    standard,
  );
}

const FRAME_TYPES: Record<string, string> = {
  light: 'Light',
  dark: 'Dark',
  bias: 'Bias',
  flat: 'Flat',
  darkFlat: 'Dark Flat',
};

function frameTypeText(type: string): string {
  return FRAME_TYPES[type] ?? type;
}

function observatoryCards(observatory: ObservatoryFacts | undefined): Card[] {
  return [
    ...known('ORIGIN', observatory?.name, 'observatory'),
    ...known('SITELAT', observatory?.latitude, '[deg] latitude, north positive'),
    ...known('SITELONG', observatory?.longitude, '[deg] longitude, east positive'),
    ...known('SITEELEV', observatory?.elevation, '[m] above sea level'),
    ...known('OBSERVER', observatory?.observer, 'observer'),
  ];
}

/** INSTRUME is the name a person gave; the driver's own then stands in CAMERA. */
function nameCards(camera: CameraFacts | undefined): Card[] {
  const { name, nickname } = camera ?? {};
  const renamed = nickname !== undefined && nickname !== '' && nickname !== name;
  return [
    ...known('INSTRUME', renamed ? nickname : name, 'camera'),
    ...(renamed ? known('CAMERA', name, 'camera as its driver calls it') : []),
  ];
}

function exposureCards({ at, seconds, requestedSeconds }: ExposureFacts): Card[] {
  const start = startOf(at, seconds);
  // Milliseconds, unless the clock is good enough for more to mean something.
  const text = instantText(start, at.uncertaintyNs < 500_000 ? 6 : 3);
  const quality = Number.isFinite(at.uncertaintyNs) ? `, +-${Number((at.uncertaintyNs / 1e6).toPrecision(2))} ms` : '';
  return [
    card('DATE-OBS', text, `[UTC] start of exposure, ${at.source} clock${quality}`),
    card('MJD-OBS', Number(start.ns / 1000n) / 86_400e6 + 40_587, '[d] start of exposure, modified Julian date'),
    card('EXPTIME', seconds, '[s] exposure time'),
    ...(requestedSeconds === seconds ? [] : known('REQTIME', requestedSeconds, '[s] exposure time asked for')),
  ];
}

function startOf(at: Instant, seconds: number): Instant {
  if (at.scale !== 'UTC')
    throw new InvalidInput(`the time of an exposure must be UTC to be filed, not ${at.scale}`, 'at');
  const before = { start: 0, middle: seconds / 2, end: seconds }[at.marks];
  return before === 0 ? at : shift(at, -before);
}

function stackCards(stack: StackFacts | undefined): Card[] {
  if (!stack) return [];
  return [
    card('STACKCNT', stack.count, 'number of stacked exposures'),
    card('STACKEXP', stack.seconds, '[s] time of each'),
    card('STACKOP', stack.operation, 'how they were joined'),
    card('STACKALN', stack.aligned, 'whether they were aligned'),
  ];
}

function settingCards(camera: CameraFacts | undefined): Card[] {
  if (!camera) return [];
  const { pixelSizeUm, bin, bayer } = camera;
  const [x, y] = [pixelSizeUm && pixelSizeUm.x * bin.x, pixelSizeUm && pixelSizeUm.y * bin.y];
  return [
    ...known('GAIN', camera.gain, 'gain setting'),
    ...known('OFFSET', camera.offset, 'offset setting'),
    ...known('EGAIN', camera.electronsPerAdu, '[e-/ADU] electrons of one unit'),
    ...known('ISOSPEED', camera.iso, 'ISO setting'),
    ...known('GAMMA', camera.gamma, 'gamma setting'),
    ...known('BRIGHTNS', camera.brightness, 'brightness setting'),
    ...known('F_STOP', camera.fStop, 'f-stop'),
    ...known('XPIXSZ', x, '[um] pixel width, binned'),
    ...known('YPIXSZ', y, '[um] pixel height, binned'),
    ...known('PIXSIZE1', x, '[um] pixel width, binned'),
    ...known('PIXSIZE2', y, '[um] pixel height, binned'),
    card('XBINNING', bin.x, 'binning in x'),
    card('YBINNING', bin.y, 'binning in y'),
    ...known('XBAYROFF', bayer?.x, 'where the Bayer pattern begins in x'),
    ...known('YBAYROFF', bayer?.y, 'where the Bayer pattern begins in y'),
    ...known('BAYERPAT', bayer?.pattern, 'colours of the first pixels, row by row'),
    ...known('MULT_R', bayer?.multipliers?.r, 'white balance, red'),
    ...known('MULT_G', bayer?.multipliers?.g, 'white balance, green'),
    ...known('MULT_B', bayer?.multipliers?.b, 'white balance, blue'),
  ];
}

/** Only where not the whole sensor was read out. */
function subframeCards(camera: CameraFacts | undefined): Card[] {
  if (!camera?.rectangle || !camera.sensor) return [];
  const { rectangle, sensor, bin } = camera;
  const { x, y, width, height } = rectangle;
  // Binning leaves out what does not fill a bin: that is no subframe.
  const whole = x === 0 && y === 0 && sensor.width - width < bin.x && sensor.height - height < bin.y;
  if (whole) return [];
  return [
    card('FRAMEX', x, '[px] first column read out, unbinned'),
    card('FRAMEY', y, '[px] first row read out, unbinned'),
    card('FRAMEHGT', height, '[px] height read out, unbinned'),
    card('FRAMEWDH', width, '[px] width read out, unbinned'),
    card('XORGSUBF', Math.floor(x / bin.x), '[px] first column, binned'),
    card('YORGSUBF', Math.floor(y / bin.y), '[px] first row, binned'),
  ];
}

function pointingCards({ pointing, camera, telescope }: FrameFacts): Card[] {
  if (!pointing || !Number.isFinite(pointing.ra) || !Number.isFinite(pointing.dec)) return [];
  const { ra, dec } = pointing;
  const scale = (axis: 'x' | 'y') => {
    const size = camera?.pixelSizeUm?.[axis];
    const length = telescope?.focalLengthMm;
    // Small angle: 206264.8 arcseconds in a radian, micrometres over millimetres.
    return size && length ? ((size * (camera?.bin[axis] ?? 1)) / length) * 206.2648 : undefined;
  };
  return [
    card(
      'OBJCTRA',
      formatRightAscension(ra, { digits: 2, separators: '  ' }),
      '[h m s] right ascension of the centre, J2000',
    ),
    card(
      'OBJCTDEC',
      formatDeclination(dec, { digits: 2, separators: '  ' }),
      '[d m s] declination of the centre, J2000',
    ),
    card('EQUINOX', 2000, 'equinox of the coordinates'),
    card('RA', ra, '[deg] right ascension of the centre'),
    card('DEC', dec, '[deg] declination of the centre'),
    ...known('SECPIX1', scale('x'), '[arcsec/px] scale in x'),
    ...known('SECPIX2', scale('y'), '[arcsec/px] scale in y'),
    ...known('SCALE', scale('x'), '[arcsec/px] scale'),
  ];
}
