/** Alpaca's discovery: a word by UDP to everybody, and from every server the number of its port. */
export const discoveryPort = 32227;
export const discoveryQuestion = 'alpacadiscovery1';
/** The group that asks over IPv6. */
export const discoveryGroup = 'ff12::a1:9aca';

/** The port in an answer; undefined where it is none. */
export function portInAnswer(answer: Uint8Array): number | undefined {
  if (answer.length > 1024) return undefined;
  try {
    const json = JSON.parse(new TextDecoder().decode(answer)) as { AlpacaPort?: unknown } | null;
    const port = Number(json?.AlpacaPort);
    return Number.isInteger(port) && port > 0 && port < 65536 ? port : undefined;
  } catch {
    return undefined;
  }
}

/** "192.168.1.255" of "192.168.1.5" and "255.255.255.0". */
export function broadcastAddress(address: string, netmask: string): string {
  const mask = netmask.split('.').map(Number);
  return address
    .split('.')
    .map((part, i) => Number(part) | (~(mask[i] ?? 255) & 255))
    .join('.');
}
