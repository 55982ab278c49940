import { AbortedError, type Clock, DeviceError, sentenceOf, type Waiting } from '@uraniborg/core';
import type { Device } from '../device.ts';
import { implausible } from './implausible.ts';
import { rememberSettings } from './rememberSettings.ts';

export interface LinkStatus {
  readonly state: 'off' | 'connecting' | 'on' | 'lost';
  /** Milliseconds since the Unix epoch. */
  readonly since: number;
  /** What is wrong, in a sentence; empty when nothing is. */
  readonly message: string;
  /** In vain, since it was lost. */
  readonly attempts: number;
}

/** Something that may bring a device back, tried after so many attempts in vain. */
export interface Remedy {
  readonly name: string;
  readonly after: number;
  /** Tried again after each so many attempts more. Default: once only. */
  readonly every?: number;
  /** @throws what it could not do; connecting is tried all the same */
  apply(waiting: Waiting): Promise<void>;
}

export interface SuperviseOptions {
  readonly clock: Clock;
  /** From one heartbeat to the next, milliseconds. Default 5000. */
  readonly heartbeatMs?: number;
  /** The first pause between attempts to connect again; it doubles up to `longestPauseMs`. Default 1000 and 30 000. */
  readonly firstPauseMs?: number;
  readonly longestPauseMs?: number;
  /** Default: none. */
  readonly remedies?: readonly Remedy[];
  readonly onStatus?: (status: LinkStatus) => void;
  readonly log?: (level: 'info' | 'warning' | 'error', text: string) => void;
}

export interface Supervised<D extends Device> {
  /** The device. What it is told through this is set again after it was lost. */
  readonly device: D;
  readonly status: LinkStatus;
  /** Connects, and keeps it connected from then on. @throws what the device's `connect` throws */
  connect(waiting: Waiting): Promise<void>;
  /** Lets go of it, and of watching it. */
  disconnect(waiting: Waiting): Promise<void>;
}

type Readable = Device & { read(waiting: Waiting): Promise<object> };

/**
 * Keeps a device: asks it now and then whether it is there (a heartbeat that goes through the driver) and whether what
 * it says can be true; connects it again, with growing pauses, when it is not; tries what remedies there are; and sets
 * again what had been set. What somebody does with the device meanwhile fails by itself.
 */
export function supervise<D extends Readable>(raw: D, options: SuperviseOptions): Supervised<D> {
  const { clock, heartbeatMs = 5000, firstPauseMs = 1000, longestPauseMs = 30_000, remedies = [] } = options;
  const { onStatus = () => {}, log = () => {} } = options;
  const { device: remembering, restore } = rememberSettings(raw);
  /** Connected is what can be used: found, plausible, and set as it was. */
  const device: D = Object.create(remembering, {
    connected: { get: () => raw.connected && status.state === 'on' },
  });
  let status: LinkStatus = { state: 'off', since: clock.now(), message: '', attempts: 0 };
  let watching = new AbortController();
  let watch: Promise<void> = Promise.resolve();

  const change = (next: Partial<LinkStatus>) => {
    const since = next.state === undefined || next.state === status.state ? status.since : clock.now();
    status = { ...status, ...next, since };
    onStatus(status);
  };

  async function look(waiting: Waiting): Promise<void> {
    await raw.check(waiting);
    const wrong = implausible(await raw.read(waiting));
    if (wrong !== undefined) throw new DeviceError(`${raw.name} answers nonsense: ${wrong}`, 'garbage');
  }

  /** One failed look may be one lost packet: it looks once more before it believes it. */
  async function lost(waiting: Waiting): Promise<unknown> {
    for (let second = false; ; second = true) {
      try {
        await look(waiting);
        return undefined;
      } catch (error) {
        waiting.signal.throwIfAborted();
        if (second || !raw.connected) return error;
      }
      await clock.sleep(firstPauseMs, waiting.signal);
    }
  }

  async function tried(remedy: Remedy, inVain: number, waiting: Waiting): Promise<void> {
    const more = inVain - remedy.after;
    if (more < 0 || (more > 0 && (remedy.every === undefined || more % remedy.every !== 0))) return;
    if (more === 0) log('warning', `${raw.name} does not come back: ${remedy.name}`);
    try {
      await remedy.apply(waiting);
    } catch (error) {
      waiting.signal.throwIfAborted();
      if (more === 0) log('warning', `${raw.name}: that did not work: ${sentenceOf(error)}`);
    }
  }

  async function bringBack(waiting: Waiting): Promise<void> {
    const { signal } = waiting;
    for (let attempts = 1, pause = firstPauseMs; ; attempts++, pause = Math.min(longestPauseMs, pause * 2)) {
      await clock.sleep(pause, signal);
      try {
        for (const remedy of remedies) await tried(remedy, attempts - 1, waiting);
        // A link that is up and talks nonsense has to be taken down first.
        if (raw.connected) await raw.disconnect(waiting);
        await raw.connect(waiting);
        await look(waiting);
        const again = await restore(waiting);
        change({ state: 'on', message: '', attempts: 0 });
        log('info', `${raw.name} is back${again.length > 0 ? `, set again: ${again.join(', ')}` : ''}`);
        return;
      } catch (error) {
        signal.throwIfAborted();
        change({ message: sentenceOf(error), attempts });
      }
    }
  }

  async function keep(waiting: Waiting): Promise<void> {
    for (;;) {
      await clock.sleep(heartbeatMs, waiting.signal);
      const error = await lost(waiting);
      if (error === undefined) continue;
      change({ state: 'lost', message: sentenceOf(error), attempts: 0 });
      log('error', `${raw.name} is lost: ${sentenceOf(error)}`);
      await bringBack(waiting);
    }
  }

  async function stop(): Promise<void> {
    watching.abort(new AbortedError(`${raw.name} is no longer watched`));
    await watch;
    watching = new AbortController();
  }

  return {
    device,
    get status() {
      return status;
    },
    async connect(waiting) {
      await stop();
      change({ state: 'connecting', message: '', attempts: 0 });
      try {
        await raw.connect(waiting);
        await look(waiting);
      } catch (error) {
        change({ state: 'off', message: sentenceOf(error) });
        throw error;
      }
      change({ state: 'on', message: '' });
      const { signal } = watching;
      watch = keep({ clock, signal }).catch((error) => {
        // The end that `stop` asked for is none to speak of; anything else is.
        if (!signal.aborted) log('error', `${raw.name} is no longer watched: ${sentenceOf(error)}`);
      });
    },
    async disconnect(waiting) {
      await stop();
      await raw.disconnect(waiting);
      change({ state: 'off', message: '', attempts: 0 });
    },
  };
}
