import { resolve } from 'node:path';
import type { FrameSummary, Role } from '@uraniborg/api';
import { parseUtc, VirtualClock } from '@uraniborg/core';
import {
  createLeases,
  type LogLine,
  memoryLedger,
  type Rig,
  shortNight,
  shortNightNeeds,
  startOperation,
} from '@uraniborg/operations';
import { frameKeeper } from '../frames/frameKeeper.ts';
import { nightSite } from '../rig/nightSite.ts';
import { rigOpener } from '../rig/openDevice.ts';
import { simulatedRig } from '../rig/simulatedRig.ts';
import { makeFolder } from '../storage/makeFolder.ts';
import { version } from '../version.ts';
import { pixelWorkers } from '../workers/pixelWorkers.ts';

export interface DemoOptions {
  readonly seed: number;
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly onLog: (line: LogLine) => void;
  readonly onFrame: (path: string, frame: FrameSummary) => void;
}

/** Always the same night, so that the same seed gives the same bytes. */
const EVENING = parseUtc('2026-11-20T22:00:00Z');
const FILTERS = 3;
/** Of 255: half a well in a second through a broad filter. */
const PANEL = 120;
const PANEL_SECONDS = 15;

/**
 * A short night of the simulated observatory on a clock that jumps: cool, slew, focus by the filters' offsets, lights,
 * darks, flats, park. The same plan, devices and files as of a real night.
 */
export async function demoNight({ seed, folder, signal, onLog, onFrame }: DemoOptions): Promise<void> {
  const clock = new VirtualClock(EVENING);
  const simulated = simulatedRig({ clock, seed, site: nightSite(EVENING) });
  const opener = rigOpener({ clock, inside: { [simulated.host]: simulated.transport } });
  const workers = pixelWorkers(1);
  const out = resolve(folder);
  await makeFolder(out);

  const night = async () => {
    const waiting = { clock, signal };
    const rig: Rig = {
      camera: opener.open('camera', simulated.addresses.camera),
      mount: opener.open('mount', simulated.addresses.mount),
      focuser: opener.open('focuser', simulated.addresses.focuser),
      filterWheel: opener.open('filterWheel', simulated.addresses.filterWheel),
    };
    for (const role of Object.keys(rig) as Role[]) await rig[role]?.connect(waiting);
    const site = await rig.mount?.readSite(waiting);
    const focus = (await rig.focuser?.read(waiting))?.position ?? 0;
    const wheel = rig.filterWheel?.capabilities().filters ?? [];
    const keeper = frameKeeper({
      folder: out,
      rig: () => rig,
      workers,
      software: `Uraniborg ${version}`,
      onFrame: (frame, path) => path !== undefined && onFrame(path, frame),
    });
    /** The panel has no place in a rig yet: it is closed and lit by hand, before the flats. */
    const lightPanel = async () => {
      const { panel } = simulated.observatory.world;
      onLog({ at: clock.now(), level: 'info', text: 'Close the cover and light the panel by hand' });
      panel.move(false, clock.now());
      panel.light(PANEL, clock.now());
      await clock.sleep(PANEL_SECONDS * 1000, signal);
    };
    const plan = () =>
      shortNight({
        target: { ra: 10.685, dec: 41.269 },
        object: 'M31',
        temperature: -10,
        focus,
        filters: wheel.slice(0, FILTERS).map(({ name, focusOffset }, slot) => ({ slot, name, focusOffset })),
        lights: { count: 12, seconds: 60 },
        darks: { count: 3, seconds: 60 },
        flats: { count: 3, seconds: 1 },
      });
    const running = await startOperation(
      { name: 'Demonstration night', needs: shortNightNeeds, plan },
      {
        rig: () => rig,
        clock,
        leases: createLeases(),
        ledger: memoryLedger(),
        async frames(exposed, context, within) {
          const kept = await keeper.sink(exposed, context, within);
          const { frameType, ordinal } = context;
          if (frameType === 'dark' && ordinal?.index === ordinal?.count) await lightPanel();
          return kept;
        },
        limits: [],
        site: () => site,
        log: onLog,
      },
    );
    const stop = () => running.abandon('interrupted');
    signal.addEventListener('abort', stop, { once: true });
    await running.done;
  };
  try {
    await clock.run(night(), 'the demonstration night');
  } finally {
    await workers.close();
  }
}
