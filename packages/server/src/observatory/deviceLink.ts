import type { DeviceState, Role, Seat } from '@uraniborg/api';
import { AbortedError, type Clock, InvalidInput, sentenceOf } from '@uraniborg/core';
import { type Remedy, type Site, type Supervised, supervise } from '@uraniborg/devices';
import type { Log } from './log.ts';
import { type AnyDevice, isMoving, readingOf } from './readings.ts';
import { seatName } from './seats.ts';

/** One place in the rig and the device that plays it: its lamp, its readings, and whoever wants to command it. */
export interface DeviceLink {
  readonly seat: Seat;
  readonly state: DeviceState;
  /** The device, while it is connected. */
  readonly device: AnyDevice | undefined;
  /** Gives the place to the device at `address`; an empty one to none. @throws InvalidInput no such kind of address */
  assign(address: string): Promise<void>;
  /** Settles when it is connected and read. @throws InvalidInput nothing is assigned; what the device says */
  connect(): Promise<void>;
  disconnect(): Promise<void>;
  /** The device has been found at another address, and is the same. */
  moved(to: string): void;
}

export interface LinkParts {
  open: (role: Role, address: string) => AnyDevice;
  /** The same device as the profile wants it: its filters' names, backlash ... Default: as it is. */
  dress?: (device: AnyDevice) => AnyDevice;
  /** What may bring the device back when connecting again does not. Default: nothing. */
  remedies?: (address: string) => readonly Remedy[];
  /** Milliseconds. Default: the supervisor's. */
  heartbeatMs?: () => number;
  clock: Clock;
  log: Log;
  site: () => Site | undefined;
  /** Told of every change. */
  onState: (state: DeviceState) => void;
  /** Told of the device as soon as it is connected the first time. */
  onConnected: (device: AnyDevice, signal: AbortSignal) => Promise<void>;
}

const LOOK_MS = 1000;
const LOOK_SOON_MS = 250;

export function deviceLink(seat: Seat, parts: LinkParts): DeviceLink {
  const { clock, log, dress = (device) => device, remedies = () => [] } = parts;
  const { role, nickname = '' } = seat;
  const called = seatName(seat);
  let kept: Supervised<AnyDevice> | undefined;
  /** What others command: the supervised device, dressed. */
  let shown: AnyDevice | undefined;
  let state: DeviceState = { role, nickname, address: '', name: '', link: 'off', message: '', reading: null };
  /** Aborts everything that is under way for this device. */
  let wanted = new AbortController();
  let connecting: Promise<void> | undefined;

  const publish = (change: Partial<DeviceState>) => {
    state = { ...state, ...change };
    parts.onState(state);
  };
  const look = async (device: AnyDevice, signal: AbortSignal) => {
    const reading = await readingOf(device, { clock, signal, site: parts.site() });
    signal.throwIfAborted();
    publish({ link: 'on', message: '', name: device.name, reading });
  };

  async function connectNow(signal: AbortSignal): Promise<void> {
    publish({ link: 'connecting', message: '', reading: null });
    try {
      const supervised = supervise(parts.open(role, state.address), {
        clock,
        log,
        remedies: remedies(state.address),
        ...(parts.heartbeatMs && { heartbeatMs: parts.heartbeatMs() }),
        onStatus({ state: link, message }) {
          // Connected is what has been read too: see `look`.
          if (link === 'lost') publish({ link: 'error', message });
        },
      });
      const dressed = dress(supervised.device);
      kept = supervised;
      shown = dressed;
      await supervised.connect({ clock, signal });
      await parts.onConnected(dressed, signal);
      await look(dressed, signal);
    } catch (error) {
      if (!signal.aborted) {
        await letGo();
        publish({ link: 'error', message: sentenceOf(error), reading: null });
        log('error', `The ${called} is not connected: ${sentenceOf(error)}`);
      }
      throw error;
    }
    log('info', `${capital(called)} connected: ${state.name}`);
    watch(signal).catch((error) => {
      if (!signal.aborted) log('error', `The ${called} is no longer watched: ${sentenceOf(error)}`);
    });
  }

  /** For the screens. Whether the device is there is the supervisor's business. */
  async function watch(signal: AbortSignal): Promise<void> {
    for (;;) {
      // At whole seconds, with the clock: one message to each screen tells of all devices.
      const untilNext = LOOK_MS - (clock.now() % LOOK_MS);
      await clock.sleep(state.reading && isMoving(state.reading) ? LOOK_SOON_MS : untilNext, signal);
      if (kept?.status.state !== 'on' || !shown) continue;
      try {
        await look(shown, signal);
      } catch (error) {
        if (signal.aborted) return;
        publish({ message: sentenceOf(error) });
      }
    }
  }

  /** Settles when the driver has been told to let go. */
  async function letGo(): Promise<boolean> {
    const gone = kept;
    kept = undefined;
    shown = undefined;
    const was = gone?.device.connected ?? false;
    await gone?.disconnect({ clock, signal: new AbortController().signal });
    return was;
  }

  async function disconnect(): Promise<void> {
    wanted.abort(new AbortedError(`The ${called} is disconnected`));
    wanted = new AbortController();
    await connecting?.catch(() => undefined);
    if (await letGo()) log('info', `${capital(called)} disconnected`);
    publish({ link: 'off', message: '', reading: null });
  }

  return {
    seat,
    get state() {
      return state;
    },
    get device() {
      return kept?.status.state === 'on' && shown?.connected ? shown : undefined;
    },
    async assign(address) {
      if (address === state.address) return;
      // Opening talks to nobody: it only finds out whether the address can be one.
      if (address !== '') parts.open(role, address);
      await disconnect();
      publish({ address, name: address });
    },
    async connect() {
      if (connecting) return await connecting;
      if (state.address === '') {
        throw new InvalidInput(`No ${called} has been chosen yet; choose one under Equipment`, 'role');
      }
      if (state.link === 'on' && kept?.device.connected) return;
      if (kept) await disconnect();
      connecting = connectNow(wanted.signal);
      try {
        await connecting;
      } finally {
        connecting = undefined;
      }
    },
    disconnect,
    moved: (address) => publish({ address }),
  };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
