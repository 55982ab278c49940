import { type Clock, instantMs } from '@uraniborg/core';
import type { FrameContext } from '../frameSink.ts';
import { createLeases } from '../leases.ts';
import { type Ledger, memoryLedger } from '../ledger.ts';
import type { Limit } from '../limits.ts';
import type { LogLine, Observatory } from '../operation.ts';
import { type FakeRig, fakeRig } from './fakeRig.ts';

export interface FakeObservatory extends Observatory {
  readonly devices: FakeRig;
  readonly lines: LogLine[];
  readonly kept: FrameContext[];
}

/** An observatory whose frames are only counted: what plans and operations are tried on. */
export function fakeObservatory(
  clock: Clock,
  { ledger = memoryLedger(), limits = [] }: { ledger?: Ledger; limits?: readonly Limit[] } = {},
): FakeObservatory {
  const devices = fakeRig(clock);
  const lines: LogLine[] = [];
  const kept: FrameContext[] = [];
  const { camera, mount, focuser, filterWheel } = devices;
  return {
    devices,
    lines,
    kept,
    rig: () => ({ camera, mount, focuser, filterWheel }),
    clock,
    leases: createLeases(),
    ledger,
    limits,
    site: () => ({ latitude: 55.9, longitude: 12.7, elevation: 40 }),
    log: (line) => lines.push(line),
    async frames(exposed, context) {
      kept.push(context);
      const id = `${instantMs(exposed.start)}`;
      return { id, fileName: context.keep ? `${id}.fits` : undefined };
    },
  };
}
