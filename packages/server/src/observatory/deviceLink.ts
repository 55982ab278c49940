import type { DeviceState, Role } from '@uraniborg/api';
import { AbortedError, type Clock, InvalidInput, sentenceOf } from '@uraniborg/core';
import type { Site } from '@uraniborg/devices';
import { roleNames } from '@uraniborg/operations';
import type { Log } from './log.ts';
import { type AnyDevice, isMoving, readingOf } from './readings.ts';

/** One role and the device that plays it: connects it, watches it, and connects it again when it was lost. */
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
  /** Told of every change, and of the device as soon as it is connected. */
  onState: (state: DeviceState) => void;
  onConnected: (device: AnyDevice, signal: AbortSignal) => Promise<void>;
}

const LOOK_MS = 1000;
const LOOK_SOON_MS = 250;
const LONGEST_PAUSE_MS = 30_000;

export function deviceLink(role: Role, parts: LinkParts): DeviceLink {
  const { clock, log } = parts;
  let device: AnyDevice | undefined;
  let state: DeviceState = { role, address: '', name: '', link: 'off', message: '', reading: null };
  /** Aborts everything that is under way for this device. */
  let wanted = new AbortController();
  let connecting: Promise<void> | undefined;

  const publish = (change: Partial<DeviceState>) => {
    state = { ...state, ...change };
    parts.onState(state);
  };
  const look = async (at: AnyDevice, signal: AbortSignal) => {
    const reading = await readingOf(at, { clock, signal, site: parts.site() });
    signal.throwIfAborted();
    publish({ link: 'on', message: '', name: at.name, reading });
  };

  async function connectNow(signal: AbortSignal): Promise<void> {
    publish({ link: 'connecting', message: '', reading: null });
    try {
      const opened = parts.open(role, state.address);
      await opened.connect({ clock, signal });
      device = opened;
      await parts.onConnected(opened, signal);
      await look(opened, signal);
    } catch (error) {
      if (!signal.aborted) {
        device = undefined;
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

  async function watch(signal: AbortSignal): Promise<void> {
    let failures = 0;
    for (;;) {
      const soon = state.reading && isMoving(state.reading);
      const pause = failures > 0 ? Math.min(LONGEST_PAUSE_MS, LOOK_MS * 2 ** failures) : soon ? LOOK_SOON_MS : LOOK_MS;
      await clock.sleep(pause, signal);
      if (!device) return;
      try {
        if (!device.connected) await device.connect({ clock, signal });
        await look(device, signal);
        if (failures > 0) log('info', `The ${roleNames[role]} answers again`);
        failures = 0;
      } catch (error) {
        if (signal.aborted) return;
        if (failures++ === 0) log('error', `The ${roleNames[role]} is lost, trying again: ${sentenceOf(error)}`);
        publish({ link: 'error', message: sentenceOf(error) });
      }
    }
  }

  async function letGo(): Promise<void> {
    wanted.abort(new AbortedError(`The ${roleNames[role]} is disconnected`));
    wanted = new AbortController();
    await connecting?.catch(() => undefined);
    const gone = device;
    device = undefined;
    if (gone) {
      await gone.disconnect({ clock, signal: wanted.signal });
      log('info', `${capital(roleNames[role])} disconnected`);
    }
    publish({ link: 'off', message: '', reading: null });
  }

  return {
    get state() {
      return state;
    },
    get device() {
      return device?.connected ? device : undefined;
    },
    async assign(address) {
      if (address === state.address) return;
      // Opening talks to nobody: it only finds out whether the address can be one.
      if (address !== '') parts.open(role, address);
      await letGo();
      publish({ address, name: address });
    },
    async connect() {
      if (connecting) return await connecting;
      if (state.address === '') {
        throw new InvalidInput(`No ${roleNames[role]} has been chosen yet; choose one under Equipment`, 'role');
      }
      if (state.link === 'on' && device?.connected) return;
      if (device) await letGo();
      connecting = connectNow(wanted.signal);
      try {
        await connecting;
      } finally {
        connecting = undefined;
      }
    },
    disconnect: letGo,
  };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
