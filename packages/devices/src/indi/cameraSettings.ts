/** What a camera of INDI lets one choose for an exposure besides its length: gain or ISO, offset, raw or JPEG. */
import { InvalidInput, type Waiting } from '@uraniborg/core';
import { isOn, numberOf, type SwitchVector, type Vector } from '@uraniborg/indi';
import type { ExposureRequest, ValueNames, ValueRange } from '../camera.ts';
import { finite, type IndiLink } from './indiLink.ts';

type Setting = 'gain' | 'offset';

/** Where drivers keep gain and offset: in a property of their own, or among the controls of the camera's library. */
const numbers = {
  gain: [
    ['CCD_GAIN', 'GAIN'],
    ['CCD_CONTROLS', 'Gain'],
  ],
  offset: [
    ['CCD_OFFSET', 'OFFSET'],
    ['CCD_CONTROLS', 'Offset'],
  ],
} as const;

const ISO = 'CCD_ISO';
const CAPTURE = 'CCD_CAPTURE_FORMAT';

/** Now; of an ISO its index among the names. */
export function settingNow(link: IndiLink, what: Setting): number | undefined {
  const [property, element] = placeOf(link, what) ?? [];
  if (property && element) return finite(numberOf(link.vector(property), element));
  const iso = what === 'gain' ? choice(link, ISO) : undefined;
  const index = iso ? [...iso.elements.values()].findIndex(({ value }) => value) : -1;
  return index < 0 ? undefined : index;
}

/** What can be set: numbers, or the ISO values of a DSLR by their names. */
export function settingRange(link: IndiLink, what: Setting): ValueRange | ValueNames | undefined {
  const [property, element] = placeOf(link, what) ?? [];
  if (property && element) return rangeOf(link.vector(property), element);
  const iso = what === 'gain' ? choice(link, ISO) : undefined;
  return iso && { names: labels(iso).map((label) => (/^\d+$/.test(label) ? `ISO ${label}` : label)) };
}

/** The ISO value that is set, as a number; undefined for a camera with a gain, or an automatic one. */
export function isoNow(link: IndiLink): number | undefined {
  const iso = choice(link, ISO);
  const chosen = iso && [...iso.elements.values()].find(({ value }) => value);
  const number = Number(/\d+/.exec(chosen?.label ?? '')?.[0] ?? Number.NaN);
  return Number.isFinite(number) ? number : undefined;
}

/** What the camera can make of an exposure; empty where there is nothing to choose. */
export function captureFormats(link: IndiLink): readonly string[] {
  const formats = choice(link, CAPTURE);
  return formats && formats.elements.size > 1 ? labels(formats) : [];
}

/** Says what changes only: each of these costs some drivers a second. */
export async function applySettings(link: IndiLink, request: ExposureRequest, waiting: Waiting): Promise<void> {
  for (const what of ['gain', 'offset'] as const) {
    const value = request[what];
    if (value === undefined) continue;
    const [property, element] = placeOf(link, what) ?? [];
    if (property && element) await link.set(property, { [element]: value }, waiting);
    else if (what === 'gain') await choose(link, ISO, value, waiting);
  }
  if (request.readoutMode !== undefined) await choose(link, CAPTURE, request.readoutMode, waiting);
}

async function choose(link: IndiLink, property: string, index: number, waiting: Waiting): Promise<void> {
  const element = [...(choice(link, property)?.elements.keys() ?? [])][index];
  if (element === undefined) throw new InvalidInput(`${link.name} has no choice ${index} in ${property}`, property);
  if (isOn(link.vector(property), element) !== true) await link.set(property, { [element]: true }, waiting);
}

function placeOf({ vector }: IndiLink, what: Setting) {
  return numbers[what].find(([property, element]) => vector(property)?.elements.has(element));
}

function choice({ vector }: IndiLink, property: string): SwitchVector | undefined {
  const found = vector(property);
  return found?.type === 'switch' && found.elements.size > 0 ? found : undefined;
}

function labels({ elements }: SwitchVector): string[] {
  return Array.from(elements.values(), ({ label, name }) => label || name);
}

/** The limits of a number; none where they say nothing. */
export function rangeOf(vector: Vector | undefined, element: string): ValueRange | undefined {
  const found = vector?.type === 'number' ? vector.elements.get(element) : undefined;
  return found && found.max > found.min ? { min: found.min, max: found.max } : undefined;
}
