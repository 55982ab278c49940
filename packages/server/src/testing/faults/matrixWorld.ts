import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAlpacaHandler, memoryTransport, type ServedDevice, type Transport } from '@uraniborg/alpaca';
import type { Profile, ProfileOptions } from '@uraniborg/api';
import { AbortedError, parseUtc, TransportError, VirtualClock } from '@uraniborg/core';
import { memoryPair, PropertyServer } from '@uraniborg/indi';
import { createSimulatedObservatory, offerOverIndi, type SimulatedObservatory } from '@uraniborg/simulators';
import { pino } from 'pino';
import { observatory, type ServedObservatory } from '../../observatory/observatory.ts';
import { emptyProfile } from '../../profiles/emptyProfile.ts';
import { openProfiles } from '../../profiles/profileStore.ts';
import { openLogins } from '../../profiles/serverLogins.ts';
import { rigOpener } from '../../rig/openDevice.ts';
import { SERVER } from '../../rig/simulatedRig.ts';
import { sky } from '../../sky/sky.ts';
import { builtInObjects, builtInStars } from '../../sky/skyData.ts';
import { dataFolder } from '../../storage/dataFolder.ts';
import type { PixelWorkers } from '../../workers/pixelWorkers.ts';
import { alpacaLine } from './alpacaLine.ts';
import { forgetEverything } from './forgetEverything.ts';
import { indiLine } from './indiLine.ts';
import type { FaultName, Line } from './line.ts';
import { type FramePrint, recordFrames } from './trueFrames.ts';

export type Protocol = 'alpaca' | 'indi';

/** A whole observatory on a virtual clock, a camera, mount, focuser and wheel on a line that can be spoilt. */
export interface MatrixWorld {
  readonly clock: VirtualClock;
  readonly served: ServedObservatory;
  readonly line: Line;
  readonly data: ReturnType<typeof dataFolder>;
  /** Of every frame that the camera's driver has truly taken. */
  readonly trueFrames: readonly FramePrint[];
  /** Makes the fault happen. */
  strike(fault: FaultName, role: MatrixRole): void;
  /** Takes the clock forward until `work` settles. */
  run<T>(work: Promise<T>): Promise<T>;
  end(): Promise<void>;
}

export type MatrixRole = 'camera' | 'mount' | 'focuser' | 'filterWheel';

const EVENING = parseUtc('2026-11-20T22:00:00Z');
const SITE = { latitude: 28.3, longitude: -17.9, elevation: 2390 };
/** How long what passes by itself lasts, milliseconds. */
const LASTS = { hang: 90_000, drip: 120_000, garbage: 60_000, wrong: 60_000, restart: 10_000 };
const TYPES = { camera: 'camera', mount: 'telescope', focuser: 'focuser', filterWheel: 'filterwheel' } as const;

