import { createHash, randomBytes } from 'node:crypto';
import type { Access } from '@uraniborg/api';
import type { Clock } from '@uraniborg/core';

const LIFETIME_MS = 30 * 86_400_000;
const MOST = 1000;

/** Who has said the password. Tokens are kept as hashes, in memory: a restart asks everybody again. */
export interface Sessions {
  /** A new token. */
  begin(who: Access): string;
  /** Who has been given this token; undefined: nobody, or too long ago. */
  whose(token: string): Access | undefined;
  end(token: string): void;
}

export function sessions(clock: Clock): Sessions {
  const begun = new Map<string, { who: Access; ends: number }>();
  const key = (token: string) => createHash('sha256').update(token).digest('base64');
  return {
    begin(who) {
      const token = randomBytes(32).toString('base64url');
      begun.set(key(token), { who, ends: clock.now() + LIFETIME_MS });
      const oldest = begun.size > MOST ? begun.keys().next().value : undefined;
      if (oldest !== undefined) begun.delete(oldest);
      return token;
    },
    whose(token) {
      const session = begun.get(key(token));
      return session && session.ends > clock.now() ? session.who : undefined;
    },
    end(token) {
      begun.delete(key(token));
    },
  };
}
