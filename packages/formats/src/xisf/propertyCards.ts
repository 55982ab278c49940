import { type Card, type CardValue, card } from '../header.ts';

/** What a file says under a name of XISF's own (XISF 1.0, section 11.5), as text. */
export interface XisfProperty {
  readonly id: string;
  readonly value: string;
}

type Meaning = readonly [keyword: string, comment: string, value: (text: string) => CardValue | undefined];

const words = (text: string) => text.trim() || undefined;
const number = (text: string) => (text.trim() === '' || !Number.isFinite(Number(text)) ? undefined : Number(text));
/** XISF has metres where FITS has millimetres. */
const millimetres = (text: string) => {
  const metres = number(text);
  return metres === undefined ? undefined : Math.round(metres * 1e6) / 1e3;
};
/** UTC, as FITS has it: without a Z. */
const time = (text: string) => /^\d{4}-\d\d-\d\dT[\d:.]+(?=Z|[+-]00:00|\s*$)/.exec(text.trim())?.[0];

/** The FITS keyword of each that has one. */
const MEANINGS: Readonly<Record<string, Meaning>> = {
  'Observer:Name': ['OBSERVER', 'observer', words],
  'Observation:Object:Name': ['OBJECT', 'object', words],
  'Observation:Center:RA': ['RA', '[deg] of the centre', number],
  'Observation:Center:Dec': ['DEC', '[deg] of the centre', number],
  'Observation:Equinox': ['EQUINOX', '[yr] of the coordinates', number],
  'Observation:Time:Start': ['DATE-OBS', '[UTC] start of exposure', time],
  'Observation:Time:End': ['DATE-END', '[UTC] end of exposure', time],
  'Observation:Location:Latitude': ['SITELAT', '[deg] latitude', number],
  'Observation:Location:Longitude': ['SITELONG', '[deg] longitude, east positive', number],
  'Observation:Location:Elevation': ['SITEELEV', '[m] above sea level', number],
  'Observation:Meteorology:AmbientTemperature': ['AOCAMBT', '[degC] air', number],
  'Observation:Meteorology:RelativeHumidity': ['AOCHUM', '[%] relative humidity', number],
  'Observation:Meteorology:AtmosphericPressure': ['AOCBAROM', '[hPa] air pressure', number],
  'Instrument:Telescope:Name': ['TELESCOP', 'telescope', words],
  'Instrument:Telescope:FocalLength': ['FOCALLEN', '[mm] focal length', millimetres],
  'Instrument:Telescope:Aperture': ['APTDIA', '[mm] aperture', millimetres],
  'Instrument:Camera:Name': ['INSTRUME', 'camera', words],
  'Instrument:Camera:Gain': ['EGAIN', '[e-/ADU] electrons of one ADU', number],
  'Instrument:Camera:ISOSpeed': ['ISOSPEED', 'ISO setting', number],
  'Instrument:Camera:XBinning': ['XBINNING', 'binning in x', number],
  'Instrument:Camera:YBinning': ['YBINNING', 'binning in y', number],
  'Instrument:ExposureTime': ['EXPTIME', '[s] exposure time', number],
  'Instrument:Filter:Name': ['FILTER', 'filter', words],
  'Instrument:Sensor:Temperature': ['CCD-TEMP', '[degC] sensor', number],
  'Instrument:Sensor:TargetTemperature': ['SET-TEMP', '[degC] sensor, as it was asked for', number],
  'Instrument:Sensor:XPixelSize': ['XPIXSZ', '[um] pixel size in x', number],
  'Instrument:Sensor:YPixelSize': ['YPIXSZ', '[um] pixel size in y', number],
};

/** "MasterDark" is a dark. */
const TYPES: Readonly<Record<string, string>> = { Bias: 'Bias', Dark: 'Dark', Flat: 'Flat', Light: 'Light' };

/**
 * The cards of properties that have a FITS name, where the file has no card of that name already.
 *
 * @param imageType the attribute of the image that tells what it is of
 */
export function propertyCards(
  imageType: string | undefined,
  properties: readonly XisfProperty[],
  cards: readonly Card[],
): Card[] {
  const known = new Set(cards.map(({ keyword }) => keyword));
  const added: Card[] = [];
  const add = (keyword: string, value: CardValue | undefined, comment: string) => {
    if (value === undefined || known.has(keyword)) return;
    known.add(keyword);
    added.push(card(keyword, value, comment));
  };
  for (const { id, value } of properties) {
    const meaning = MEANINGS[id];
    if (!meaning) continue;
    const [keyword, comment, read] = meaning;
    // An exposure time may stand under its older name.
    if (!(keyword === 'EXPTIME' && known.has('EXPOSURE'))) add(keyword, read(value), comment);
  }
  add('IMAGETYP', TYPES[(imageType ?? '').replace(/^Master/, '')], 'what it is a picture of');
  return added;
}
