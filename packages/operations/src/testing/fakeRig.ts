import { type Clock, systemInstant, type Waiting } from '@uraniborg/core';
import type { Camera, Device, Direction, FilterWheel, Focuser, Mount } from '@uraniborg/devices';
import type { Rig } from '../rig.ts';

/** How long the hardware needs to come to rest after it was told to stop. */
const RUN_OUT_MS = 400;

export interface FakeRig extends Required<Pick<Rig, 'camera' | 'mount' | 'focuser' | 'filterWheel'>> {
  /** Everything that was commanded, in order: "slew 83.8 -5.4", "expose 300", "park". */
  readonly calls: string[];
  /** The names of the devices that move or expose now. */
  moving(): string[];
  /** More than one command at once to one device, ever. */
  readonly collisions: string[];
  /** The next command of this name fails so. */
  failNext(command: string, error: Error): void;
  /** Which are connected. */
  readonly present: Set<string>;
  /** A device that ignores being told to stop. */
  stuck: Set<string>;
  readonly at: { pointing: Direction; focuser: number; slot: number; parked: boolean; temperature: number };
}

/**
 * Four devices with just enough physics for the runner: they take time, they move until they stand, and they keep
 * moving for a moment after they were told to stop.
 */
export function fakeRig(clock: Clock): FakeRig {
  const calls: string[] = [];
  const collisions: string[] = [];
  const moving = new Set<string>();
  const failures = new Map<string, Error>();
  const stuck = new Set<string>();
  const present = new Set(['camera', 'mount', 'focuser', 'filterWheel']);
  const at = { pointing: { ra: 0, dec: 90 }, focuser: 10_000, slot: 0, parked: true, temperature: 15 };

  async function move(device: string, command: string, ms: number, signal: AbortSignal): Promise<void> {
    calls.push(command);
    const failure = failures.get(command.split(' ')[0] ?? '');
    failures.delete(command.split(' ')[0] ?? '');
    if (failure) throw failure;
    signal.throwIfAborted();
    if (moving.has(device)) collisions.push(`${command} while the ${device} moves`);
    moving.add(device);
    try {
      await clock.sleep(ms, signal);
    } catch (error) {
      await clock.sleep(RUN_OUT_MS);
      throw error;
    } finally {
      if (!stuck.has(device)) moving.delete(device);
    }
  }
  const rest = async (device: string) => {
    calls.push(`stop ${device}`);
    if (stuck.has(device)) return;
    await clock.sleep(RUN_OUT_MS);
    moving.delete(device);
  };
  const base = (role: string): Device => ({
    address: `fake://${role}`,
    name: `Fake ${role}`,
    connected: true,
    async connect() {
      calls.push(`connect ${role}`);
    },
    async check() {},
    async disconnect() {
      calls.push(`disconnect ${role}`);
    },
  });

  const camera: Camera = {
    ...base('camera'),
    kind: 'camera',
    capabilities: () => ({
      width: 4,
      height: 3,
      pixelSizeUm: { x: 3.8, y: 3.8 },
      maxBin: { x: 4, y: 4 },
      asymmetricBin: false,
      canSubframe: true,
      exposure: { min: 0, max: 3600 },
      gain: { min: 0, max: 100 },
      offset: undefined,
      readoutModes: [],
      bayer: undefined,
      canSetTemperature: true,
      canAbort: true,
      canPulseGuide: false,
      hasShutter: true,
      maxAdu: 65_535,
      electronsPerAdu: 1,
      sensorName: undefined,
    }),
    read: async () => ({
      state: moving.has('camera') ? 'exposing' : 'idle',
      temperature: at.temperature,
      setpoint: at.temperature,
      coolerOn: true,
      coolerPower: 50,
      gain: 0,
      offset: undefined,
    }),
    async expose(request, { signal, onProgress }) {
      const start = systemInstant(clock.now(), 'start');
      onProgress?.({ phase: 'exposing', fraction: 0, secondsLeft: request.seconds });
      await move(
        'camera',
        `expose ${request.seconds} ${request.light ? 'open' : 'closed'}`,
        request.seconds * 1000,
        signal,
      );
      return {
        pixels: { width: 4, height: 3, planes: 1, data: new Uint16Array(12).fill(calls.length) },
        start,
        seconds: request.seconds,
        bin: request.bin ?? { x: 1, y: 1 },
        rectangle: { x: 0, y: 0, width: 4, height: 3 },
        temperature: at.temperature,
        gain: request.gain,
        offset: request.offset,
        bayer: undefined,
      };
    },
    stop: () => rest('camera'),
    async cool(setpoint, { signal }) {
      await move('cooler', `cool ${setpoint}`, 100, signal);
      if (setpoint !== 'off') at.temperature = setpoint;
    },
    pulseGuide: async () => {},
  };

  const mount: Mount = {
    ...base('mount'),
    kind: 'mount',
    capabilities: () => ({
      equinox: 'J2000',
      canSlew: true,
      canSync: true,
      canPark: true,
      canUnpark: true,
      canSetTracking: true,
      canPulseGuide: true,
      canFindHome: false,
      trackingRates: [],
      canSetPierSide: false,
      moveRates: [],
    }),
    read: async () => ({
      ...at.pointing,
      altitude: 45,
      azimuth: 180,
      siderealTimeHours: undefined,
      tracking: !at.parked,
      trackingRate: undefined,
      slewing: moving.has('mount'),
      parked: at.parked,
      pierSide: 'east',
    }),
    async slew(target, { signal }) {
      await move('mount', `slew ${target.ra} ${target.dec}`, 20_000, signal);
      at.pointing = target;
    },
    async sync(target) {
      calls.push(`sync ${target.ra} ${target.dec}`);
      at.pointing = target;
    },
    async park({ signal }) {
      await move('mount', 'park', 30_000, signal);
      at.parked = true;
    },
    async unpark() {
      calls.push('unpark');
      at.parked = false;
    },
    async setTracking(on) {
      calls.push(`track ${on}`);
    },
    setTrackingRate: async () => {},
    findHome: async () => {},
    stop: () => rest('mount'),
    move: async () => {},
    pulseGuide: async () => {},
    readSite: async () => undefined,
    setSite: async () => {},
    readTime: async () => undefined,
    setTime: async () => {},
  };

  const focuser: Focuser = {
    ...base('focuser'),
    kind: 'focuser',
    capabilities: () => ({
      maxPosition: 50_000,
      maxMove: 50_000,
      positioning: 'absolute',
      stepSizeUm: undefined,
      canHalt: true,
      hasTemperature: true,
      canCompensateTemperature: false,
    }),
    read: async () => ({ position: at.focuser, moving: moving.has('focuser'), temperature: 11 }),
    async moveTo(position, { signal }) {
      await move('focuser', `focus ${position}`, Math.abs(position - at.focuser) * 5, signal);
      at.focuser = position;
    },
    halt: () => rest('focuser'),
  };

  const filterWheel: FilterWheel = {
    ...base('filterWheel'),
    kind: 'filterWheel',
    capabilities: () => ({
      filters: ['L', 'R', 'G', 'B'].map((name) => ({ name, focusOffset: 0 })),
    }),
    read: async () => ({
      slot: moving.has('filterWheel') ? undefined : at.slot,
      turning: moving.has('filterWheel'),
    }),
    async select(slot, { signal }: Waiting) {
      await move('filterWheel', `filter ${slot}`, 3000, signal);
      at.slot = slot;
    },
  };

  for (const [role, device] of Object.entries({ camera, mount, focuser, filterWheel }))
    Object.defineProperty(device, 'connected', { get: () => present.has(role), enumerable: true });

  return {
    camera,
    mount,
    focuser,
    filterWheel,
    calls,
    collisions,
    moving: () => [...moving],
    failNext: (command, error) => failures.set(command, error),
    stuck,
    present,
    at,
  };
}
