import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '@uraniborg/core';

const LIFETIME_MS = 30 * 86_400_000;
const MOST = 1000;

/** Who has said the password. Tokens are kept as hashes, in memory: a restart asks everybody again. */
export interface Sessions {
  /** A new token. */
  begin(): string;
  valid(token: string): boolean;
  end(token: string): void;
}

export function sessions(clock: Clock): Sessions {
  const ends = new Map<string, number>();
  const key = (token: string) => createHash('sha256').update(token).digest('base64');
  return {
    begin() {
      const token = randomBytes(32).toString('base64url');
      ends.set(key(token), clock.now() + LIFETIME_MS);
      const oldest = ends.size > MOST ? ends.keys().next().value : undefined;
      if (oldest !== undefined) ends.delete(oldest);
      return token;
    },
    valid: (token) => (ends.get(key(token)) ?? 0) > clock.now(),
    end(token) {
      ends.delete(key(token));
    },
  };
}
