import type { Examination } from '../examination.ts';

/** IsSafe has been read with the properties; there is nothing that can be done to a safety monitor. */
export async function examineSafetyMonitor(_x: Examination): Promise<void> {}
