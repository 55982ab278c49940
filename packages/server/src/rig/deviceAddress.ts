import { InvalidInput } from '@uraniborg/core';
import type { IndiSensor } from '@uraniborg/devices';

/**
 * Where a device is: what "manual://filters", "phd2://host:port", "alpaca://host:port/camera/0" or "indi://host:port/CCD%20Simulator" says; with
 * "?sensor=2" the second sensor of an INDI camera, its guide head.
 */
export type DeviceAddress =
  | { readonly protocol: 'alpaca'; readonly server: string; readonly type: string; readonly number: number }
  | {
      readonly protocol: 'indi';
      readonly host: string;
      readonly port: number;
      readonly device: string;
      readonly sensor: IndiSensor;
    }
  /** The event server of a guider that is a program of its own. */
  | { readonly protocol: 'phd2'; readonly host: string; readonly port: number }
  /** What a person is the driver of. */
  | { readonly protocol: 'manual' };

const INDI_PORT = 7624;
const PHD2_PORT = 4400;
const EXAMPLES = 'write for example alpaca://192.168.1.5:11111/camera/0 or indi://192.168.1.5:7624/CCD%20Simulator';

/** @throws InvalidInput it is not such an address; the message shows what one looks like */
export function deviceAddress(text: string): DeviceAddress {
  const url = URL.parse(text);
  const wrong = (why: string) =>
    new InvalidInput(`"${text}" is not the address of a device: ${why}; ${EXAMPLES}`, 'address');
  if (!url || !/^[a-z][a-z\d]*:\/\//i.test(text)) throw wrong('it has no alpaca:// or indi:// before it');
  if (url.protocol === 'manual:') return { protocol: 'manual' };
  if (url.hostname === '') throw wrong('the host is missing');
  if (url.protocol === 'indi:') {
    const device = decoded(url.pathname.slice(1));
    if (!device) throw wrong('the name of the device is missing');
    const sensor = url.searchParams.get('sensor') ?? '1';
    if (sensor !== '1' && sensor !== '2') throw wrong('a camera has a sensor 1 and at most a sensor 2');
    return {
      protocol: 'indi',
      host: bare(url.hostname),
      port: Number(url.port) || INDI_PORT,
      device,
      sensor: sensor === '2' ? 'second' : 'main',
    };
  }
  if (url.protocol === 'phd2:')
    return { protocol: 'phd2', host: bare(url.hostname), port: Number(url.port) || PHD2_PORT };
  if (url.protocol === 'alpaca:' || url.protocol === 'alpacas:') {
    const match = /^\/([a-z]+)\/(\d{1,9})\/?$/i.exec(url.pathname);
    if (!match) throw wrong('after the host comes the type of the device and its number, such as /camera/0');
    const [, type = '', number = ''] = match;
    const scheme = url.protocol === 'alpacas:' ? 'https' : 'http';
    const login = url.username ? `${url.username}:${url.password}@` : '';
    return {
      protocol: 'alpaca',
      server: `${scheme}://${login}${url.host}`,
      type: type.toLowerCase(),
      number: Number(number),
    };
  }
  throw wrong(`${url.protocol}// is neither alpaca:// nor indi://`);
}

/** The address of the device itself, whichever of its sensors is meant. */
export const hardwareOf = (address: string): string => address.replace(/\?.*$/, '');

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function bare(host: string): string {
  return host.replace(/^\[|\]$/g, '');
}
