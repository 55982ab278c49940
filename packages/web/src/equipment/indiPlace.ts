/** Where the properties of a device are, by its address; null for one that does not speak INDI. */
export function indiPlace(address: string): { server: string; device: string } | null {
  const match = /^indi:\/\/(\[[^\]]+\]|[^/:]+)(?::(\d+))?\/([^?]+)/i.exec(address);
  if (!match) return null;
  const [, host = '', port = '7624', device = ''] = match;
  try {
    return { server: `indi://${host.toLowerCase()}:${port}`, device: decodeURIComponent(device) };
  } catch {
    return null; // its own line says what is wrong with it
  }
}
