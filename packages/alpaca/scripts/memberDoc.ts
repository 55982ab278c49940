/** What is said of a member wherever it is documented: the reference pages, and the comments of the published types. */
import type { AlpacaErrorName } from '../src/alpacaError.ts';
import { expectations } from '../src/conform/expectations.ts';
import { type DeviceType, deviceTypes } from '../src/deviceTypes.ts';
import { type Member, sinceVersion } from '../src/memberIndex.ts';
import { memberErrors } from './memberErrors.ts';

export interface MemberDoc {
  /** What it is, with the unit and the range. */
  readonly text: string;
  /** "CCDTemperature". */
  readonly ascom: string;
  /** Where ASCOM defines it. */
  readonly link: string;
  /** "since version 2"; empty where it was always there. */
  readonly since: string;
  /** "not implemented (unless CanPark); invalid value"; empty when nothing but a fault is a right refusal. */
  readonly refusals: string;
}

/** @param type undefined for what all devices have in common */
export function memberDoc(member: Member, type: DeviceType | undefined): MemberDoc {
  const { row, name } = member;
  const state = 'state' in row && row.state ? ' Part of DeviceState.' : '';
  // What all devices have in common ASCOM defines at each of them, in the same words.
  const device = deviceTypes[type ?? 'camera'].name;
  return {
    text: row.doc + rangeText(member, type) + state,
    ascom: name,
    link: `https://ascom-standards.org/newdocs/${device.toLowerCase()}.html#${device}.${name}`,
    since: sinceText(member, type),
    refusals: [...memberErrors(member, type)]
      .map(([error, when]) => inWords(error) + (when && ` (${when})`))
      .join('; '),
  };
}

/** "invalid value" of "invalidValue". */
export function inWords(name: AlpacaErrorName | string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** Angles, hours and percents; the other limits of the conformance checks are only what can be believed. */
const scales = ['0 to 24', '0 to 90', '0 to 360', '-90 to 90', '-180 to 180'];

function rangeText({ name, row }: Member, type: DeviceType | undefined): string {
  const expected = type && expectations[type][name];
  if (!expected?.range) return '';
  const [low, high] = expected.range;
  const text = `${low} to ${high}`;
  if (row.doc.includes(text)) return '';
  if (typeof high === 'string')
    return /^(?:Max|Exposure)/.test(high) && !row.doc.includes(high) ? ` From ${text}.` : '';
  return scales.includes(text) || (text === '0 to 100' && /percent/.test(row.doc)) ? ` From ${text}.` : '';
}

function sinceText({ row }: Member, type: DeviceType | undefined): string {
  if (!type) return { actions: 'since Action', platform7: 'since Platform 7' }[String(row.since)] ?? '';
  const version = sinceVersion(type, row);
  return version > 1 ? `since version ${version}` : '';
}