/** @param recovery what the profile says of it, besides the defaults, an outage of 240 s at most and another INDI server */
export async function matrixWorld(
  protocol: Protocol,
  workers: PixelWorkers,
  recovery: Partial<ProfileOptions['recovery']> = {},
): Promise<MatrixWorld> {
  const clock = new VirtualClock(EVENING);
  const trueFrames: FramePrint[] = [];
  const simulated = recordFrames(
    createSimulatedObservatory({ clock, seed: 1, stars: builtInStars(), site: SITE, roof: 'open' }),
    trueFrames,
  );
  const folder = mkdtempSync(join(tmpdir(), 'uraniborg-faults-'));
  const data = dataFolder(folder);
  const over = new AbortController();
  const alpaca = alpacaServer(clock, simulated);
  const indi = indiServer(clock, simulated);
  const line = protocol === 'alpaca' ? alpacaLine(clock, () => alpaca.now) : indiLine(clock, () => indi.now);
  let elsewhere: Transport | undefined;
  const opener = rigOpener({
    clock,
    inside: {
      ...('transport' in line && { simulator: line.transport }),
      elsewhere: (request) => (elsewhere ?? Promise.reject)(request),
    },
    indiInside: {
      ...('connect' in line && { simulator: line.connect }),
      async elsewhere() {
        if (!elsewhere) throw new TransportError('No INDI server at elsewhere: nothing listens there');
        const [near, far] = memoryPair();
        void indi.now.serve(far);
        return near;
      },
    },
  });
  const profiles = await openProfiles(data.profiles, profileOf(protocol, simulated, recovery));
  const served = await observatory({
    version: '0',
    data,
    opener,
    profiles,
    logins: await openLogins(data.logins),
    findDevice: async (uniqueId) => alpaca.find(uniqueId, elsewhere ? 'http://elsewhere' : 'http://simulator'),
    discover: async () => ({ devices: [], problems: [] }),
    sky: sky(builtInStars(), builtInObjects()),
    clock,
    signal: over.signal,
    logger: pino({ level: 'silent' }),
    simulatedNotice: '',
    workers,
  });
  const later = (ms: number, act: () => void) => {
    clock.sleep(ms, over.signal).then(act, () => undefined);
  };
  const spoilFor = (fault: Parameters<Line['spoil']>[0], ms: number) => {
    line.spoil(fault);
    later(ms, () => line.heal());
  };
  const kill = async () => {
    if (protocol === 'alpaca') line.spoil('gone');
    else indi.removeDevices();
    forgetEverything(simulated);
    await clock.sleep(LASTS.restart, over.signal);
    if (protocol === 'alpaca') alpaca.restart();
    else indi.offerAgain();
    line.heal();
  };
  return {
    clock,
    served,
    line,
    data,
    trueFrames,
    strike(fault, role) {
      switch (fault) {
        case 'TCP reset':
          return spoilFor('reset', 50);
        case 'silent hang':
          return spoilFor('hang', LASTS.hang);
        case 'slow drip':
          return spoilFor('drip', LASTS.drip);
        case 'garbage':
          return spoilFor('garbage', LASTS.garbage);
        case 'wrong answers': {
          const mend = simulated.faults.add({ device: `${TYPES[role]}/0`, kind: 'garbage' });
          return later(LASTS.wrong, mend);
        }
        case 'driver SIGKILL':
          kill().catch(() => undefined);
          return;
        case 'device renamed':
          line.spoil('reset');
          alpaca.renumber(TYPES[role], 7);
          indi.rename(TYPES[role]);
          return later(50, () => line.heal());
        case 'address changed':
          elsewhere = alpaca.now;
          return line.spoil('gone');
      }
    },
    run: (work) => clock.run(work),
    async end() {
      over.abort(new AbortedError('the cell is done'));
      line.heal();
      await clock.run(served.close());
      opener.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function alpacaServer(clock: VirtualClock, { devices }: SimulatedObservatory) {
  /** By type: what is added to the numbers of its devices. */
  const added: Record<string, number> = {};
  const numberOf = ({ type, number }: ServedDevice) => number + (added[type.toLowerCase()] ?? 0);
  const start = () => {
    const all = devices.map((device) => ({ ...device, number: numberOf(device) }));
    return memoryTransport(createAlpacaHandler({ server: SERVER, devices: all, clock }), { clock });
  };
  let now = start();
  return {
    get now() {
      return now;
    },
    restart() {
      now = start();
    },
    renumber(type: string, by: number) {
      added[type] = by;
      now = start();
    },
    find(uniqueId: string, url: string) {
      const found = devices.find((device) => device.uniqueId.toLowerCase() === uniqueId.toLowerCase());
      return found && { url, number: numberOf(found) };
    },
  };
}

function indiServer(clock: VirtualClock, simulated: SimulatedObservatory) {
  const names = [...simulated.devices.map(({ name }) => name), 'Simulated GPS'];
  const start = (devices: readonly ServedDevice[]) => {
    const server = new PropertyServer({ clock });
    offerOverIndi(server, { ...simulated, devices });
    return server;
  };
  let now = start(simulated.devices);
  return {
    get now() {
      return now;
    },
    removeDevices() {
      for (const name of names) now.remove(name);
    },
    offerAgain: () => offerOverIndi(now, simulated),
    rename(type: string) {
      const renamed = simulated.devices.map((device) =>
        device.type.toLowerCase() === type && device.number === 0 ? { ...device, name: `${device.name} Two` } : device,
      );
      now = start(renamed);
    },
  };
}

function profileOf(
  protocol: Protocol,
  { devices }: SimulatedObservatory,
  wanted: Partial<ProfileOptions['recovery']>,
): Profile {
  const empty = emptyProfile('Matrix');
  const address = (type: string) => {
    const { name = '' } = devices.find((device) => device.type.toLowerCase() === type && device.number === 0) ?? {};
    return protocol === 'alpaca' ? `alpaca://simulator/${type}/0` : `indi://simulator:7624/${encodeURIComponent(name)}`;
  };
  const roles = Object.entries(TYPES).map(([role, type]) => [role, { address: address(type) }]);
  const recovery = { ...empty.options.recovery, outageSeconds: 240, indiServers: ['elsewhere'], ...wanted };
  return { ...empty, devices: Object.fromEntries(roles), options: { ...empty.options, recovery } };
}
