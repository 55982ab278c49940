import { DeviceError, InvalidInput, isAborted, type Waiting } from '@uraniborg/core';
import { type IndiClient, isOn, numberOf } from '@uraniborg/indi';
import type { Device } from '../device.ts';
import { onLink } from '../onLink.ts';
import type { Watchdog, WatchdogOrder, WatchdogReading } from '../watchdog.ts';
import { indiLink } from './indiLink.ts';

const HEARTBEAT = 'WATCHDOG_HEARTBEAT';
const SECONDS = 'WATCHDOG_HEARTBEAT_VALUE';
const TRIGGER = 'WATCHDOG_Trigger'; // as it is spelt there
const SHUTDOWN = 'WATCHDOG_SHUTDOWN';

/** INDI's own watchdog driver. It is a client of its server itself, and reaches it at the port of `address`. */
export function indiWatchdog(client: IndiClient, device: string, address: string): Watchdog {
  const link = indiLink(client, device, address, [HEARTBEAT, TRIGGER, SHUTDOWN]);
  const { vector } = link;
  const armed = () => isOn(vector(TRIGGER), 'TRIGGER_CLIENT') ?? false;
  const capabilities = () => {
    link.assertConnected();
    const heartbeat = vector(HEARTBEAT);
    const most = heartbeat?.type === 'number' ? heartbeat.elements.get(SECONDS)?.max : undefined;
    return { maxSeconds: most || 3600 };
  };
  const shutdown = (): WatchdogReading['shutdown'] => {
    const state = vector(SHUTDOWN)?.state;
    return state === 'Busy' ? 'under way' : state === 'Alert' ? 'failed' : parked ? 'done' : 'none';
  };
  /** It goes from Busy to Ok when it has parked everything, and is Ok after a setting too. */
  let parked = false;
  client.watch((event) => {
    if (event.kind !== 'changed' || event.vector.device !== device || event.vector.name !== SHUTDOWN) return;
    if (event.vector.state === 'Busy') parked = true;
  });

  /** One that is let go of in peace parks nothing, and is not armed again by who stands guard. */
  let leaving = false;
  const peaceful: Device = Object.create(link, {
    disconnect: {
      async value(waiting: Waiting) {
        leaving = true;
        try {
          if (link.connected && armed())
            await link.set(TRIGGER, { TRIGGER_CLIENT: false }, waiting).catch(rethrowAbort);
          await link.disconnect(waiting);
        } finally {
          leaving = false;
        }
      },
    },
  });

  return onLink(peaceful, {
    kind: 'watchdog' as const,
    capabilities,
    async read() {
      link.assertConnected();
      const seconds = numberOf(vector(HEARTBEAT), SECONDS);
      return { armed: armed(), seconds: armed() ? seconds : undefined, shutdown: shutdown() };
    },
    async arm({ seconds, mount, dome }: WatchdogOrder, waiting: Waiting) {
      const { maxSeconds } = capabilities();
      if (leaving) throw new DeviceError(`${device} is being disconnected`, 'Disconnected');
      if (!Number.isInteger(seconds) || seconds < 1 || seconds > maxSeconds)
        throw new InvalidInput(`The watchdog waits for 1 to ${maxSeconds} whole seconds, not ${seconds}`, 'seconds');
      if (mount === undefined && dome === undefined)
        throw new InvalidInput('Say which mount or dome the watchdog is to park', 'mount');
      // One that has parked before, for us or for a program that died, begins anew only with a new connection.
      await link.disconnect(waiting);
      await link.connect(waiting);
      if (armed()) await link.set(TRIGGER, { TRIGGER_CLIENT: false }, waiting);
      const named = { ...(mount && { ACTIVE_TELESCOPE: mount }), ...(dome && { ACTIVE_DOME: dome }) };
      await link.set('ACTIVE_DEVICES', named, waiting);
      const port = new URL(address).port || '7624';
      await link.set('WATCHDOG_SETTINGS', { INDISERVER_HOST: 'localhost', INDISERVER_PORT: port }, waiting);
      await link.set(SHUTDOWN, { PARK_MOUNT: mount !== undefined, PARK_DOME: dome !== undefined }, waiting);
      // It refuses the trigger before it knows how long to wait.
      await client.change(device, HEARTBEAT, { [SECONDS]: seconds }, waiting);
      await link.set(TRIGGER, { TRIGGER_CLIENT: true }, waiting);
      parked = false;
    },
    async beat(waiting: Waiting) {
      link.assertConnected();
      const seconds = numberOf(vector(HEARTBEAT), SECONDS);
      if (!armed() || !seconds) throw new DeviceError(`${device} is not armed`, 'Idle');
      await client.change(device, HEARTBEAT, { [SECONDS]: seconds }, waiting);
    },
    async disarm(waiting: Waiting) {
      link.assertConnected();
      await link.set(TRIGGER, { TRIGGER_CLIENT: false }, waiting);
    },
  });
}

/** What goes wrong with a device that is let go of is nobody's concern any more. */
function rethrowAbort(error: unknown): void {
  if (isAborted(error)) throw error;
}
