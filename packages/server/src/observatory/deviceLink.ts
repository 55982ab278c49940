import type { DeviceState, Role } from '@uraniborg/api';
import { AbortedError, type Clock, InvalidInput, sentenceOf } from '@uraniborg/core';
import { type Site, type Supervised, supervise } from '@uraniborg/devices';
import { roleNames } from '@uraniborg/operations';
import type { Log } from './log.ts';
import { type AnyDevice, isMoving, readingOf } from './readings.ts';

/** One role and the device that plays it: its lamp, its readings, and whoever wants to command it. */
export interface DeviceLink {
  readonly state: DeviceState;
  /** The device, while it is connected. */
  readonly device: AnyDevice | undefined;
  /** Gives the role to the device at `address`; an empty one to none. @throws InvalidInput no such kind of address */
  assign(address: string): Promise<void>;
  /** Settles when it is connected and read. @throws InvalidInput nothing is assigned; what the device says */
  connect(): Promise<void>;
  disconnect(): Promise<void>;
}

export interface LinkParts {
  open: (role: Role, address: string) => AnyDevice;
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

export function deviceLink(role: Role, parts: LinkParts): DeviceLink {
  const { clock, log } = parts;
  let kept: Supervised<AnyDevice> | undefined;
  let state: DeviceState = { role, address: '', name: '', link: 'off', message: '', reading: null };
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
        onStatus({ state: link, message }) {
          // Connected is what has been read too: see `look`.
          if (link === 'lost') publish({ link: 'error', message });
        },
      });
      kept = supervised;
      await supervised.connect({ clock, signal });
      await parts.onConnected(supervised.device, signal);
      await look(supervised.device, signal);
    } catch (error) {
      if (!signal.aborted) {
        await letGo();
        publish({ link: 'error', message: sentenceOf(error), reading: null });
        log('error', `The ${roleNames[role]} is not connected: ${sentenceOf(error)}`);
      }
      throw error;
    }
    log('info', `${capital(roleNames[role])} connected: ${state.name}`);
    watch(signal).catch((error) => {
      if (!signal.aborted) log('error', `The ${roleNames[role]} is no longer watched: ${sentenceOf(error)}`);
    });
  }

  /** For the screens. Whether the device is there is the supervisor's business. */
  async function watch(signal: AbortSignal): Promise<void> {
    for (;;) {
      await clock.sleep(state.reading && isMoving(state.reading) ? LOOK_SOON_MS : LOOK_MS, signal);
      if (kept?.status.state !== 'on') continue;
      try {
        await look(kept.device, signal);
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
    const was = gone?.device.connected ?? false;
    await gone?.disconnect({ clock, signal: new AbortController().signal });
    return was;
  }

  async function disconnect(): Promise<void> {
    wanted.abort(new AbortedError(`The ${roleNames[role]} is disconnected`));
    wanted = new AbortController();
    await connecting?.catch(() => undefined);
    if (await letGo()) log('info', `${capital(roleNames[role])} disconnected`);
    publish({ link: 'off', message: '', reading: null });
  }

  return {
    get state() {
      return state;
    },
    get device() {
      return kept?.status.state === 'on' && kept.device.connected ? kept.device : undefined;
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
        throw new InvalidInput(`No ${roleNames[role]} has been chosen yet; choose one under Equipment`, 'role');
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
  };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
