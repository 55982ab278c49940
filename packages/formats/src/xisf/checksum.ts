import { InvalidInput } from '@uraniborg/core';

/** The hash of bytes as hexadecimal digits: whoever wants checksums brings it (node:crypto has one). */
export type Digest = (algorithm: 'sha1' | 'sha256' | 'sha512' | 'sha3-256' | 'sha3-512', bytes: Uint8Array) => string;

const algorithms = {
  'sha-1': 'sha1',
  sha1: 'sha1',
  'sha-256': 'sha256',
  sha256: 'sha256',
  'sha-512': 'sha512',
  sha512: 'sha512',
  'sha3-256': 'sha3-256',
  'sha3-512': 'sha3-512',
} as const;

/**
 * Compares a block as it stands in the file with its checksum (XISF 1.0, 10.5). One by an algorithm that the format does
 * not have says nothing.
 *
 * @param attribute "sha-1:0beec7b5..."
 * @throws InvalidInput the block is not what was written
 */
export function demandChecksum(block: Uint8Array, attribute: string, digest: Digest): void {
  const [name = '', expected = ''] = attribute.trim().toLowerCase().split(':');
  const algorithm = algorithms[name as keyof typeof algorithms];
  if (algorithm !== undefined && digest(algorithm, block).toLowerCase() !== expected)
    throw new InvalidInput('The pixels are not those that were written: their checksum differs', 'checksum');
}
