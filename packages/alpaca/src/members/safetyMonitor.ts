import type { Members } from './row.ts';

export const safetyMonitor = {
  IsSafe: {
    access: 'read',
    type: 'boolean',
    since: 1,
    mandatory: true,
    state: true,
    whenDisconnected: false,
    doc: 'Whether the observatory may be open. False, not an error, while the device is not connected.',
  },
} as const satisfies Members;
