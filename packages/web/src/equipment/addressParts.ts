import type { Role } from '@uraniborg/api';

/** The address of a device in the parts that a person knows of it. */
export interface AddressParts {
  /** Alpaca over http or https, INDI, or the server of PHD2. */
  protocol: 'alpaca' | 'alpacas' | 'indi' | 'phd2';
  /** An IPv6 address in its brackets. */
  host: string;
  port: number;
  /** Alpaca: its number. INDI: its name. PHD2: nothing. */
  device: string;
  /** INDI: the second sensor of a camera, its guide head. */
  second: boolean;
}

export const usualPort = { alpaca: 11111, alpacas: 443, indi: 7624, phd2: 4400 } as const;

/** What Alpaca calls the device of a role; GPS receivers it does not know. */
const alpacaType: Partial<Record<Role, string>> = {
  camera: 'camera',
  guideCamera: 'camera',
  finderCamera: 'camera',
  mount: 'telescope',
  focuser: 'focuser',
  filterWheel: 'filterwheel',
  rotator: 'rotator',
  dome: 'dome',
  coverCalibrator: 'covercalibrator',
  weather: 'observingconditions',
  safety: 'safetymonitor',
  switches: 'switch',
};

/** Null for what is no such address. */
export function partsOf(address: string): AddressParts | null {
  const guider = /^phd2:\/\/(\[[^\]]+\]|[^/:@]+)(?::(\d{1,5}))?\/?$/i.exec(address);
  if (guider) {
    const [, host = '', port = usualPort.phd2] = guider;
    return { protocol: 'phd2', host, port: Number(port), device: '', second: false };
  }
  const match = /^(alpacas?|indi):\/\/(\[[^\]]+\]|[^/:@]+)(?::(\d{1,5}))?\/(.+)$/i.exec(address);
  const protocol = match?.[1]?.toLowerCase();
  if (!match || (protocol !== 'alpaca' && protocol !== 'alpacas' && protocol !== 'indi')) return null;
  const [, , host = '', port, path = ''] = match;
  const at = port === undefined ? { alpaca: 80, alpacas: 443, indi: 7624 }[protocol] : Number(port);
  if (protocol !== 'indi') {
    const number = /^[a-z]+\/(\d+)\/?$/i.exec(path)?.[1];
    return number === undefined ? null : { protocol, host, port: at, device: number, second: false };
  }
  try {
    const [name = '', sensor = ''] = path.split('?');
    return { protocol, host, port: at, device: decodeURIComponent(name), second: sensor === 'sensor=2' };
  } catch {
    return null; // no name is written so
  }
}

/** The address; null while something is missing, or Alpaca knows no such device. */
export function addressOf(role: Role, { protocol, host, port, device, second }: AddressParts): string | null {
  const bare = host.trim();
  if (bare === '' || (device.trim() === '') !== (role === 'guider')) return null;
  const server = `${bare.includes(':') && !bare.startsWith('[') ? `[${bare}]` : bare}:${port}`;
  if (role === 'guider') return `phd2://${server}`;
  if (protocol === 'indi') {
    const sensor = second && alpacaType[role] === 'camera' ? '?sensor=2' : '';
    return `indi://${server}/${encodeURIComponent(device.trim())}${sensor}`;
  }
  const type = alpacaType[role];
  return type !== undefined && /^\d+$/.test(device.trim()) ? `${protocol}://${server}/${type}/${device.trim()}` : null;
}

/** "indi://pi:7624", "alpaca://pi:11111": what devices of one server have in common. */
export function serverOfAddress(address: string): string | null {
  const parts = partsOf(address);
  return parts && `${parts.protocol}://${parts.host}:${parts.port}`;
}

/** The same device on another host. */
export function movedTo(address: string, host: string, port: number): string | null {
  const parts = partsOf(address);
  if (!parts) return null;
  const end = address.indexOf('/', address.indexOf('://') + 3);
  const path = end < 0 ? '' : address.slice(end);
  return `${parts.protocol}://${host}:${port}${path}`;
}
