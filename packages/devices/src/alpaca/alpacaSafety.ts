import type { AlpacaClient } from '@uraniborg/alpaca';
import type { Waiting } from '@uraniborg/core';
import { onLink } from '../onLink.ts';
import type { Safety } from '../safety.ts';
import { alpacaLink } from './alpacaLink.ts';

/** A safety monitor behind an Alpaca server. */
export function alpacaSafety(client: AlpacaClient<'safetyMonitor'>, address: string): Safety {
  const link = alpacaLink(client, address, async () => {});
  return onLink<Safety>(link, {
    kind: 'safety',
    capabilities() {
      link.assertConnected();
      return {};
    },
    read: ({ signal }: Waiting) => link.watched(async () => ({ safe: await client.isSafe({ signal }) })),
  });
}
